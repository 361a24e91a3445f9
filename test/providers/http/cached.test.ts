import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/errors.js';
import { CachedAnswers, type Question, type Sent } from '../../../src/providers/http/cached.js';
import type { Reading } from '../../../src/providers/ports.js';
import { failureOf } from '../channel-of.js';
import { MemoryCache } from '../made-up-parts.js';

const cache = () => new MemoryCache();
const key = { provider: 'p', operation: 'o', arguments: { b: '2', a: '1' } };

/** Asks a provider of a list of answers, one after the other. */
function desk(
  answers: (Sent | null | Failure)[],
  { kept = cache(), reading = 'normal', at = 0 }: { kept?: MemoryCache; reading?: Reading; at?: number } = {},
) {
  const clock = { now: at };
  const asked: (string | null)[] = [];
  const desk = new CachedAnswers({ cache: kept, now: () => clock.now, reading });
  const ask = (more: Partial<Question<number>> = {}) =>
    desk.ask({
      key,
      what: 'the number',
      maxAgeMs: 1000,
      send: async (etag) => {
        asked.push(etag);
        await new Promise((resolve) => setTimeout(resolve, 5));
        const answer = answers.shift();
        if (answer === undefined) throw new Error('asked once too often');
        if (answer instanceof Failure) throw answer;
        return answer;
      },
      read: (body) => {
        if (!/^\d+$/.test(body)) throw new Failure('provider', 'no number', 'none');
        return Number(body);
      },
      ...more,
    });
  return { ask, asked, clock, kept };
}

const sent = (body: string, etag: string | null = null): Sent => ({ body, etag });

describe('kept answers', () => {
  it('stand for the provider until they are too old', async () => {
    const { ask, asked, clock } = desk([sent('1'), sent('2')]);
    expect(await ask()).toEqual({ value: 1, fetchedAt: 0, cached: false });
    clock.now = 999;
    expect(await ask({ key: { ...key, arguments: { a: '1', b: '2' } } })).toEqual({
      value: 1,
      fetchedAt: 0,
      cached: true,
    });
    clock.now = 1000;
    expect(await ask()).toEqual({ value: 2, fetchedAt: 1000, cached: false });
    expect(asked).toHaveLength(2);
  });

  it('are asked about by their ETag, and are young again when it still holds', async () => {
    const { ask, asked, clock } = desk([sent('1', '"a"'), null, sent('3', '"b"')]);
    await ask();
    clock.now = 2000;
    expect(await ask()).toEqual({ value: 1, fetchedAt: 2000, cached: false });
    clock.now = 2999;
    expect(await ask()).toEqual({ value: 1, fetchedAt: 2000, cached: true });
    clock.now = 9000;
    expect((await ask()).value).toBe(3);
    expect(asked).toEqual([null, '"a"', '"a"']);
  });

  it('are not trusted with refresh, though their ETag may be sent', async () => {
    const { ask, kept } = desk([sent('1', '"a"')]);
    await ask();
    const refresh = desk([sent('2', '"b"'), null], { kept, reading: 'refresh' });
    expect((await refresh.ask()).value).toBe(2);
    expect(await refresh.ask()).toMatchObject({ value: 2, cached: false });
    expect(refresh.asked).toEqual(['"a"', '"b"']);
  });

  it('are all there is offline, whatever their age', async () => {
    const { ask, kept } = desk([sent('1')]);
    await ask();
    const offline = desk([], { kept, reading: 'offline', at: 1e12 });
    expect(await offline.ask()).toEqual({ value: 1, fetchedAt: 0, cached: true });
    const failure = await failureOf(offline.ask({ key: { ...key, operation: 'other' } }));
    expect([failure.kind, failure.exitCode]).toEqual(['not-found', 3]);
    expect(failure.message).toBe('nothing is kept of the number for --offline');
  });

  it('do not hide that the provider fails now', async () => {
    const { ask, clock } = desk([sent('1'), new Failure('provider', 'down', 'wait'), sent('2')]);
    await ask();
    clock.now = 5000;
    expect((await failureOf(ask())).message).toBe('down');
    expect((await ask()).value).toBe(2);
  });

  it('are never what could not be understood, or is not worth it', async () => {
    const { ask, kept } = desk([sent('<html>'), sent('7'), sent('8')]);
    expect((await failureOf(ask())).message).toBe('no number');
    expect(kept.kept.size).toBe(0);
    await ask({ keeps: (value) => value !== 7 });
    expect(kept.kept.size).toBe(0);
    await ask();
    expect(kept.kept.size).toBe(1);
  });
});

it('an answer that "still holds" though none is kept is a failure of the provider', async () => {
  const { ask, asked, kept } = desk([null, sent('2')]);
  const failure = await failureOf(ask());
  expect([failure.kind, failure.message]).toEqual([
    'provider',
    'Instead of the number came "not modified" (HTTP 304), though nothing is kept of it.',
  ]);
  expect([asked, kept.kept.size]).toEqual([[null], 0]);
  expect((await ask()).value).toBe(2);
});

describe('an answer under way', () => {
  it('is waited for by all who ask the same', async () => {
    const { ask, asked } = desk([sent('1')]);
    const all = await Promise.all([ask(), ask(), ask()]);
    expect([asked.length, all.map(({ value }) => value)]).toEqual([1, [1, 1, 1]]);
  });

  it('that fails fails for all, and is asked anew by the next', async () => {
    const { ask, asked } = desk([new Failure('provider', 'down', 'wait'), sent('2')]);
    const both = await Promise.all([failureOf(ask()), failureOf(ask())]);
    expect(both.map(({ message }) => message)).toEqual(['down', 'down']);
    expect((await ask()).value).toBe(2);
    expect(asked).toHaveLength(2);
  });

  it('that somebody else had stopped is asked for again', async () => {
    const stopped = new AbortController();
    stopped.abort();
    const { ask, asked } = desk([new Failure('interrupted', 'stopped', 'again'), sent('2')]);
    const [first, second, third] = await Promise.all([
      failureOf(ask({ signal: stopped.signal })),
      ask(),
      failureOf(ask({ signal: stopped.signal })),
    ]);
    expect([first.kind, second.value, third.kind, asked.length]).toEqual(['interrupted', 2, 'interrupted', 2]);
  });
});
