import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testYoutubeKey } from '../../../src/providers/youtube/key-test.js';
import { startEmulator, type Emulator } from '../../emulator/emulator.js';
import { failureOf } from '../channel-of.js';
import { realHttp } from '../http/real-http.js';

const KEY = 'AIzaCANARY-of-a-test-4444';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({ keys: [KEY] });
});
afterEach(() => emulator.close());

/** Tests a key that has so many units left. */
function tested(left: number, key = KEY, said = false) {
  const access = { baseUrl: emulator.url, key, http: realHttp(), now: Date.now, signal: new AbortController().signal };
  return testYoutubeKey(access, { reserve: () => left-- > 0, isExhausted: () => said, exhaust: () => (left = 0) });
}

describe('the test of a key', () => {
  it('is one request for a good key, and none for one that is spent', async () => {
    expect(await tested(1)).toEqual({ state: 'ok', reason: null, requests: 1 });
    expect(await tested(0)).toMatchObject({ state: 'spent', requests: 0 });
    expect(emulator.requests).toHaveLength(1);
  });

  it('says who called a key spent', async () => {
    expect((await tested(0)).reason).toMatch('by our own count');
    expect((await tested(0, KEY, true)).reason).toMatch('as YouTube itself said today');
  });

  it('tries again only as long as there are units for it', async () => {
    emulator.fail({ path: '/youtube', kind: 'server-error' });
    expect(await tested(2)).toMatchObject({ state: 'spent', requests: 2 });
    expect(emulator.requests).toHaveLength(2);
    expect((await failureOf(tested(3))).kind).toBe('provider');
    expect(emulator.requests).toHaveLength(5);
  });

  it('tells a refused key and one that YouTube calls spent apart', async () => {
    expect(await tested(9, 'AIzaCANARY-of-another-5555')).toMatchObject({ state: 'refused', requests: 1 });
    emulator.fail({ path: '/youtube', kind: 'quota' });
    expect(await tested(9)).toMatchObject({ state: 'spent', requests: 1 });
  });

  it('does not take the page of a proxy for a word about the key', async () => {
    emulator.fail({ path: '/youtube', kind: 'proxy-page' });
    const { kind, hint } = await failureOf(tested(9));
    expect([kind, hint.includes('proxy')]).toEqual(['provider', true]);
  });
});
