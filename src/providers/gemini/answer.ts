import type { GenerateContentResponse } from '@google/genai/web';
import { Failure } from '../../errors.js';
import type { Unusable } from './prompt.js';

/** Characters of an answer that are read. */
const MOST_TEXT = 1_000_000;

/** What came of one call: a text that claims to be whole, or one that is of no use but may be repaired. */
export type Outcome = { readonly text: string } | { readonly unusable: Unusable };

/** Ends that another try may mend; all others but a plain stop are refusals. */
const MENDABLE: Readonly<Record<string, string>> = {
  MAX_TOKENS: 'It was too long and was cut. Give a much shorter one.',
  MALFORMED_RESPONSE: 'It was malformed.',
};

/**
 * The text of an answer out of its pieces; thoughts are left out.
 * @throws Failure `provider` when the prompt or the answer was blocked, or there is no answer
 */
export function outcomeOf(pieces: readonly GenerateContentResponse[]): Outcome {
  let text = '';
  let finish = '';
  let candidates = 0;
  for (const { promptFeedback, candidates: list = [] } of pieces) {
    if (promptFeedback?.blockReason !== undefined) throw blocked('the prompt', promptFeedback.blockReason);
    const [first] = list;
    if (first === undefined) continue;
    candidates += 1;
    for (const part of first.content?.parts ?? []) {
      if (part.thought !== true && typeof part.text === 'string') text += part.text;
      if (text.length > MOST_TEXT) return { unusable: { answer: '', why: 'It was longer than a million characters.' } };
    }
    finish = first.finishReason ?? finish;
  }
  if (candidates === 0) {
    throw new Failure('provider', 'Gemini gave no answer.', 'Try again, or word it differently.');
  }
  const why = Object.hasOwn(MENDABLE, finish) ? MENDABLE[finish] : undefined;
  if (why !== undefined) return { unusable: { answer: text, why } };
  if (!['', 'STOP', 'FINISH_REASON_UNSPECIFIED'].includes(finish)) throw blocked('to finish its answer', finish);
  return { text };
}

function blocked(what: string, reason: string): Failure {
  const why = /^[A-Z_]{1,40}$/.test(reason) ? reason : 'OTHER';
  return new Failure('provider', `Gemini refused ${what} (${why}).`, 'Word the topic differently.');
}

/** Names through which a careless copy of an object could change all objects. */
const RISKY = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * The value of a JSON text, also of one that a model put between code fences. Members with risky names are left out.
 * @throws Error when it is no JSON
 */
export function parsedAnswer(text: string): unknown {
  const bare = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?\s*```\s*$/.exec(text)?.[1] ?? text;
  try {
    return JSON.parse(bare, (name, value: unknown) => (RISKY.has(name) ? undefined : value));
  } catch {
    throw new Error('It is no JSON, or is cut before its end.');
  }
}
