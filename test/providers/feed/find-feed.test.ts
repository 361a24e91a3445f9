import { expect, it } from 'vitest';
import type { ChannelRef } from '../../../src/domain/channel-ref.js';
import { Failure } from '../../../src/errors.js';
import { findFeed } from '../../../src/providers/feed/find-feed.js';
import { CachedAnswers } from '../../../src/providers/http/cached.js';
import { failureOf, refOf } from '../channel-of.js';
import { MemoryCache } from '../made-up-parts.js';

const DAY = 86_400_000;
const [OLD, NEW] = ['UCold-owner-of-the-name0', 'UCnew-owner-of-the-name0'];
const pageOf = (id: string) => `<link rel="canonical" href="https://www.youtube.com/channel/${id}">`;

/** A site whose page of the handle answers as it is told to; each look is a run of its own. */
function site() {
  const cache = new MemoryCache();
  const asked: string[] = [];
  const look = async (
    day: number,
    page: { status: number; body: string } | Failure,
    ref: ChannelRef = refOf('@name'),
  ) => {
    const notes: string[] = [];
    const answers = new CachedAnswers({ cache, now: () => day * DAY, reading: 'normal' });
    const ask = (path: string) => {
      asked.push(`${day}: ${path}`);
      if (page instanceof Failure) return Promise.reject(page);
      return Promise.resolve({ ...page, headers: new Headers(), bytes: new Uint8Array() });
    };
    const feed = await findFeed({ ask, answers, cache, note: (sentence) => notes.push(sentence) }, ref);
    return { feed, notes };
  };
  return { look, asked };
}

const good = (id: string) => ({ status: 200, body: pageOf(id) });
const down = new Failure('provider', 'The site is down.', 'wait');

it.each([
  ['HTTP 500', { status: 500, body: 'x' }],
  ['a page without an id', { status: 200, body: '<title>Before you continue</title>' }],
  ['nobody', down],
])('an id that was remembered serves while %s answers, but is not remembered anew', async (_, bad) => {
  const { look, asked } = site();
  expect(await look(0, good(OLD))).toEqual({ feed: { channel_id: OLD }, notes: [] });
  expect(await look(40, bad)).toEqual({
    feed: { channel_id: OLD },
    notes: ['The page of @name could not be read now; the id that it named earlier is used.'],
  });
  expect(await look(60, good(NEW))).toEqual({ feed: { channel_id: NEW }, notes: [] });
  expect(asked).toEqual(['0: @name', '40: @name', '60: @name']);
});

it('a page that was never read and cannot be read now is asked for a key, and says why', async () => {
  const failure = await failureOf(site().look(0, down));
  expect([failure.kind, failure.message]).toEqual([
    'key',
    'Without a key, @name could not be looked up: The site is down.',
  ]);
});

it('an interruption is never answered from what is remembered', async () => {
  const { look } = site();
  await look(0, good(OLD));
  expect((await failureOf(look(40, new Failure('interrupted', 'stopped', 'again')))).kind).toBe('interrupted');
});
