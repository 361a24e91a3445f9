import type { Steps } from '../domain/steps.js';
import { Failure } from '../errors.js';

/**
 * Does long work with a turn of the event loop after each step, so that Ctrl-C is heard.
 * @throws Failure `interrupted`
 */
export async function inTurns<T>(steps: Steps<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    const step = steps.next();
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) throw new Failure('interrupted', 'interrupted', 'run it again to start over');
    if (step.done === true) return step.value;
  }
}
