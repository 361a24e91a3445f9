import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keyFingerprint } from '../../src/domain/key-fingerprint.js';
import { openGeminiBook } from '../../src/store/gemini-book.js';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { modelAt, threeTitles } from '../providers/gemini/gemini-parts.js';
import { freshFolder, runInsight, type Run } from './run-insight.js';

const GOOD = 'AIzaSyCANARY-good-0000000000000000001a2b';
const BAD = 'AIzaSyCANARY-bad-00000000000000000003c4d';

const folder = freshFolder();
let emulator: Emulator;
let home: string;
let homes = 0;
beforeAll(async () => {
  emulator = await startEmulator({ keys: [GOOD] });
});
beforeEach(() => {
  home = join(folder.path, String((homes += 1)));
  emulator.reset();
});
afterAll(async () => {
  await emulator.close();
  folder.remove();
});

async function run(
  words: readonly string[],
  more: { stdin?: string; env?: Record<string, string> } = {},
): Promise<Run> {
  const done = await runInsight(words, { home, emulator, cwd: folder.path, ...more });
  const asked = emulator.requests.map(({ path, query, body }) => path + JSON.stringify(query) + body);
  for (const text of [done.stdout, done.stderr, ...asked]) expect(text).not.toContain('CANARY');
  return done;
}
const listed = async () => JSON.parse((await run(['keys', 'list', '--json'])).stdout) as { keys: object[] };

describe('keys of other providers', () => {
  it.each([
    ['gemini', 'Gemini'],
    ['replicate', 'Replicate'],
    ['pollinations', 'Pollinations'],
    ['imagekit', 'ImageKit'],
  ])('of %s are kept, listed and forgotten', async (provider) => {
    const added = await run(['keys', 'add', provider, '--with-token'], { stdin: `${GOOD}\n` });
    expect(added).toMatchObject({ code: 0, stdout: `${provider} key …1a2b is kept. Try it: insight keys test\n` });
    expect((await listed()).keys).toEqual([
      { provider, key: '…1a2b', origin: 'stored', variable: null, state: 'ready', resetsAt: null, refusedAt: null },
    ]);
    expect((await run(['keys', 'remove', '1a2b'])).stdout).toBe(`${provider} key …1a2b is forgotten\n`);
    expect((await listed()).keys).toEqual([]);
  });

  it('of the same ending are told apart by their fingerprint', async () => {
    await run(['keys', 'add', 'gemini', '--with-token'], { stdin: GOOD });
    await run(['keys', 'add', 'youtube', '--with-token'], { stdin: `${BAD.slice(0, -4)}1a2b` });
    expect(await run(['keys', 'remove', '1a2b'])).toMatchObject({ code: 2, stdout: '' });
    expect((await run(['keys', 'remove', keyFingerprint(GOOD).slice(0, 10)])).stdout).toMatch(/^gemini key/);
  });

  it('of nobody known are not kept', async () => {
    const { code, stderr } = await run(['keys', 'add', 'openai', '--with-token'], { stdin: GOOD });
    expect(code).toBe(2);
    expect(stderr).toMatch('youtube, gemini, replicate, pollinations, imagekit');
  });

  it('are tested where that costs nothing, and said to be untested elsewhere', async () => {
    const env = {
      YOUTUBE_API_KEY: GOOD,
      GEMINI_API_KEY: GOOD,
      GEMINI_API_KEY_1: BAD,
      REPLICATE_API_TOKEN: 'r8_CANARY-replicate-9c0d',
      POLLINATIONS_API_KEY: 'sk_CANARY-pollinations-5e6f',
      IMAGEKIT_PRIVATE_KEY: 'private_CANARY-imagekit-7a8b',
    };
    const { code, stdout } = await run(['keys', 'test', '--json'], { env });
    expect(code).toBe(4);
    const { keys, source } = JSON.parse(stdout) as { keys: { key: string }[]; source: object };
    expect(source).toMatchObject({ cost: { requests: 4, units: 1, usd: 0 } });
    expect(keys).toMatchObject([
      { provider: 'youtube', key: '…1a2b', state: 'ok', reason: null },
      { provider: 'gemini', key: '…1a2b', state: 'ok', reason: null },
      {
        provider: 'gemini',
        key: '…3c4d',
        state: 'refused',
        reason: expect.stringContaining('API_KEY_INVALID') as string,
      },
      { provider: 'replicate', key: '…9c0d', state: 'ok', reason: null },
      { provider: 'pollinations', key: '…5e6f', state: 'untested' },
      { provider: 'imagekit', key: '…7a8b', state: 'untested' },
    ]);
    expect(emulator.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /youtube/v3/videoCategories',
      'GET /v1beta/models/gemini-3.8-flash',
      'GET /v1beta/models/gemini-3.8-flash',
      'GET /v1/account',
    ]);
    const planned = JSON.parse((await run(['keys', 'test', '--plan', '--json'], { env })).stdout) as object;
    expect(planned).toMatchObject({ plan: { usual: { requests: 4, units: 1 }, atMost: { requests: 12, units: 3 } } });
  });
});

