import { cleanText } from '../domain/concepts/clean-text.js';
import { decimal } from '../domain/figures.js';
import { addCosts } from '../domain/source.js';
import type { Suggestion } from '../domain/streak-suggestions.js';
import { Failure } from '../errors.js';
import type { ModelQuestion, TextModel } from '../providers/ports/text-model.js';
import { CostTally } from './cost-tally.js';
import type { PricedQuestion } from './model-estimate.js';
import type { StreakResult } from './streak.js';

const MOST_SUGGESTIONS = 3;
const LONGEST_TEXT = 200;
const LONGEST_TITLE = 200;
export const MOST_TITLES = 20;
/** What an answer mostly takes, thinking among it, and what it may take. */
export const USUAL_TOKENS = 1_000;
export const MOST_TOKENS = 3_000;

/** The figures that a suggestion of a model may go by; their words are ours, so that no number is made up. */
function figuresOf({ parts, uploads, streak }: StreakResult): ReadonlyMap<string, string> {
  const of = (value: number | null, words: string, decimals = 0) =>
    value === null ? [] : [words.replace('#', decimal(value, decimals))];
  const known: readonly (readonly [string, readonly string[]])[] = [
    ['steadiness', of(parts.consistency, 'consistency # of 100')],
    ['frequency', of(parts.frequency, 'frequency # of 100')],
    ['engagement', of(parts.engagement, 'engagement # of 100')],
    ['uploads a week', of(uploads.perWeek, '# uploads a week', 1)],
    ['gaps', of(uploads.gapCv, 'gap CV # (1 is no rhythm at all)', 2)],
    ['last upload', of(uploads.daysSinceLast, 'last upload # days ago', 1)],
    ['run', [`${streak.current} ${streak.period}s running, the longest ${streak.longest}`]],
    ['mix', [`${uploads.long} long, ${uploads.shorts} Shorts, ${uploads.live} live`]],
  ];
  return new Map(known.flatMap(([name, [words]]) => (words === undefined ? [] : [[name, words] as const])));
}

/** The words of the question about one channel. @param titles its newest, which strangers wrote */
export function adviceQuestion(
  result: StreakResult,
  titles: readonly string[],
): PricedQuestion & Pick<ModelQuestion<unknown>, 'what'> {
  const figures = figuresOf(result);
  return {
    what: 'suggestions for a steadier channel',
    instructions: [
      `You help a creator to publish steadily on YouTube. Give 1 to ${MOST_SUGGESTIONS} suggestions that follow from the block "figures"; the block "newest titles" only shows what the channel is about.`,
      'Each is one plain sentence of advice in English that the creator can act on this week, without any number, name, address or markup.',
      'figure: the one figure that it follows from.',
    ].join('\n'),
    material: [
      { name: 'figures', text: [...figures].map(([name, words]) => `${name}: ${words}`).join('\n') },
      {
        name: 'newest titles',
        text: titles.map((title) => title.replace(/\s+/g, ' ').slice(0, LONGEST_TITLE)).join('\n'),
      },
    ],
    schema: {
      type: 'object',
      properties: {
        suggestions: {
          type: 'array',
          minItems: 1,
          maxItems: MOST_SUGGESTIONS,
          items: {
            type: 'object',
            properties: { text: { type: 'string' }, figure: { type: 'string', enum: [...figures.keys()] } },
            required: ['text', 'figure'],
            additionalProperties: false,
          },
        },
      },
      required: ['suggestions'],
      additionalProperties: false,
    },
    mostTokens: MOST_TOKENS,
  };
}

/** A channel's result with the suggestions of a model after those of the rules, and why there are none of it. */
export interface Advised {
  readonly result: StreakResult;
  /** Null when the model gave some. */
  readonly why: string | null;
  readonly tally: CostTally;
}

/** Asks a model for suggestions. That it fails is no failure: then the rules stand alone. @throws Failure `interrupted` */
export async function adviseStreak(
  result: StreakResult,
  titles: readonly string[],
  model: TextModel,
  notice: Pick<ModelQuestion<never>, 'signal' | 'onProgress'>,
): Promise<Advised> {
  const tally = new CostTally();
  const figures = figuresOf(result);
  const ask = async (): Promise<{ readonly given: readonly Suggestion[]; readonly why: string | null }> => {
    try {
      const read = (answer: unknown) => readAdvice(answer, figures);
      const question = { ...adviceQuestion(result, titles), ...notice, read, meter: tally };
      return { given: await model.ask(question), why: null };
    } catch (error) {
      if (!(error instanceof Failure) || !['key', 'quota', 'provider'].includes(error.kind)) throw error;
      return { given: [], why: error.message.replace(/\.$/, '') };
    }
  };
  const { given, why } = await ask();
  const source = { ...result.source, cost: addCosts(result.source.cost, tally.cost) };
  return { result: { ...result, source, suggestions: [...result.suggestions, ...given] }, why, tally };
}

/** @throws Error with what was wrong, for the model's one repair */
function readAdvice(answer: unknown, figures: ReadonlyMap<string, string>): readonly Suggestion[] {
  const list: unknown =
    typeof answer === 'object' && answer !== null && 'suggestions' in answer ? answer.suggestions : null;
  if (!Array.isArray(list)) throw new Error('There is no list "suggestions".');
  const given = (list as unknown[]).slice(0, MOST_SUGGESTIONS).flatMap((each): Suggestion[] => {
    if (typeof each !== 'object' || each === null || !('text' in each) || !('figure' in each)) return [];
    const evidence = typeof each.figure === 'string' ? figures.get(each.figure) : undefined;
    const text = typeof each.text === 'string' ? cleanText(each.text, true) : '';
    // A number in it would be one that nobody measured.
    const good = text !== '' && text.length <= LONGEST_TEXT && !/\p{N}/u.test(text);
    return good && evidence !== undefined ? [{ text, evidence, source: 'ai' }] : [];
  });
  const each = [...new Map(given.map((one) => [one.text.toLowerCase(), one])).values()];
  if (each.length > 0) return each;
  throw new Error('No suggestion has a text of up to 200 characters without numbers, and one of the figures.');
}
