import { describe, expect, test } from 'vitest';
import { formatOf } from '../../src/domain/format.js';
import { video } from './made-up-video.js';

const DAY_BEFORE = Date.UTC(2024, 9, 14, 23, 59, 59, 999);
const THE_DAY = Date.UTC(2024, 9, 15);

const short = { format: 'short', formatBasis: 'duration' };
const long = { format: 'long', formatBasis: 'duration' };
const live = { format: 'live', formatBasis: 'streaming' };
const unknown = { format: null, formatBasis: null };

describe('by duration and date', () => {
  test.each([
    [60, DAY_BEFORE, short],
    [61, DAY_BEFORE, long],
    [61, THE_DAY, short],
    [180, THE_DAY, short],
    [180.5, THE_DAY, long],
    [181, THE_DAY, long],
    [3723, THE_DAY, long],
    [60, null, short],
    [61, null, unknown],
    [180, null, unknown],
    [181, null, long],
    [null, THE_DAY, unknown],
  ])('%s seconds, published %s', (durationSeconds, publishedAt, expected) => {
    expect(formatOf(video({ durationSeconds, publishedAt }))).toEqual(expected);
  });
});

test('streaming details come before everything else', () => {
  expect(formatOf(video({ live: true, durationSeconds: 30, publishedAt: THE_DAY, shortLink: true }))).toEqual(live);
});

test('a duration of 0 is a running live item', () => {
  expect(formatOf(video({ durationSeconds: 0, publishedAt: THE_DAY }))).toEqual(live);
});

test("the source's own link to a Short comes before the duration", () => {
  expect(formatOf(video({ shortLink: true }))).toEqual({ format: 'short', formatBasis: 'link' });
  expect(formatOf(video({ shortLink: true, durationSeconds: 170, publishedAt: DAY_BEFORE }))).toEqual({
    format: 'short',
    formatBasis: 'link',
  });
});

test('the lack of a link to a Short decides nothing', () => {
  expect(formatOf(video({ shortLink: false, live: false }))).toEqual(unknown);
});
