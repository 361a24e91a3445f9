import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { UnknownOutcome } from '../../src/errors.js';
import { asked, CANARY, failureOf, pollinations, wish } from './emulated.js';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.reset();
});

describe('a picture by Pollinations', () => {
  it('comes from the present host with the key as a header', async () => {
    const made = await pollinations(emulator).make(wish());
    expect(made).toMatchObject({
      picture: { type: 'image/png' },
      model: 'flux',
      usd: 0.002,
      remoteId: null,
      notes: [],
    });
    const [request] = emulator.requests;
    expect(request?.path).toBe('/image/a%20red%20fox%2C%20100%20%25%20real%3F');
    expect(request?.query).toEqual({ model: ['flux'], width: ['1280'], height: ['720'], seed: ['7'] });
    expect(request?.headers.authorization).toBe(`Bearer ${CANARY}`);
  });

  it('comes from the legacy host without one, and costs nothing', async () => {
    const maker = pollinations(emulator, { key: null });
    expect(maker.provider).toBe('pollinations-legacy');
    expect((await maker.make(wish())).usd).toBe(0);
    expect(emulator.requests[0]?.path).toMatch(/^\/prompt\//);
    expect(emulator.requests[0]?.headers.authorization).toBeUndefined();
  });

  it('that is slow is asked for again by the identical address: it joins, and is made once', async () => {
    emulator.fail({ path: '/image/', kind: 'pollinations:slow-join' });
    const made = await pollinations(emulator, { tryMs: 800 }).make(wish({ seed: 99 }));
    expect(made.picture.type).toBe('image/png');
    const addresses = emulator.requests.map(({ path, query }) => JSON.stringify([path, query]));
    expect(addresses).toHaveLength(2);
    expect(new Set(addresses).size).toBe(1);
    emulator.reset();
    const again = await fetch(`${emulator.url}image/again?seed=1`, { headers: { authorization: 'Bearer x' } });
    // The slow one and this one: those of other tests have other seeds or hosts.
    const one = Number(again.headers.get('x-generations'));
    const other = await fetch(`${emulator.url}image/other?seed=1`, { headers: { authorization: 'Bearer x' } });
    expect(Number(other.headers.get('x-generations'))).toBe(one + 1);
  });

  it.each(['hang', 'reset', 'cut-body'] as const)('is asked for three times at most: %s', async (kind) => {
    emulator.fail({ path: '/image/', kind });
    const failure = await failureOf(pollinations(emulator, { tryMs: 150 }).make(wish()));
    expect(failure).toBeInstanceOf(UnknownOutcome);
    expect(asked(emulator, 'GET', '/image/')).toBe(3);
  });

  it.each([
    ['pollinations:no-key', 'key', 1],
    ['pollinations:no-credit', 'quota', 1],
    ['pollinations:busy', 'quota', 3],
    ['pollinations:down', 'provider', 1],
    ['pollinations:echo', 'provider', 1],
    ['redirect', 'provider', 1],
  ] as const)('is none after %s: a failure of kind %s, requests: %i', async (kind, failureKind, times) => {
    emulator.fail({ path: '/image/', kind });
    const failure = await failureOf(pollinations(emulator).make(wish()));
    expect(failure.kind).toBe(failureKind);
    expect(failure).not.toBeInstanceOf(UnknownOutcome);
    expect(asked(emulator, 'GET', '/')).toBe(times);
  });

  it.each(['pollinations:json-error', 'pollinations:wrong-type', 'pollinations:svg', 'html'] as const)(
    'is none after %s, whose status of success may have its price',
    async (kind) => {
      emulator.fail({ path: '/image/', kind });
      const failure = await failureOf(pollinations(emulator).make(wish()));
      expect(failure).toBeInstanceOf(UnknownOutcome);
      expect(asked(emulator, 'GET', '/')).toBe(1);
    },
  );

  it('that a gateway did not wait for is asked for again', async () => {
    emulator.fail({ path: '/image/', kind: 'pollinations:gateway-timeout', times: 2 });
    await pollinations(emulator).make(wish());
    expect(asked(emulator, 'GET', '/image/')).toBe(3);
    emulator.fail({ path: '/image/', kind: 'pollinations:gateway-timeout' });
    expect(await failureOf(pollinations(emulator).make(wish()))).toBeInstanceOf(UnknownOutcome);
    expect(asked(emulator, 'GET', '/image/')).toBe(6);
  });

  it.each(['pollinations:huge', 'gzip-bomb', 'endless-body'] as const)('is cut off at 20 MB: %s', async (kind) => {
    emulator.fail({ path: '/prompt/', kind });
    const failure = await failureOf(pollinations(emulator, { key: null, tryMs: 5_000 }).make(wish()));
    expect(failure.message).toContain('20 MB');
  });

  it('stops when the user does', async () => {
    emulator.fail({ path: '/image/', kind: 'hang' });
    const stop = AbortSignal.timeout(50);
    expect((await failureOf(pollinations(emulator).make(wish({ signal: stop })))).kind).toBe('interrupted');
    expect(asked(emulator, 'GET', '/image/')).toBe(1);
  });
});

describe('a prompt', () => {
  it('that is too long for an address is cut between characters, and that is said', async () => {
    const made = await pollinations(emulator).make(wish({ prompt: '👩‍👩‍👧 ö'.repeat(200) }));
    expect(made.notes).toEqual(['Pollinations takes long prompts only in part: the end of this one was left out.']);
    const path = emulator.requests[0]?.path ?? '';
    expect(path.length).toBeLessThan(1_520);
    expect(decodeURIComponent(path)).toMatch(/^\/image\/(?:👩‍👩‍👧 ö)+(?:👩‍👩‍👧 ?)?$/u);
  });

  it('stays one part of the path, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 40 }), async (words) => {
        emulator.reset();
        // Words of at least one letter: the command takes no others.
        await pollinations(emulator, { key: null }).make(wish({ prompt: `x${words}` }));
        expect(decodeURIComponent(emulator.requests[0]?.path ?? '')).toBe(`/prompt/x${words}`);
      }),
      { numRuns: 20 },
    );
  });
});
