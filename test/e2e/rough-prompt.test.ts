import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { environment, freshFolder, PROGRAM } from './run-insight.js';

const IN_A_TERMINAL = fileURLToPath(new URL('in-a-terminal.py', import.meta.url));
const hasPython = spawnSync('python3', ['-c', 'import pty'], { stdio: 'ignore' }).status === 0;

const KEY = 'AIzaSyCANARY-typed-0000000000000000001a2b';
const ASKED = '(not shown)';
const CONTROL_C = '\u0003';
const CONTROL_D = '\u0004';
/** What a terminal does by itself while nothing has changed that. */
const COOKED = 'echo lines signals';

interface Session {
  readonly code: number;
  /** All that stood on the terminal. */
  readonly text: string;
  /** What the terminal does by itself afterwards. */
  readonly modes: string;
  /** The file of keys; null when there is none. */
  readonly kept: string | null;
  /** The files in its folder. */
  readonly files: readonly string[];
}

/** `insight keys add youtube` with somebody before the terminal who presses keys, or sends a signal, when asked. */
async function session(press: string | null, flags: readonly string[] = []): Promise<Session> {
  const folder = freshFolder();
  const config = join(folder.path, 'config');
  const steps = press === null ? [] : ['--when', ASKED, press];
  const command = [...steps, process.execPath, PROGRAM, 'keys', 'add', 'youtube', ...flags];
  const env = environment(folder.path, { env: { TERM: 'xterm-256color', LANG: 'C.UTF-8' } });
  const ended = await new Promise<Pick<Session, 'code' | 'text' | 'modes'>>((resolve) => {
    execFile('python3', [IN_A_TERMINAL, '80', ...command], { cwd: folder.path, env }, (error, text, modes) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, text, modes });
    });
  });
  const file = join(config, 'keys.json');
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : null;
  const files = existsSync(config) ? readdirSync(config) : [];
  folder.remove();
  return { ...ended, kept, files };
}

/** The cursor, hidden while the question stands, is back. */
function showsCursor(text: string): boolean {
  return text.lastIndexOf('\u001b[?25h') >= text.lastIndexOf('\u001b[?25l');
}

describe.skipIf(!hasPython)('a key asked for on a terminal', () => {
  it.concurrent('is kept and never shown', async () => {
    const { code, text, modes, kept } = await session(`${KEY}\r`);
    expect([code, modes, showsCursor(text)]).toEqual([0, COOKED, true]);
    expect(JSON.parse(kept ?? '')).toEqual({ youtube: [KEY] });
    expect(text).toContain('youtube key …1a2b is kept');
    // Not a part of it either, nor a star for each character.
    for (let at = 0; at + 4 < KEY.length - 4; at += 1) expect(text).not.toContain(KEY.slice(at, at + 5));
    expect(text).not.toMatch(/\*{3}|•{3}/);
  });

  it.concurrent.each([
    ['Ctrl-T, which would show it elsewhere', `${KEY}\u0014\r`],
    ['Tab and the arrows', `\t\u001b[A\u001b[B${KEY}\u001b[C\r`],
    ['Ctrl-R and a delete', `\u0012x\u007f${KEY}\r`],
  ])('is not shown by %s', async (_, press) => {
    const { text, modes } = await session(press);
    expect(modes).toBe(COOKED);
    expect(text).not.toContain('CANARY');
  });

  it.concurrent.each([
    ['Ctrl-C', CONTROL_C, 130],
    ['Ctrl-C after some of it', `AIzaSyCANARY${CONTROL_C}`, 130],
    ['Ctrl-D', CONTROL_D, 130],
    ['Ctrl-D after some of it', `AIzaSyCANARY${CONTROL_D}`, 130],
    ['SIGINT', 'SIGINT', 130],
    ['SIGTERM', 'SIGTERM', 143],
    ['SIGHUP', 'SIGHUP', 129],
  ])('is given up by %s: nothing is kept, and the terminal is as before', async (_, press, expected) => {
    const { code, text, modes, files } = await session(press);
    expect([code, modes, showsCursor(text), files]).toEqual([expected, COOKED, true, []]);
    expect(text).toMatch(
      /\ninsight: interrupted; nothing was kept\nhint: .+\n$|insight: interrupted; nothing was kept/,
    );
    expect(text).not.toContain('CANARY');
  });

  it.concurrent('is refused when nothing was typed', async () => {
    const { code, modes, kept } = await session('\r');
    expect([code, modes, kept]).toEqual([2, COOKED, null]);
  });

  it.concurrent('is not asked for with --no-input', async () => {
    const { code, text, kept } = await session(null, ['--no-input']);
    expect([code, kept]).toEqual([2, null]);
    expect(text).toMatch(/^insight: --no-input forbids .+\nhint: .+ --with-token .+\n$/);
  });
});
