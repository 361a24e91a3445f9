import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { environment, freshFolder, PROGRAM, runInsight } from './run-insight.js';

const ESCAPE = '\u001b';
const PIPE_GOLDEN = fileURLToPath(new URL('goldens/demo-in-a-pipe.txt', import.meta.url));

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => {
  emulator.reset();
});
afterAll(() => emulator.close());

/** Runs `insight` into a reader, as a shell's pipe does; gives the exit code of both and what the reader printed. */
async function piped(words: readonly string[], reader: string): Promise<{ codes: string; out: string; err: string }> {
  const folder = freshFolder();
  try {
    const quoted = [process.execPath, PROGRAM, ...words].map((word) => `'${word}'`).join(' ');
    const script = `set -o pipefail; ${quoted} | ${reader}; echo "\${PIPESTATUS[*]}" >&3`;
    const child = spawn('bash', ['-c', script], {
      cwd: folder.path,
      env: environment(folder.path, { emulator, env: { YOUTUBE_API_KEY: 'any' } }),
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const [, out, err, codes] = child.stdio.map((stream) => (stream instanceof Readable ? text(stream) : ''));
    await new Promise((resolve) => child.once('close', resolve));
    return { out: (await out) ?? '', err: (await err) ?? '', codes: ((await codes) ?? '').trim() };
  } finally {
    folder.remove();
  }
}

describe('a reader that closes early', () => {
  it.concurrent.each([
    ['a table', ['videos', '@made-up-5000', '--limit', '5000', '--all']],
    ['JSON', ['videos', '@made-up-5000', '--limit', '5000', '--json']],
    ['csv', ['videos', '@made-up-5000', '--limit', '5000', '--format', 'csv']],
    ['the top-level help', ['--help']],
    ['help', ['help', 'methods']],
  ])('ends %s quietly with 0', async (_, words) => {
    const { codes, out, err } = await piped(words, 'head -1');
    expect([codes, err]).toEqual(['0 0', '']);
    expect(out).toMatch(/^.+\n$/);
  });

  it('that never reads at all ends it too', async () => {
    const { codes, err } = await piped(['videos', '@made-up-500', '--limit', '500', '--json'], 'true');
    expect([codes, err]).toEqual(['0 0', '']);
  });

  it('and a slow one gets every byte', async () => {
    const words = ['videos', '@made-up-5000', '--limit', '5000', '--json', '--as-of', '2026-11-21'];
    const { codes, out } = await piped(words, '(sleep 1; cat)');
    expect(codes).toBe('0 0');
    expect((JSON.parse(out) as { videos: unknown[] }).videos).toHaveLength(5000);
  });
});

describe('a pipe', () => {
  // UPDATE_GOLDENS=1 writes what is printed now; read the difference before committing it.
  it('gets the demo plain, whole, as it was last looked at', async () => {
    const { code, stdout, stderr } = await runInsight(['demo']);
    expect([code, stderr]).toEqual([0, '']);
    if (process.env.UPDATE_GOLDENS === '1') writeFileSync(PIPE_GOLDEN, stdout);
    expect(stdout).toBe(readFileSync(PIPE_GOLDEN, 'utf8'));
    expect(stdout).not.toContain(ESCAPE);
  });

  it.each([
    ['nothing set', {}, [], false],
    ['FORCE_COLOR', { FORCE_COLOR: '1' }, [], true],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, [], false],
    ['NO_COLOR', { NO_COLOR: '1' }, [], false],
    ['FORCE_COLOR over NO_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, [], true],
    ['--no-color over FORCE_COLOR', { FORCE_COLOR: '1' }, ['--no-color'], false],
  ] as const)('with %s is coloured or not', async (_, env, flags, coloured) => {
    const { stdout } = await runInsight(['demo', ...flags], { env });
    expect(stdout.includes(ESCAPE)).toBe(coloured);
  });

  it.each(['json', 'ndjson', 'csv', 'tsv', 'md'])('has no colour in %s, even when forced', async (format) => {
    const { code, stdout } = await runInsight(['demo', '--format', format], { env: { FORCE_COLOR: '1' } });
    expect(code).toBe(0);
    expect(stdout).not.toContain(ESCAPE);
  });
});

describe('notes', () => {
  it('are silenced by --quiet, the result is not', async () => {
    const words = ['streak', '@made-up-50', '--as-of', '2026-11-21'];
    const [plain, quiet] = await Promise.all([
      runInsight(words, { emulator }),
      runInsight([...words, '-q'], { emulator }),
    ]);
    expect(plain.stderr).toMatch(/^note: /);
    expect([quiet.stderr, quiet.stdout]).toEqual(['', plain.stdout]);
  });

  it('do not silence failures', async () => {
    const { code, stderr } = await runInsight(['outliers', 'not a channel', '--quiet']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^insight: .+\nhint: .+\n$/);
  });
});

describe('Ctrl-C', () => {
  it.each([
    ['the API', { YOUTUBE_API_KEY: 'any' }, '/youtube'],
    ['the feed', {}, '/feeds'],
  ] as const)('ends a wait for %s with 130, and nothing on stdout', async (_, env, path) => {
    emulator.fail({ path, kind: 'hang' });
    const asked = until(() => emulator.requests.some((request) => request.path.startsWith(path)));
    let pressed = Infinity;
    const interrupt = asked.then(() => (pressed = performance.now()));
    const run = await runInsight(['outliers', 'UCmade-up-50____________', '-q'], { emulator, env, interrupt });
    expect(performance.now() - pressed).toBeLessThan(2000);
    expect([run.code, run.stdout]).toEqual([130, '']);
    expect(run.stderr).toMatch(/^insight: .+\nhint: .+\n$/);
  });

  it('ends a wait for stdin with 130', async () => {
    const folder = freshFolder();
    try {
      const child = spawn(process.execPath, [PROGRAM, 'outliers', '-'], { env: environment(folder.path, {}) });
      let out = '';
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      setTimeout(() => child.kill('SIGINT'), 700);
      const code = await new Promise((resolve) => child.once('close', resolve));
      expect([code, out]).toEqual([130, '']);
    } finally {
      folder.remove();
    }
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}
