import { describe, expect, it } from 'vitest';
import { sourceWords, spamLines } from '../../src/commands/headline.js';
import { NO_COST, type Source } from '../../src/domain/source.js';

const source = (cost: Partial<Source['cost']>, cached = false): Source => ({
  kind: 'api',
  fetchedAt: null,
  cached,
  cost: { ...NO_COST, ...cost },
});

describe('the words of a source', () => {
  it('name what was asked and spent', () => {
    expect(sourceWords(source({}))).toBe('api');
    expect(sourceWords(source({ searches: 1, units: 2, modelCalls: 1, usd: 0.0021 }))).toBe(
      'api, 1 search, 2 units, 1 model call, $0.0021',
    );
  });

  it('hide no model behind a cache', () => {
    expect(sourceWords(source({}, true))).toBe('api, from cache');
    expect(sourceWords(source({ modelCalls: 2, usd: 0.004 }, true))).toBe('api, from cache, 2 model calls, $0.004');
  });
});

it('says how many videos have too many hashtags, one as one', () => {
  expect([0, 1, 2].map((spamMarked) => spamLines({ spamMarked }))).toEqual([
    [],
    ['1 video has more than 60 hashtags: YouTube ignores them all.'],
    ['2 videos have more than 60 hashtags: YouTube ignores them all.'],
  ]);
});
