import type { Tone } from '../domain/screen.js';

/** The members of an environment that say something about colour. */
export interface ColourWishes {
  readonly FORCE_COLOR?: string | undefined;
  readonly NO_COLOR?: string | undefined;
  readonly TERM?: string | undefined;
}

/**
 * Whether one stream gets colour. In order: `--no-color`, FORCE_COLOR (`0` and `false` switch off, everything else on),
 * NO_COLOR (unless empty, see no-color.org), TERM=dumb, and whether the stream is a terminal.
 */
export function wantsColour(stream: { isTTY?: boolean }, env: ColourWishes, noColourFlag = false): boolean {
  if (noColourFlag) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return env.TERM !== 'dumb' && stream.isTTY === true;
}

export type Paint = (text: string, tone: Tone) => string;

const plainly: Paint = (text) => text;

/**
 * Colours for tones; chalk is loaded only when there is something to colour. Only the sixteen colours of the user's own
 * theme are used, and of them those that show on light and on dark: no yellow, and dim instead of grey.
 */
export async function paintFor(colour: boolean): Promise<Paint> {
  if (!colour) return plainly;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  const paints: Record<Tone, (text: string) => string> = {
    plain: (text) => text,
    strong: chalk.bold,
    muted: chalk.dim,
    good: chalk.green,
    bad: chalk.red,
    warn: chalk.magenta,
  };
  return (text, tone) => paints[tone](text);
}
