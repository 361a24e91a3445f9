import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { freshFolder, runInsight, type Run } from './run-insight.js';

/** Two keys of the form that Google gives; neither may ever be seen again. */
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

/** Runs a command, and looks for the keys wherever they could have leaked to. */
async function run(
  words: readonly string[],
  more: { stdin?: string; env?: Record<string, string> } = {},
): Promise<Run> {
  const done = await runInsight(words, { home, emulator, cwd: folder.path, ...more });
  const seen = [done.stdout, done.stderr, ...emulator.requests.map(({ path, query }) => path + JSON.stringify(query))];
  for (const text of [...seen, ...filesBelow(home)]) expect(text).not.toContain('CANARY');
  return done;
}

/** What every file but that of the keys holds. */
function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'keys.json')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
}

const add = (key: string) => run(['keys', 'add', 'youtube', '--with-token'], { stdin: `${key}\n` });

describe('keys', () => {
  it('keeps a key from stdin for its owner alone, knows it again, lists and forgets it', async () => {
    expect(await add(GOOD)).toMatchObject({
      code: 0,
      stdout: 'youtube key …1a2b is kept. Try it: insight keys test\n',
    });
    expect((await add(GOOD)).stdout).toMatch('was kept already');
    expect(statSync(join(home, 'config', 'keys.json')).mode & 0o777).toBe(0o600);
    const listed = await run(['keys', 'list', '--json']);
    const expected = {
      provider: 'youtube',
      key: '…1a2b',
      origin: 'stored',
      variable: null,
      state: 'ready',
      resetsAt: null,
      refusedAt: null,
    };
    expect(JSON.parse(listed.stdout)).toEqual({ schemaVersion: 1, keys: [expected] });
    expect(await run(['keys', 'remove', '1a2b'])).toMatchObject({
      code: 0,
      stdout: 'youtube key …1a2b is forgotten\n',
    });
    expect(await run(['keys', 'remove', '1a2b'])).toMatchObject({ code: 3, stdout: '' });
    expect((await run(['keys', 'list'])).stdout).toMatch('There is no key yet');
  });

  it('keeps every key of several that are added, and forgets every one that is removed, at the same instant', async () => {
    const endings = Array.from({ length: 6 }, (_, at) => `s${at}s${at}`);
    // Not by \`run\`: the draft of another process may be there when it looks for the keys in all files.
    const at = (words: readonly string[], stdin = '') => runInsight(words, { home, stdin });
    const added = await Promise.all(
      endings.map((ending) => at(['keys', 'add', 'youtube', '--with-token'], `AIza-added-together-${ending}\n`)),
    );
    expect(added.map(({ code, stderr }) => [code, stderr])).toEqual(endings.map(() => [0, '']));
    const stored = async () => {
      const { keys } = JSON.parse((await run(['keys', 'list', '--json'])).stdout) as { keys: { key: string }[] };
      return keys.map(({ key }) => key.slice(1)).sort();
    };
    expect(await stored()).toEqual(endings);
    const removed = await Promise.all(endings.map((ending) => at(['keys', 'remove', ending])));
    expect(removed.map(({ code }) => code)).toEqual(endings.map(() => 0));
    expect(await stored()).toEqual([]);
  });

  it('has no stored keys, and no complaint, where the home is no folder', async () => {
    const env = { HOME: '/dev/null', INSIGHT_HOME: '', YOUTUBE_API_KEY: GOOD };
    const { code } = await run(['outliers', '@made-up-50', '--json'], { env });
    expect(code).toBe(0);
  });

  it('keeps a key where no ledger can be had', async () => {
    const blocked = freshFolder();
    mkdirSync(join(blocked.path, 'config'), { recursive: true });
    writeFileSync(join(blocked.path, 'data'), 'a file where the folder of the ledger should be');
    const surroundings = { home: blocked.path, stdin: `${GOOD}\n` };
    expect((await runInsight(['keys', 'add', 'youtube', '--with-token'], surroundings)).code).toBe(0);
    expect(statSync(join(blocked.path, 'config', 'keys.json')).mode & 0o777).toBe(0o600);
    blocked.remove();
  });

  it.each([
    [['keys', 'add', 'youtube', GOOD]],
    [['keys', 'add', GOOD]],
    [['keys', 'add', 'youtube', `--with-token=${GOOD}`]],
    [['keys', 'add', 'youtube', '--key', GOOD]],
    [['keys', 'add', 'youtube', `--key=${GOOD}`]],
    [['keys', GOOD]],
    [[GOOD]],
    [['keys', 'remove', 'youtube', GOOD]],
    [['config', 'set', 'youtubeApiKey', GOOD]],
    [['config', 'set', GOOD]],
    [['config', 'get', GOOD]],
  ])('refuses a key on the command line without repeating it: %#', async (words) => {
    for (const json of [[], ['--json']]) {
      const { code, stdout } = await run([...words, ...json]);
      expect({ refused: code === 2 || code === 3, stdout }).toEqual({ refused: true, stdout: '' });
    }
  });

  it('warns that a key on the command line may stand in the shell history', async () => {
    expect((await run(['keys', 'add', 'youtube', GOOD])).stderr).toMatch('shell history');
  });

  it('asks nobody where there is no terminal, and takes one line alone from stdin', async () => {
    expect(await run(['keys', 'add', 'youtube'])).toMatchObject({ code: 2, stdout: '' });
    expect(await run(['keys', 'add', 'youtube', '--no-input'])).toMatchObject({ code: 2, stdout: '' });
    expect(await add('')).toMatchObject({ code: 2 });
    expect(await add(`${GOOD}\n${BAD}`)).toMatchObject({ code: 2 });
    expect(await add('two words')).toMatchObject({ code: 2 });
  });

  it('tests every key for one unit each, and ends with 4 when one is refused', async () => {
    const env = { YOUTUBE_API_KEY: GOOD };
    const good = await run(['keys', 'test', '--json'], { env });
    expect(good.code).toBe(0);
    expect(JSON.parse(good.stdout)).toMatchObject({
      source: { kind: 'api', cost: { requests: 1, units: 1 } },
      keys: [{ key: '…1a2b', origin: 'environment', variable: 'YOUTUBE_API_KEY', state: 'ok', reason: null }],
    });
    expect(emulator.requests).toHaveLength(1);
    await add(BAD);
    const { code, stdout, stderr } = await run(['keys', 'test'], { env });
    expect(code).toBe(4);
    expect(stdout).toMatch(/…1a2b +ok +environment +YOUTUBE_API_KEY/);
    expect(stdout).toMatch(/…3c4d +refused +stored +–/);
    expect(stdout).toMatch('…3c4d: YouTube refused the key');
    expect(stderr).toMatch('1 of 2 keys are refused');
  });

  it('calls a key refused that a look saw refused, asks it no more, and again once it is tested or added', async () => {
    const env = { YOUTUBE_API_KEY: BAD, YOUTUBE_API_KEY_1: GOOD };
    const first = await run(['outliers', '@made-up-50'], { env });
    expect([first.code, first.stderr.includes('refused the key …3c4d')]).toEqual([0, true]);
    const state = async () => {
      const { keys } = JSON.parse((await run(['keys', 'list', '--json'], { env })).stdout) as {
        keys: { state: string; refusedAt: string | null }[];
      };
      return keys.map(({ state, refusedAt }) => [state, refusedAt === null]);
    };
    expect(await state()).toEqual([
      ['refused', false],
      ['ready', true],
    ]);
    emulator.reset();
    const later = await run(['outliers', '@made-up-50', '--refresh'], { env });
    expect([later.code, later.stderr.includes('…3c4d')]).toEqual([0, true]);
    expect(emulator.requests.map(({ headers }) => String(headers['x-goog-api-key']).slice(-4))).not.toContain('3c4d');
    await add(BAD);
    expect(await state()).toEqual([
      ['ready', true],
      ['ready', true],
    ]);
    expect((await run(['keys', 'test'], { env })).code).toBe(4);
    expect((await state())[0]).toEqual(['refused', false]);
    const mended = await startEmulator({ keys: [GOOD, BAD] });
    expect((await runInsight(['keys', 'test'], { home, env, emulator: mended })).code).toBe(0);
    await mended.close();
    expect((await state())[0]).toEqual(['ready', true]);
  });

  it('calls a key refused no more that YouTube calls spent, and asks it no more that day', async () => {
    const env = { YOUTUBE_API_KEY: BAD };
    const first = async () => {
      const { stdout } = await run(['keys', 'list', '--json'], { env });
      const [{ state, refusedAt } = {}] = (
        JSON.parse(stdout) as { keys: { state: string; refusedAt: string | null }[] }
      ).keys;
      return [state, refusedAt === null];
    };
    expect((await run(['keys', 'test'], { env })).code).toBe(4);
    expect(await first()).toEqual(['refused', false]);
    const mended = await startEmulator({ keys: [BAD] });
    mended.fail({ path: '/youtube', kind: 'quota' });
    for (const asked of [1, 1]) {
      expect((await runInsight(['keys', 'test'], { home, env, emulator: mended })).code).toBe(0);
      expect([...(await first()), mended.requests.length]).toEqual(['spent', true, asked]);
    }
    await mended.close();
  });

  it('says where to get a key, and asks nothing, when there is none to test', async () => {
    const { code, stdout } = await run(['keys', 'test']);
    expect(code).toBe(0);
    expect(stdout).toMatch('https://console.cloud.google.com/apis/credentials');
    expect(emulator.requests).toHaveLength(0);
  });
});

