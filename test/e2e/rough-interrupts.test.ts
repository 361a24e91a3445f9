import Database from 'better-sqlite3';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { seededRandom } from '../emulator/seeded-random.js';
import { environment, freshFolder, PROGRAM, runInsight } from './run-insight.js';
import { TEST_SEED } from '../test-seed.js';

// Every run tries other moments; the seed in the names brings them back.
const SEED = Number(process.env.ROUGH_SEED ?? TEST_SEED);
const ROUNDS = 6;
const ROWS = 30_000;
const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

const random = seededRandom(SEED);
const folder = freshFolder();
const home = join(folder.path, 'home');
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ latencyMs: 10 });
  const row = (at: number) => `a video ${at},${(at * 7919) % 10_007},2026-0${1 + (at % 9)}-1${at % 10}`;
  const rows = Array.from({ length: ROWS }, (_, at) => row(at));
  writeFileSync(join(folder.path, 'own.csv'), ['title,views,published', ...rows, ''].join('\n'));
});
afterAll(async () => {
  await emulator.close();
  folder.remove();
});

interface Ended {
  /** As a shell tells it: 128 and the number of a signal that ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** From the signal to the end, milliseconds. */
  readonly took: number;
  readonly ms: number;
  /** What stands in its working folder afterwards, with its text. */
  readonly files: Readonly<Record<string, string>>;
}

