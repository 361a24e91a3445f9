import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { environment, freshFolder, PROGRAM, type Surroundings } from './run-insight.js';

const IN_A_TERMINAL = fileURLToPath(new URL('in-a-terminal.py', import.meta.url));

/** A terminal is made with Python's pty. */
export const hasPython = spawnSync('python3', ['-c', 'import pty'], { stdio: 'ignore' }).status === 0;

interface OnTerminal extends Pick<Surroundings, 'emulator' | 'env' | 'cwd' | 'home'> {
  /** Which keys are pressed once a text stands there. */
  readonly press?: readonly (readonly [text: string, keys: string])[];
}

/** What `insight` writes on a terminal of so many columns, line ends as in a file. */
export async function onTerminal(
  columns: number,
  words: readonly string[],
  { emulator, env, cwd, home, press = [] }: OnTerminal,
): Promise<{ readonly code: number; readonly text: string }> {
  const folder = freshFolder();
  try {
    const whole = environment(home ?? folder.path, {
      ...(emulator === undefined ? {} : { emulator }),
      env: { TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env },
    });
    return await new Promise((resolve) => {
      const steps = press.flatMap((step) => ['--when', ...step]);
      const command = [IN_A_TERMINAL, String(columns), ...steps, process.execPath, PROGRAM, ...words];
      execFile('python3', command, { cwd: cwd ?? folder.path, env: whole }, (error, text) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, text });
      });
    });
  } finally {
    folder.remove();
  }
}
