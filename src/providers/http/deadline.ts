import { Failure } from '../../errors.js';

/**
 * Runs work that must end within `ms` milliseconds and stops when `outer` is aborted: the work is told by its signal
 * and is not waited for, so that even work that ignores the signal cannot hang the program.
 * @throws whatever `expired` makes when time is up; Failure `interrupted` when `outer` is aborted
 */
export async function withDeadline<T>(
  ms: number,
  outer: AbortSignal | undefined,
  expired: () => Failure,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const inner = new AbortController();
  const stopped = new Promise<never>((_, reject) => {
    inner.signal.addEventListener('abort', () => {
      reject(inner.signal.reason instanceof Failure ? inner.signal.reason : interrupted());
    });
  });
  // AbortSignal.timeout and .any are not used: Node 20 may collect them before they fire.
  const interrupt = (): void => {
    inner.abort(interrupted());
  };
  const timer = setTimeout(() => {
    inner.abort(expired());
  }, ms);
  outer?.addEventListener('abort', interrupt);
  try {
    if (outer?.aborted === true) throw interrupted();
    return await Promise.race([work(inner.signal), stopped]);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', interrupt);
  }
}

/** What Ctrl-C ends a request with. */
export function interrupted(): Failure {
  return new Failure('interrupted', 'Interrupted.', 'Run the command again.');
}
