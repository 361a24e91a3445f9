import { spawn } from 'node:child_process';
import type { KeptAlert } from '../../domain/alerts/kept-alert.js';
import { safeText } from '../../domain/safe-text.js';
import { Failure } from '../../errors.js';
import { interrupted } from '../http/deadline.js';
import type { DeliveryEnd } from '../ports/alerts.js';

/** How long a program may take, milliseconds. */
const TIMEOUT_MS = 30_000;
/** What is kept of its last words. */
const MOST_WORDS = 200;

export interface ProgramParts {
  readonly program: string;
  readonly args: readonly string[];
  /** Its environment, without secrets. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Ends a process and all that it started, where it leads a group of its own; null where there are no groups. */
  readonly endGroup: ((pid: number) => void) | null;
  readonly signal: AbortSignal;
  /** 30 s when left out. */
  readonly timeoutMs?: number;
}

/**
 * Runs a program with an alert on its standard input: never through a shell, and with nothing among its arguments that a
 * stranger wrote. What it prints goes nowhere, for it may hold what strangers wrote; of a failed one the end of its
 * complaint is kept, cleaned.
 * @param more variables for its environment
 * @throws Failure `interrupted`
 */
export async function runProgram(
  { program, args, env, cwd, endGroup, signal, timeoutMs = TIMEOUT_MS }: ProgramParts,
  { body }: Pick<KeptAlert, 'body'>,
  more: Readonly<Record<string, string>>,
): Promise<DeliveryEnd> {
  if (signal.aborted) throw interrupted();
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], {
      cwd,
      env: { ...env, ...more },
      shell: false,
      windowsHide: true,
      // It leads a group, which can be ended with all that it started. On Windows it would get a window instead.
      detached: endGroup !== null,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    let words = '';
    let late = false;
    const stop = (): void => {
      try {
        if (child.pid !== undefined) endGroup?.(child.pid);
      } catch {
        // Nothing of the group is left.
      }
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => {
      late = true;
      stop();
    }, timeoutMs);
    signal.addEventListener('abort', stop);
    const ended = (end: DeliveryEnd): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      // What it left behind may hold the pipe open.
      child.stderr.destroy();
      if (signal.aborted) reject(interrupted());
      else resolve(end);
    };
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-MOST_WORDS * 4);
    });
    child.once('error', ({ message }) => {
      ended(
        failed(
          'down',
          `cannot be started (${safeText(message)})`,
          'check the name given as --exec, and who may run it',
        ),
      );
    });
    child.once('exit', (code, killedBy) => {
      if (code === 0) ended({ kind: 'delivered' });
      else if (late) ended(failed('down', `took more than ${timeoutMs / 1000} s and was stopped`, AGAIN));
      else ended(failed('refused', `ended with ${killedBy ?? `exit code ${code ?? 1}`}${said(words)}`, AGAIN));
    });
    // One that does not read its input may close it.
    child.stdin.on('error', () => undefined).end(`${body}\n`);
  });
}

const AGAIN = 'the next run tries again; run it by hand to see what is wrong';

function said(words: string): string {
  const last = safeText(words.trim().split('\n').at(-1) ?? '')
    .slice(-MOST_WORDS)
    .trim();
  return last === '' ? '' : `: ${last}`;
}

function failed(kind: 'refused' | 'down', why: string, hint: string): DeliveryEnd {
  return { kind, failure: new Failure('provider', `The command ${why}.`, hint) };
}
