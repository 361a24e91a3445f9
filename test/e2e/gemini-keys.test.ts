import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keyFingerprint } from '../../src/domain/key-fingerprint.js';
import { openGeminiBook } from '../../src/store/gemini-book.js';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
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
      { provider, key: '…1a2b', origin: 'stored', variable: null, state: 'ready', resetsAt: null },
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
      GEMINI_API_KEY: GOOD,
      GEMINI_API_KEY_1: BAD,
      POLLINATIONS_API_KEY: 'sk_CANARY-pollinations-5e6f',
      IMAGEKIT_PRIVATE_KEY: 'private_CANARY-imagekit-7a8b',
    };
    const { code, stdout } = await run(['keys', 'test', '--json'], { env });
    expect(code).toBe(4);
    const { keys, source } = JSON.parse(stdout) as { keys: { key: string }[]; source: object };
    expect(source).toMatchObject({ cost: { requests: 2, units: 0, usd: 0 } });
    expect(keys).toMatchObject([
      { provider: 'gemini', key: '…1a2b', state: 'ok', reason: null },
      {
        provider: 'gemini',
        key: '…3c4d',
        state: 'refused',
        reason: expect.stringContaining('API_KEY_INVALID') as string,
      },
      { provider: 'pollinations', key: '…5e6f', state: 'untested' },
      { provider: 'imagekit', key: '…7a8b', state: 'untested' },
    ]);
    expect(emulator.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v1beta/models/gemini-3.8-flash',
      'GET /v1beta/models/gemini-3.8-flash',
    ]);
    const planned = JSON.parse((await run(['keys', 'test', '--plan', '--json'], { env })).stdout) as object;
    expect(planned).toMatchObject({ plan: { usual: { requests: 2, units: 0 }, atMost: { requests: 6, units: 0 } } });
  });
});

describe('quota of Gemini', () => {
  const env = { GEMINI_API_KEY: GOOD };
  const rows = async () =>
    (JSON.parse((await run(['quota', '--json'], { env })).stdout) as { keys: Record<string, unknown>[] }).keys;

  it('counts calls and tokens without a limit', async () => {
    const row = { provider: 'gemini', key: '…1a2b', spent: 0, left: null, limit: null, exhaustedUntil: null };
    expect(await rows()).toMatchObject(['calls', 'tokensIn', 'tokensOut'].map((bucket) => ({ ...row, bucket })));
    const settings = { dir: join(home, 'data'), now: () => Date.now(), random: Math.random };
    const { book, close } = await openGeminiBook(settings);
    book.reserve(keyFingerprint(GOOD));
    book.spend(keyFingerprint(GOOD), { tokensIn: 1200, tokensOut: 345 });
    book.exhaust(keyFingerprint(GOOD), 'calls', null);
    close();
    expect((await rows()).map(({ bucket, spent, left }) => [bucket, spent, left])).toEqual([
      ['calls', 1, 0],
      ['tokensIn', 1200, null],
      ['tokensOut', 345, null],
    ]);
    const { stdout } = await run(['quota'], { env });
    expect(stdout).toMatch(/gemini +…1a2b +tokensIn +1,200 +– +– /);
    expect((await run(['keys', 'list'], { env })).stdout).toMatch('spent');
  });
});
