import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { hashtagsIn } from '../../src/domain/hashtags.js';

/** The conformance suite of twitter-text, kept beside the repository. */
const SUITE = new URL('../../../shared/suites/twitter-text/extract.yml', import.meta.url);
const TABLE = new URL('../../docs/hashtags-differences.md', import.meta.url);

interface Case {
  readonly description: string;
  readonly text: string;
  readonly expected: readonly string[];
}

const PUNCTUATION = 'The sign inside is punctuation, so the word ends there.';
const BARE_ADDRESS = 'An address counts as one when it begins with http://, https:// or www.; the second does not.';

/** The cases that come out otherwise here, in the order of the suite, and why. */
const DIFFERENCES: readonly (readonly [name: string, why: string])[] = [
  [
    'Hashtag with ideographic iteration mark',
    'The ditto mark 〃 is punctuation (the other iteration marks are letters).',
  ],
  ['Extract hashtag with fullwidth tilde', 'The tilde is a symbol, so the word ends there.'],
  ['Extract hashtag with wave dash', PUNCTUATION],
  ["DO NOT extract hashtag if it's a part of URL", BARE_ADDRESS],
  ['Extract Hebrew hashtags', PUNCTUATION],
  ['Extract Tibetan hashtags', PUNCTUATION],
  ['Extract hashtag with middle dot', PUNCTUATION],
];

const written = (hashtags: readonly string[]) =>
  hashtags.length === 0 ? 'none' : hashtags.map((word) => `\`${word}\``).join(' ');

function cases(section: 'hashtags' | 'hashtags_from_astral'): readonly Case[] {
  const suite = parse(readFileSync(SUITE, 'utf8')) as { tests: Record<typeof section, Case[]> };
  return suite.tests[section];
}

const differs = ({ text, expected }: Case) => JSON.stringify(hashtagsIn(text)) !== JSON.stringify(expected);

describe.skipIf(!existsSync(SUITE))('the twitter-text suite (skipped when it is not beside the repository)', () => {
  test('has the number of cases that was looked at', () => {
    expect(cases('hashtags')).toHaveLength(65);
    expect(cases('hashtags_from_astral')).toHaveLength(3);
  });

  test('agrees but for the listed cases', () => {
    const differing = cases('hashtags').filter(differs);
    expect(differing.map(({ description }) => description)).toEqual(DIFFERENCES.map(([name]) => name));
  });

  test('agrees on letters outside the basic plane', () => {
    expect(cases('hashtags_from_astral').filter(differs)).toEqual([]);
  });

  test('the documented table is what happens: case, their answer, ours, why', () => {
    const why = new Map(DIFFERENCES);
    const happening = cases('hashtags')
      .filter(differs)
      .map(({ description, text, expected }) => [
        description,
        written(expected),
        written(hashtagsIn(text)),
        why.get(description),
      ]);
    const documented = readFileSync(TABLE, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .slice(2)
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    expect(documented).toEqual(happening);
  });
});
