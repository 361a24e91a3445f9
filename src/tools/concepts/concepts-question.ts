import { conceptsSchema, type ConceptWish } from '../../domain/concepts/read-concepts.js';
import type { ModelQuestion } from '../../providers/ports/text-model.js';
import type { ChannelEvidence } from './channel-evidence.js';

/** What is asked for, and what the model may go by. */
export interface ConceptsWish extends ConceptWish {
  /** The words that people are to find the videos by; null for the topic itself. */
  readonly keyword: string | null;
  /** Words that stand beside the topic in the evidence. */
  readonly words: readonly string[];
  readonly evidence: ChannelEvidence | null;
}

/** A longer title is no title of YouTube. */
const LONGEST_TITLE = 200;
/** Of the evidence together: it is paid for by its length. */
export const MOST_EVIDENCE = 8_000;

/** For one idea, and for what a model thinks before it writes. */
const TOKENS_EACH = 700;
const TOKENS_OF_THOUGHT = 3_000;

/** The words of a question: instructions are ours, and all that others wrote is material, the topic too. */
export function conceptsQuestion(
  wish: ConceptsWish,
): Pick<ModelQuestion<unknown>, 'what' | 'instructions' | 'material' | 'schema'> & { readonly mostTokens: number } {
  const { topic, keyword, count, language, words, evidence } = wish;
  const blocks: [string, string][] = [
    ['topic', topic],
    ['keyword', keyword ?? ''],
    ['words beside the topic', words.join('\n')],
    ['videos of the channel that did best', (evidence?.outliers ?? []).map(outlierLine).join('\n')],
    ['newest titles of the channel', (evidence?.titles ?? []).map(shortTitle).join('\n')],
  ];
  let left = MOST_EVIDENCE;
  const material = blocks.flatMap(([name, whole]) => {
    const text = whole.slice(0, left);
    left -= text.length;
    return text === '' ? [] : [{ name, text }];
  });
  return {
    what: `${count} video ${count === 1 ? 'concept' : 'concepts'}`,
    instructions: instructions(count, language.name, evidence !== null),
    material,
    schema: conceptsSchema(count),
    mostTokens: TOKENS_OF_THOUGHT + count * TOKENS_EACH,
  };
}

function instructions(count: number, language: string, hasChannel: boolean): string {
  return [
    `You help a creator to plan YouTube videos. Give exactly ${count} distinct ideas for the topic in the block "topic", written in ${language}.`,
    'Each idea takes another angle, and its title says something else than the other titles.',
    'A title has 30 to 60 characters, never more than 100, names the keyword (without one: the topic) early, and does not shout.',
    'It promises only what the creator can keep: no made-up numbers, results, names, quotes or dates anywhere.',
    'hook: one or two sentences that keep the reader. main: what the video holds, in a few sentences. cta: what the viewer may do next.',
    'Write no address, no e-mail, no markup and no hashtags. tags: 5 to 15 search terms that fit the title, without #, at most 400 characters together.',
    'thumbnailIdea: what the picture shows, in one sentence.',
    ...(hasChannel
      ? [
          'The blocks about the channel show what its viewers liked: learn from their angle, and repeat none of the titles.',
        ]
      : []),
  ].join('\n');
}

const shortTitle = (title: string): string => title.replace(/\s+/g, ' ').slice(0, LONGEST_TITLE);

function outlierLine({ title, multiple }: { readonly title: string; readonly multiple: number | null }): string {
  return `${multiple === null ? '' : `${multiple.toFixed(1)} times the usual views: `}${shortTitle(title)}`;
}