describe('quota of Gemini', () => {
  const env = { GEMINI_API_KEY: GOOD };
  const rows = async () =>
    (JSON.parse((await run(['quota', '--json'], { env })).stdout) as { keys: Record<string, unknown>[] }).keys;

  it('counts calls and tokens without a limit', async () => {
    const row = { provider: 'gemini', key: '…1a2b', spent: 0, left: null, limit: null, exhaustedUntil: null };
    expect(await rows()).toMatchObject(['calls', 'tokensIn', 'tokensOut'].map((bucket) => ({ ...row, bucket })));
    const { book, close } = await openGeminiBook({
      dir: join(home, 'data'),
      now: () => Date.now(),
      random: Math.random,
    });
    const { model, usages, told } = modelAt(emulator, {
      keys: [GOOD],
      book: () => Promise.resolve(book),
      now: () => Date.now(),
    });
    await model.ask(threeTitles(told));
    const [{ tokensIn, tokensOut } = { tokensIn: 0, tokensOut: 0 }] = usages;
    expect([tokensIn > 100, tokensOut > 10]).toEqual([true, true]);
    expect((await rows()).map(({ bucket, spent, left }) => [bucket, spent, left])).toEqual([
      ['calls', 1, null],
      ['tokensIn', tokensIn, null],
      ['tokensOut', tokensOut, null],
    ]);
    emulator.fail({ path: '/v1beta/', kind: 'gemini:per-day' });
    await expect(model.ask(threeTitles())).rejects.toThrow("Gemini's daily quota of the key …1a2b is used up");
    close();
    const [calls] = await rows();
    expect(calls).toMatchObject({ spent: 2, left: 0, exhaustedUntil: calls?.resetsAt });
    const { stdout } = await run(['quota'], { env });
    expect(stdout).toMatch(new RegExp(`…1a2b +tokensIn +– +${tokensIn} +– +gemini`));
    expect((await run(['keys', 'list'], { env })).stdout).toMatch('spent');
  });

  it('is kept by a command that asks a model, whose next key takes over at once', async () => {
    const two = { GEMINI_API_KEY: `${GOOD.slice(0, -4)}5e6f`, GEMINI_API_KEY_1: GOOD };
    emulator.fail({ path: '/v1beta/', kind: 'gemini:per-minute', times: 1 });
    expect((await run(['concepts', 'lighthouses', '--json'], { env: two })).code).toBe(0);
    const asked = emulator.requests.filter(({ path }) => path.startsWith('/v1beta/'));
    expect(asked.map(({ method, headers }) => [method, String(headers['x-goog-api-key']).slice(-4)])).toEqual([
      ['POST', '5e6f'],
      ['POST', '1a2b'],
    ]);
    const { keys } = JSON.parse((await run(['quota', '--json'], { env: two })).stdout) as {
      keys: { key: string; bucket: string; spent: number; left: number | null }[];
    };
    expect(keys).toMatchObject([
      { key: '…5e6f', bucket: 'calls', spent: 1, left: 0 },
      { key: '…5e6f', bucket: 'tokensIn', spent: 0 },
      { key: '…5e6f', bucket: 'tokensOut', spent: 0 },
      { key: '…1a2b', bucket: 'calls', spent: 1, left: null },
      { key: '…1a2b', bucket: 'tokensIn' },
      { key: '…1a2b', bucket: 'tokensOut' },
    ]);
    expect(keys.slice(4).every(({ spent }) => spent > 100)).toBe(true);
    const list = JSON.parse((await run(['keys', 'list', '--json'], { env: two })).stdout) as {
      keys: { state: string; resetsAt: string | null }[];
    };
    expect(list.keys.map(({ state }) => state)).toEqual(['spent', 'ready']);
    // Half a minute, and not midnight.
    expect(Date.parse(list.keys[0]?.resetsAt ?? '') - Date.now()).toBeLessThan(37_000);
  });
});
