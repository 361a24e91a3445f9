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
    const command = [process.execPath, PROGRAM, ...words];
    return await inTerminal(columns, command, { cwd: cwd ?? folder.path, env: whole, press });
  } finally {
    folder.remove();
  }
}

/** What any command writes on such a terminal. */
export function inTerminal(
  columns: number,
  command: readonly string[],
  { press, ...where }: Required<Pick<OnTerminal, 'cwd' | 'press'>> & { readonly env: NodeJS.ProcessEnv },
): Promise<{ readonly code: number; readonly text: string }> {
  const steps = press.flatMap((step) => ['--when', ...step]);
  return new Promise((resolve) => {
    execFile('python3', [IN_A_TERMINAL, String(columns), ...steps, ...command], where, (error, text) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, text });
    });
  });
}
