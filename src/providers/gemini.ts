import { MOST_ANSWERS } from '../domain/model-prices.js';
import { MOST_TRIES } from '../domain/most-tries.js';
import { Failure } from '../errors.js';
import { outcomeOf, parsedAnswer } from './gemini/answer.js';
import { embeddings, generate, type GeminiAccess } from './gemini/client.js';
import { keyedHttp, type Heard } from './gemini/keyed-http.js';
import { promptOf, type Unusable } from './gemini/prompt.js';
import { usageOf } from './gemini/usage.js';
import { KeyRing, wordsForKeys } from './http/key-ring.js';
import { parsedObject } from './http/parsed-json.js';
import type { Http } from './http/request.js';
import type { ModelBook } from './ports.js';
import type { ModelQuestion, TextModel } from './ports/text-model.js';

export interface GeminiParts {
  /** Root of the API, `https://generativelanguage.googleapis.com/` or a gateway's. */
  readonly baseUrl: string;
  readonly model: string;
  /** In the order in which they are used up. */
  readonly keys: readonly string[];
  /** Opens the book of what keys take; called once something is to be sent. */
  readonly book: () => Promise<ModelBook>;
  readonly http: Http;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** IANA zone in which the return of a resting key is told. */
  readonly timeZone: () => string;
  /** Told what a person should know, a plain sentence each. */
  readonly note: (sentence: string) => void;
}

/** Vectors of different models cannot be compared, so nobody chooses this one. */
const EMBEDDING_MODEL = 'gemini-embedding-2';

/** Texts that one request may ask vectors of. */
const MOST_TEXTS = 100;

/** Gemini as a language model. What it says is parsed, capped and checked, and nothing more is done with it here. */
export function geminiModel(parts: GeminiParts): TextModel {
  let opening: Promise<ModelBook> | null = null;
  let opened: ModelBook | null = null;
  const book = async (): Promise<ModelBook> => (opened = await (opening ??= parts.book()));
  const keys = new KeyRing<'calls'>(parts.keys, book, parts, {
    provider: 'Gemini',
    variable: 'GEMINI_API_KEY',
    without: 'or do without a model',
    spent: (all) => {
      const tooFast = all.filter(({ id, restsUntil }) => restsUntil !== null || opened?.isTooFast(id) === true);
      const slowly = (whose: string) => `asks to use ${whose} more slowly (its limit per minute)`;
      if (tooFast.length === 0) return `Gemini's daily quota of ${wordsForKeys(all)} is used up`;
      if (tooFast.length === all.length) return `Gemini ${slowly(wordsForKeys(all))}`;
      const spent = `Gemini's daily quota of ${all.length - tooFast.length} of ${all.length} keys is used up`;
      return `${spent}, and it ${slowly(tooFast.length === 1 ? wordsForKeys(tooFast) : 'the others')}`;
    },
    spentHint: (help) => `Wait, or ${help}.`,
  });

  /** One call, whose tokens are booked whatever becomes of its answer. */
  const counted = async <T>(
    model: string,
    { signal, meter }: Pick<ModelQuestion<never>, 'signal' | 'meter'>,
    call: (access: GeminiAccess) => Promise<T>,
    metadataOf: (value: T, body: () => string) => unknown,
  ): Promise<T> => {
    let heard: Heard | null = null;
    const http = keyedHttp(parts.http, keys, parts.now, (latest) => {
      heard = latest;
    });
    try {
      const value = await call({ baseUrl: parts.baseUrl, http, signal, onTry: () => meter?.onTry() });
      report(value, heard);
      return value;
    } finally {
      for (const sentence of keys.notes) parts.note(sentence);
    }
    function report(value: T, latest: Heard | null): void {
      if (latest === null) return;
      const usage = usageOf(
        model,
        metadataOf(value, () => latest.answer.body),
        parts.now(),
      );
      if (usage === null) return;
      opened?.spend(latest.key.id, usage);
      meter?.onUsage(usage);
    }
  };

  return {
    provider: 'gemini',
    model: parts.model,
    mostRequests: MOST_TRIES * new Set(parts.keys).size,
    ask: async <T>(question: ModelQuestion<T>): Promise<T> => {
      let unusable: Unusable | null = null;
      for (let asked = 0; asked < MOST_ANSWERS; asked++) {
        const prompt = promptOf(question, unusable, parts.random);
        const pieces = await counted(
          parts.model,
          question,
          (access) =>
            generate(
              access,
              { model: parts.model, prompt, schema: question.schema, mostTokens: question.mostTokens },
              (soFar) => question.onProgress?.(`${question.what}: ${(soFar / 1000).toFixed(1)} kB of the answer`),
            ),
          (found) => found.findLast(({ usageMetadata }) => usageMetadata !== undefined)?.usageMetadata,
        );
        const outcome = outcomeOf(pieces);
        const read = 'unusable' in outcome ? outcome : readBy(question, outcome.text);
        if ('value' in read) return read.value;
        ({ unusable } = read);
      }
      throw new Failure(
        'provider',
        `Gemini gave ${question.what} twice in a form that is of no use: ${inOneLine(unusable?.why ?? '')}`,
        'Try again, or choose another model with INSIGHT_GEMINI_MODEL.',
      );
    },
    embed: async (texts, question) => {
      const vectors: number[][] = [];
      for (let at = 0; at < texts.length; at += MOST_TEXTS) {
        const some = texts.slice(at, at + MOST_TEXTS);
        const found = await counted(
          EMBEDDING_MODEL,
          question,
          (access) => embeddings(access, EMBEDDING_MODEL, some),
          // The SDK leaves it out.
          (_, body) => parsedObject(body()).usageMetadata,
        );
        vectors.push(...found);
      }
      return vectors;
    },
  };
}

function readBy<T>({ read }: ModelQuestion<T>, text: string): { readonly value: T } | { readonly unusable: Unusable } {
  try {
    return { value: read(parsedAnswer(text)) };
  } catch (error) {
    if (error instanceof Failure) throw error;
    return { unusable: { answer: text, why: error instanceof Error ? error.message.slice(0, 500) : 'It is wrong.' } };
  }
}

function inOneLine(words: string): string {
  return words.replace(/\s+/g, ' ').slice(0, 200);
}
