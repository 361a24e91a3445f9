import { Failure } from '../errors.js';
import { toggle, type Flag } from '../flags.js';

function code(describe: string, placeholder: string, shape: RegExp, example: string): Flag<string | null> {
  return {
    describe,
    placeholder,
    absent: null,
    read: (value, name) => {
      if (shape.test(value)) return value;
      throw new Failure(
        'usage',
        `${name} takes a code of two letters, not "${value}"`,
        `for example ${name} ${example}`,
      );
    },
  };
}

const region = code('results as seen in a country: US, DE, IN …', 'CC', /^[A-Za-z]{2}$/, 'DE');
const language = code('results that fit a language: en, de, hi …', 'LL', /^[A-Za-z]{2}$/, 'de');

/** Where and in which language a topic is looked for. */
export const PLACE_FLAGS = {
  region: { ...region, read: (value: string, name: string) => region.read(value, name)?.toUpperCase() ?? null },
  language: { ...language, read: (value: string, name: string) => language.read(value, name)?.toLowerCase() ?? null },
} as const;

/** Whether kept answers may be used, or must be. */
export const READING_FLAGS = {
  refresh: toggle('ask anew for everything, whatever is kept of earlier runs'),
  offline: toggle('use only what is kept of earlier runs, however old'),
} as const;

/** The words of a topic as one. @throws Failure `usage` when there are none */
export function topicOf(words: readonly string[], example: string): string {
  const topic = words.join(' ').replace(/\s+/gu, ' ').trim();
  if (topic !== '') return topic;
  throw new Failure('usage', 'which topic?', `for example: ${example}`);
}

/** A topic as it is typed into a shell: in quotes where it holds more than letters and digits. */
export function quotedWords(topic: string): string {
  return /^[\p{L}\p{M}\p{N}_-]+$/u.test(topic) ? topic : `'${topic.replaceAll("'", String.raw`'\''`)}'`;
}