describe('quota', () => {
  const env = { YOUTUBE_API_KEY_1: GOOD };
  interface Bucket {
    readonly key: string;
    readonly bucket: string;
    readonly spent: number;
    readonly left: number;
    readonly exhaustedUntil: string | null;
  }
  const buckets = async () => (JSON.parse((await run(['quota', '--json'], { env })).stdout) as { keys: Bucket[] }).keys;

  it('shows full buckets before anything is spent, without making a database', async () => {
    expect((await buckets()).map(({ bucket, spent, left }) => [bucket, spent, left])).toEqual([
      ['units', 0, 10_000],
      ['search', 0, 100],
      ['uploads', 0, 100],
      ['batchGetStats', 0, 10_000],
    ]);
    expect(filesBelow(home)).toEqual([]);
  });

  it('counts what was spent, and what YouTube itself said', async () => {
    await run(['keys', 'test'], { env });
    expect((await buckets())[0]).toMatchObject({ key: '…1a2b', spent: 1, left: 9_999, exhaustedUntil: null });
    emulator.fail({ path: '/youtube', kind: 'quota', times: 1 });
    expect(await run(['keys', 'test'], { env })).toMatchObject({ code: 0 });
    const [units] = await buckets();
    expect(units).toMatchObject({ left: 0 });
    expect(Date.parse(units?.exhaustedUntil ?? '')).toBeGreaterThan(Date.now());
    const asked = emulator.requests.length;
    const again = await run(['keys', 'test'], { env });
    expect(again.stdout).toMatch('as YouTube itself said today');
    const shown = await run(['quota'], { env });
    expect(shown.stdout).toMatch('…1a2b units: YouTube itself said that nothing is left');
    expect(shown.stdout).toMatch(/Full again: .*, UTC \(midnight Pacific time\)\./);
    expect(emulator.requests).toHaveLength(asked);
    expect((await run(['keys', 'list'], { env })).stdout).toMatch('spent');
  });

  it('says so without a key, and that is no failure', async () => {
    const { code, stdout } = await run(['quota']);
    expect(code).toBe(0);
    expect(stdout).toMatch('There is no key yet');
  });
});
