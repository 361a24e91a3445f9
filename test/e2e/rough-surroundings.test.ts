import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { environment, freshFolder, PROGRAM, runInsight } from './run-insight.js';

const COMPLAINT = /^insight: [^\n]+\nhint: [^\n]+\n$/;
const STACK = /\n\s+at |\.cjs:\d|node:internal/;
const isRoot = userInfo().uid === 0;

const folder = freshFolder();
let emulator: Emulator;
let cwd: string;
let runs = 0;
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => {
  emulator.reset();
  cwd = join(folder.path, String((runs += 1)));
  mkdirSync(cwd);
});
afterAll(async () => {
  await emulator.close();
  folder.remove();
});

const API = ['outliers', '@made-up-50', '--as-of', '2026-11-21'];
const key = { YOUTUBE_API_KEY: 'any' };

/** Runs a line of the shell, in which `insight` stands for the program. */
async function shell(line: string, env: Readonly<Record<string, string>> = {}, under: readonly string[] = []) {
  const script = `insight() { "${process.execPath}" "${PROGRAM}" "$@"; }\n${line}`;
  const words = [...under, 'bash', '-c', script];
  const child = spawn(words[0] ?? '', words.slice(1), {
    cwd,
    env: environment(join(cwd, 'home'), { emulator, env: { ...key, ...env } }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout: await stdout, stderr: await stderr };
}

describe('streams that are closed', () => {
  it.each([
    ['demo >&-', 0],
    ['demo --json >&-', 0],
    ['--help >&-', 0],
    ['--version >&-', 0],
    ['outliers --from nowhere.csv 2>&-', 3],
    ['demo 2>&-', 0],
    ['demo <&-', 0],
    ['demo <&- >&- 2>&-', 0],
    ['outliers - <&-', 2],
    ['outliers --from - <&-', 3],
    ['keys add youtube <&-', 2],
    ['keys add youtube --with-token <&-', 2],
  ])('insight %s', async (line, expected) => {
    const { code, stderr } = await shell(`insight ${line}`);
    expect(code, stderr).toBe(expected);
    expect(stderr).not.toMatch(STACK);
    if (expected !== 0 && !line.includes('2>&-')) expect(stderr).toMatch(COMPLAINT);
  });
});

describe.skipIf(!existsSync('/dev/full'))('streams on a full disk (/dev/full)', () => {
  it.each([
    ['demo > /dev/full', 1],
    ['demo --json > /dev/full', 1],
    ['demo --output /dev/full', 1],
    ['--help > /dev/full', 1],
    ['help methods > /dev/full', 1],
  ])('insight %s says so', async (line, expected) => {
    const { code, stderr } = await shell(`insight ${line}`);
    expect([code, stderr.includes('\n    at ')]).toEqual([expected, false]);
    expect(stderr).toMatch(/full|ENOSPC/);
  });

  it('a full stderr changes no exit code and loses no result', async () => {
    expect((await shell('insight nonsense 2> /dev/full')).code).toBe(2);
    const { code, stdout } = await shell(`insight ${API.join(' ')} --source feed 2> /dev/full`);
    expect(code).toBe(0);
    expect(stdout).toContain('Made-up channel 50');
    const noted = await shell(`insight ${API.join(' ')} --json --output out.json 2> /dev/full`);
    expect(noted.code).toBe(0);
    expect(JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8'))).toMatchObject({ schemaVersion: 1 });
  });
});

/** Whether a small disk of our own can be had: root in most containers, nobody else. */
const canMount = (() => {
  const place = join(folder.path, 'may-mount');
  mkdirSync(place);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place]).status === 0;
  if (mounted) spawnSync('umount', [place]);
  return mounted;
})();

describe.skipIf(!canMount)(
  'a disk of 2 MB (skipped where nothing can be mounted; /dev/full stands in for it above)',
  () => {
    let disk: string;
    beforeEach(() => {
      disk = join(cwd, 'disk');
      mkdirSync(disk);
      expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]).status).toBe(0);
      return () => spawnSync('umount', [disk]);
    });

    it('is too small for the result: the older file stays, and nothing else', async () => {
      writeFileSync(join(disk, 'out.json'), 'older');
      const words = ['videos', '@made-up-5000', '--limit', '5000', '--output', join('disk', 'out.json')];
      const run = await runInsight(words, { cwd, emulator, env: key });
      expect([run.code, run.stdout]).toEqual([1, '']);
      expect(run.stderr).toMatch(COMPLAINT);
      expect(run.stderr).toMatch(/disk is full/);
      expect([readdirSync(disk), readFileSync(join(disk, 'out.json'), 'utf8')]).toEqual([['out.json'], 'older']);
    });

    it('full with something else costs a note and no result, and is used again when there is room', async () => {
      const ballast = join(disk, 'ballast');
      spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=64k']);
      const home = join(disk, 'home');
      const full = await runInsight([...API, '--json'], { cwd, emulator, env: key, home });
      expect(full.code).toBe(0);
      expect(JSON.parse(full.stdout)).toMatchObject({ source: { kind: 'api', cached: false } });
      expect(full.stderr).toMatch(/^note: No answers are kept in this run\. /m);
      for (const words of [
        ['config', 'set', 'tz', 'UTC'],
        ['keys', 'add', 'youtube', '--with-token'],
      ]) {
        const run = await runInsight(words, { cwd, home, stdin: 'AIzaSyCANARY-disk\n' });
        expect([run.code, run.stdout]).toEqual([1, '']);
        expect(run.stderr).toMatch(/^(note: [^\n]+\n)?insight: [^\n]+ENOSPC[^\n]+\nhint: [^\n]+\n$/);
        expect(run.stderr).not.toContain('CANARY');
      }
      rmSync(ballast);
      await runInsight(API, { cwd, emulator, env: key, home });
      const again = await runInsight([...API, '--json'], { cwd, emulator, env: key, home });
      expect(JSON.parse(again.stdout)).toMatchObject({ source: { cached: true } });
      expect(again.stderr).not.toMatch(/damaged|kept aside/);
    });
  },
);

