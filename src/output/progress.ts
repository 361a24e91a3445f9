import type { Ora } from 'ora';
import { rulerFor } from './cells.js';
import { safeText } from '../domain/safe-text.js';

/** What a long piece of work says of itself. */
export interface Progress {
  /** Replaces what is shown. */
  say(text: string): void;
  /** Takes the line away and gives the cursor back. May be called more than once. */
  stop(): void;
}

export interface ProgressWishes {
  readonly quiet: boolean;
  readonly env: { readonly CI?: string | undefined; readonly TERM?: string | undefined };
}

type Terminal = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** Room for the spinner, its space, and a free last column, which keeps terminals from wrapping. */
const MARGIN = 3;

/** Whether a stream gets a spinner: a terminal that can move its cursor, a person before it, and nobody asked for quiet. */
export function wantsProgress(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  { quiet, env }: ProgressWishes,
): boolean {
  const ci = env.CI !== undefined && env.CI !== '' && env.CI !== 'false';
  // ora redraws for ever on a terminal that says it is 0 columns wide, as some do.
  return stream.isTTY === true && stream.columns !== 0 && !quiet && !ci && env.TERM !== 'dumb';
}

/**
 * A spinner on a terminal. ora is loaded only when the work takes longer than the delay.
 * @param delay milliseconds of silence first, so that quick work shows nothing
 */
export function startProgress(
  stream: Terminal,
  text: string,
  { delay = 300 }: { readonly delay?: number } = {},
): Progress {
  let current = text;
  let stopped = false;
  let spinner: Ora | null = null;
  const draw = async () => {
    const wanted = current;
    const fitted = await fit(wanted, stream);
    if (spinner !== null && wanted === current) spinner.text = fitted;
  };
  const show = async () => {
    const { default: ora } = await import('ora');
    // The keyboard is left alone, so that Ctrl-C stays a signal; chalk inside ora would judge colour by stdout.
    const options = { stream, isEnabled: true, discardStdin: false } as const;
    spinner = ora({ ...options, color: false, spinner: 'dots' });
    await draw();
    if (!stopped) spinner.start();
  };
  // A spinner that cannot be shown must not end the work it speaks of.
  const timer = setTimeout(() => void show().catch(() => undefined), delay);
  timer.unref();
  return {
    say(next) {
      current = next;
      void draw();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      if (spinner?.isSpinning === true) spinner.stop();
      spinner = null;
    },
  };
}

async function fit(text: string, { columns = 80 }: Terminal): Promise<string> {
  const safe = safeText(text);
  return (await rulerFor([safe])).cut(safe, columns - MARGIN);
}