/** One run in a folder of its own, which a signal comes to after so many milliseconds; null lets it end. */
async function run(words: readonly string[], after: number | null, signal: keyof typeof CODES): Promise<Ended> {
  const cwd = mkdtempSync(join(folder.path, 'run-'));
  const env = environment(home, { emulator, env: { YOUTUBE_API_KEY: 'any' } });
  const started = performance.now();
  const child = spawn(process.execPath, [PROGRAM, ...words], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr, sent] = ['', '', 0];
  child.stdout.on('data', (piece: Buffer) => (stdout += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
  if (after !== null) {
    void setTimeout(after).then(() => {
      sent = performance.now();
      child.kill(signal);
    });
  }
  const code = await new Promise<number>((resolve) => {
    child.once('close', (exit, by) => {
      resolve(exit ?? (by === signal ? CODES[signal] : -1));
    });
  });
  const now = performance.now();
  const files = Object.fromEntries(readdirSync(cwd).map((name) => [name, readFileSync(join(cwd, name), 'utf8')]));
  return { code, stdout, stderr, took: sent === 0 ? 0 : now - sent, ms: now - started, files };
}

const whole = (json: string, rows: number) =>
  (JSON.parse(json) as { videos: readonly unknown[] }).videos.length === rows;

describe(`a signal at any moment (ROUGH_SEED=${SEED})`, () => {
  it.each([
    ['a look at a channel', ['outliers', '@made-up-50', '--json', '--refresh'], (text: string) => whole(text, 50)],
    ['a look from the cache', ['outliers', '@made-up-50', '--json'], (text: string) => whole(text, 50)],
    ['a list of keys', ['keys', 'list', '--json'], (text: string) => text.endsWith('}\n')],
    ['a forgotten cache', ['cache', 'clear', '--json'], (text: string) => text.endsWith('}\n')],
  ])('leaves of %s everything on stdout, or nothing', async (_, words, isWhole) => {
    const undisturbed = await run(words, null, 'SIGINT');
    expect([undisturbed.code, isWhole(undisturbed.stdout)]).toEqual([0, true]);
    for (let round = 0; round < ROUNDS; round += 1) {
      const { code, stdout, stderr, took } = await run(words, random() * undisturbed.ms, 'SIGINT');
      expect([0, CODES.SIGINT]).toContain(code);
      expect(stdout === '' ? code : isWhole(stdout)).toBe(stdout === '' ? CODES.SIGINT : true);
      expect(stderr).not.toMatch(/\n\s+at |\.cjs/);
      expect(took).toBeLessThan(1_500);
    }
  });

  it.each([
    ['of a channel', ['videos', '@made-up-500', '--limit', '500'], 500],
    ['of an own file', ['videos', '--from', join('..', 'own.csv')], ROWS],
  ])('leaves the file %s whole, or none, and no other', async (_, words, rows) => {
    const asked = [...words, '--output', 'out.json'];
    const undisturbed = await run(asked, null, 'SIGINT');
    expect([undisturbed.code, whole(undisturbed.files['out.json'] ?? '', rows)]).toEqual([0, true]);
    for (let round = 0; round < ROUNDS; round += 1) {
      const signal = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const)[round % 3] ?? 'SIGINT';
      const { code, stdout, files, took } = await run(asked, random() * undisturbed.ms, signal);
      expect([0, CODES[signal]]).toContain(code);
      expect([stdout, Object.keys(files).filter((name) => name !== 'out.json')]).toEqual(['', []]);
      const text = files['out.json'];
      expect(text === undefined ? code : whole(text, rows)).toBe(text === undefined ? CODES[signal] : true);
      expect(took).toBeLessThan(1_500);
    }
  });

  it('leaves databases that are sound, and nothing beside them', async () => {
    for (const [dir, name] of [['cache', 'cache.db'] as const, ['data', 'insight.db'] as const]) {
      const database = new Database(join(home, dir, name));
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
      database.close();
      expect(readdirSync(join(home, dir)).filter((file) => !file.startsWith(name))).toEqual([]);
      expect(readdirSync(join(home, dir)).filter((file) => file.includes('corrupt'))).toEqual([]);
    }
    expect(existsSync(join(home, 'config', 'keys.json'))).toBe(false);
    const { code, stderr } = await run(['outliers', '@made-up-50'], null, 'SIGINT');
    expect(code).toBe(0);
    expect(stderr).not.toMatch(/damaged|thrown away|kept aside/);
  });
});

describe('two signals at the same time', () => {
  it('end a wait as one does', async () => {
    const cwd = join(folder.path, 'twice');
    mkdirSync(cwd);
    emulator.reset();
    emulator.fail({ path: '/youtube', kind: 'hang' });
    const env = environment(join(cwd, 'home'), { emulator, env: { YOUTUBE_API_KEY: 'any' } });
    const child = spawn(process.execPath, [PROGRAM, 'outliers', '@made-up-50', '--output', 'out.json'], { cwd, env });
    while (!emulator.requests.some(({ answeredAt }) => answeredAt === null)) await setTimeout(10);
    child.kill('SIGTERM');
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect([CODES.SIGINT, CODES.SIGTERM]).toContain(code);
    expect(readdirSync(cwd)).toEqual(['home']);
  });
});

describe.runIf(process.platform !== 'win32')('a pipe that nobody writes to', () => {
  const pipe = (name: string): string => {
    const path = join(folder.path, name);
    execFileSync('mkfifo', [path]);
    return path;
  };

  it.each(['SIGINT', 'SIGTERM'] as const)('is waited for as --from, until %s', async (signal) => {
    const { code, took } = await run(['outliers', '--from', pipe(`from-${signal}`)], 700, signal);
    expect(code).toBe(CODES[signal]);
    expect(took).toBeLessThan(3_000);
  });

  it('is read as --from once somebody writes to it', async () => {
    const path = pipe('from-late');
    const reading = run(['videos', '--from', path, '--json'], null, 'SIGINT');
    await setTimeout(500);
    execFileSync('sh', ['-c', 'cat "$1" > "$2"', 'sh', join(folder.path, 'own.csv'), path]);
    const { code, stdout } = await reading;
    expect([code, whole(stdout, ROWS)]).toEqual([0, true]);
  });

  it.each(['.env', 'insight.config.json'])('is not waited for as %s, nor is a device read', async (name) => {
    for (const [kind, make] of [
      ['pipe', (path: string) => execFileSync('mkfifo', [path])],
      [
        'device',
        (path: string) => {
          symlinkSync('/dev/zero', path);
        },
      ],
    ] as const) {
      const cwd = join(folder.path, `${kind}${name}`);
      mkdirSync(cwd);
      make(join(cwd, name));
      const { code, stderr } = await runInsight(['config', 'list'], { cwd });
      expect([code, stderr]).toEqual([0, expect.stringContaining(`${name} is not read: it is no plain file`)]);
    }
  });
});