describe('a home that cannot be written', () => {
  const places = (): readonly (readonly [string, string])[] => {
    const file = join(cwd, 'a-file');
    writeFileSync(file, '');
    const closed = join(cwd, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    return [
      ['below a file', join(file, 'home')],
      // Nothing is closed to root.
      ...(isRoot ? [] : ([['in a folder without w', join(closed, 'home')]] as const)),
    ];
  };

  it('costs notes and no result', async () => {
    for (const [where, home] of places()) {
      for (const words of [API, ['demo'], ['config', 'list'], ['config', 'path'], ['keys', 'list'], ['quota']]) {
        const run = await runInsight(words, { cwd, emulator, env: key, home });
        expect([where, words[0], run.code, run.stderr.replace(/^note: [^\n]+\n/gm, '')]).toEqual([
          where,
          words[0],
          0,
          '',
        ]);
      }
    }
  });

  it('is named by what has to write there', async () => {
    for (const [, home] of places()) {
      for (const words of [
        ['config', 'set', 'tz', 'UTC'],
        ['keys', 'add', 'youtube', '--with-token'],
      ]) {
        const run = await runInsight(words, { cwd, home, stdin: 'AIzaSyCANARY-home\n' });
        expect([1, 4]).toContain(run.code);
        expect(run.stderr).toMatch(COMPLAINT);
        expect(run.stderr).toMatch(/INSIGHT_HOME|permissions/);
      }
    }
  });
});

describe.skipIf(!existsSync('/proc/1'))('a home where no folder can be (/proc/1)', () => {
  it.each([
    ['config set tz UTC', 1],
    ['keys add youtube --with-token', 1],
    ['demo --json', 0],
    ['outliers @made-up-50', 0],
    ['keys test', 1],
  ])('insight %s comes to an end', async (words, expected) => {
    const line = `unset INSIGHT_HOME; export HOME=/proc/1; echo AIzaSyCANARY-home | insight ${words}`;
    // Ends with 124 what does not end by itself.
    const { code, stderr } = await shell(line, {}, ['timeout', '10']);
    expect(code, stderr).toBe(expected);
    expect(stderr).not.toMatch(STACK);
    if (expected !== 0) expect(stderr).toMatch(COMPLAINT);
  });
});

describe('variables that lack or lie', () => {
  it('without HOME the system is asked, and an empty one is none', async () => {
    const settings = join(userInfo().homedir, '.config/insight/config.json');
    for (const unset of ['unset HOME', 'HOME=']) {
      const { code, stdout } = await shell(`unset INSIGHT_HOME XDG_CONFIG_HOME; ${unset}; insight config path --json`);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ places: [{ what: 'settings', path: settings }, {}, {}] });
    }
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('a home that is no absolute path is refused rather than begun in the folder one stands in', async () => {
    for (const words of ['config path', 'config set tz UTC', 'demo --json']) {
      const { code, stdout, stderr } = await shell(`unset INSIGHT_HOME; export HOME=there; insight ${words}`);
      expect([code, stdout, stderr.includes('INSIGHT_HOME')]).toEqual([2, '', true]);
    }
    expect(readdirSync(cwd)).toEqual([]);
  });

  it.skipIf(!isRoot || spawnSync('setpriv', ['--version']).status !== 0)(
    'somebody whom the system does not know is told to name a home (skipped but for root)',
    async () => {
      const under = ['setpriv', '--reuid=54321', '--regid=54321', '--clear-groups'];
      chmodSync(cwd, 0o755);
      chmodSync(folder.path, 0o755);
      const { code, stderr } = await shell('unset INSIGHT_HOME HOME; insight demo', { NODE_OPTIONS: '' }, under);
      // Where the checkout itself is closed to others there is nothing to run.
      if (code !== 126 && !/EACCES|MODULE_NOT_FOUND/.test(stderr)) {
        expect(code).toBe(2);
        expect(stderr).toMatch(COMPLAINT);
      }
    },
  );

  it('a folder that is gone is named', async () => {
    const { code, stderr } = await shell('mkdir gone && cd gone && rmdir ../gone && NODE_OPTIONS= insight demo');
    expect(code).toBe(3);
    expect(stderr).toMatch(COMPLAINT);
  });

  it('LANG=C, no TMPDIR and few open files change nothing', async () => {
    const plain = await shell('insight demo');
    expect(plain.code).toBe(0);
    for (const line of [
      'LANG=C LC_ALL=C insight demo',
      'TMPDIR=/nowhere insight demo',
      'env -u TERM -u LANG true; insight demo',
      'ulimit -n 40; insight demo',
    ]) {
      expect(await shell(line)).toEqual(plain);
    }
    const few = await shell(`ulimit -n 48; insight ${API.join(' ')} --limit 50 --json`);
    expect([few.code, few.stderr.replace(/^note: .*\n/gm, '')]).toEqual([0, '']);
  });
});

describe('a reader of more than 1 MB that takes its time', () => {
  it('gets every byte, and nothing is piled up for it', async () => {
    const rows = Array.from({ length: 60_000 }, (_, at) => `a video ${at},${at},2026-01-0${1 + (at % 9)}`);
    writeFileSync(join(cwd, 'own.csv'), ['title,views,published', ...rows, ''].join('\n'));
    const words = ['videos', '--from', 'own.csv', '--json', '--as-of', '2026-11-21'];
    const { stdout: quick } = await runInsight(words, { cwd });
    expect(quick.length).toBeGreaterThan(20_000_000);
    const child = spawn(process.execPath, [PROGRAM, ...words], { cwd, env: environment(cwd, {}) });
    child.stdout.pause();
    const hash = [];
    await setTimeout(1_500);
    const status = existsSync('/proc/self/status') ? readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8') : '';
    const resident = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
    for await (const piece of child.stdout) hash.push(piece as Buffer);
    expect(Buffer.concat(hash).toString()).toBe(quick);
    // The result itself takes some 100 MB; its text would take 25 more at the least, twice that in a pipe's queue.
    expect(resident).toBeLessThan(300);
  });
});
