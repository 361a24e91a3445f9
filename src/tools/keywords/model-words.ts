import { cleanText } from '../../domain/concepts/clean-text.js';
import { tidy } from '../../domain/seo/words.js';
import { asFailure, type Failure } from '../../errors.js';
import type { ModelQuestion, TextModel } from '../../providers/ports/text-model.js';

const MOST = 20;
const LONGEST = 80;
/** Titles that a model gets to see. */
const MOST_TITLES = 20;
/** Of one answer, thinking among them. */
export const MOST_WORD_TOKENS = 4096;

/** What a model is asked for: short texts about a topic, beside those that were found. */
export interface WordsQuestion extends Pick<ModelQuestion<never>, 'meter' | 'onProgress' | 'signal'> {
  /** What they are, in words: `keywords`. */
  readonly what: string;
  /** What makes a good one. */
  readonly wish: string;
  readonly topic: string;
  readonly language: string | null;
  /** Titles of real videos, for the model to know what the topic is about; the first twenty are told. */
  readonly titles: readonly string[];
}

/** What a model suggested, or in words why it did not. */
export interface ModelWords {
  readonly words: readonly string[];
  readonly note: string | null;
  readonly failure: Failure | null;
}

/**
 * Asks a model for some words. Whatever goes wrong is a note: what was found without it is no worse for that.
 * @throws Failure `interrupted`, and what nobody foresaw
 */
export async function modelWords(model: TextModel, question: WordsQuestion): Promise<ModelWords> {
  const { what, wish, topic, language, titles, ...rest } = question;
  try {
    const words = await model.ask({
      ...rest,
      what,
      mostTokens: MOST_WORD_TOKENS,
      instructions:
        `Suggest up to ${MOST} ${what} for videos on the topic in the material, as people would type them. ${wish} ` +
        `${language === null ? 'Write in the language of the topic.' : `Write in the language with the code ${language}.`} ` +
        'No figures, no explanations.',
      material: [
        { name: 'topic', text: topic },
        ...(titles.length === 0
          ? []
          : [{ name: 'titles of videos on it', text: titles.slice(0, MOST_TITLES).map(tidy).join('\n') }]),
      ],
      schema: {
        type: 'object',
        properties: { words: { type: 'array', items: { type: 'string', maxLength: LONGEST }, maxItems: MOST } },
        required: ['words'],
      },
      read: readWords,
    });
    return { words, note: null, failure: null };
  } catch (error) {
    const failure = asFailure(error);
    if (failure.kind === 'interrupted' || failure.kind === 'unexpected') throw error;
    const note = `${model.provider} suggested no ${what}: ${failure.message} ${failure.hint}`;
    return { words: [], note, failure };
  }
}

function readWords(answer: unknown): readonly string[] {
  const list: unknown = typeof answer === 'object' && answer !== null && 'words' in answer ? answer.words : null;
  if (!Array.isArray(list)) throw new Error('the answer must be an object with a list "words"');
  const texts = list.map((word: unknown) => {
    if (typeof word !== 'string') throw new Error('every element of "words" must be a string');
    return cleanText(word, false);
  });
  if (texts.every((word) => word === '')) throw new Error('"words" must not be empty');
  return [...new Set(texts.filter((word) => word !== '' && Array.from(word).length <= LONGEST))].slice(0, MOST);
}
