/** The characters that pictures are made of. Each is one column wide. */
export interface Signs {
  /** From nothing to a full column. */
  readonly bars: string;
  /** From nothing to very much: the meaning lies in the sign, colour only underlines it. */
  readonly shades: string;
  readonly high: string;
  readonly low: string;
  readonly axis: string;
  readonly fence: string;
  readonly minus: string;
  readonly to: string;
  readonly times: string;
}

const BLOCKS: Signs = {
  bars: ' ▁▂▃▄▅▆▇█',
  shades: '·░▒▓█',
  high: '▲',
  low: '▼',
  axis: '─',
  fence: '┴',
  minus: '−',
  to: '–',
  times: '×',
};

const ASCII: Signs = {
  bars: ' .:|#',
  shades: '.-+*#',
  high: '^',
  low: 'v',
  axis: '-',
  fence: '+',
  minus: '-',
  to: '-',
  times: 'x',
};

/** What of an environment says which characters a terminal can draw. */
export interface SignWishes {
  readonly LC_ALL?: string | undefined;
  readonly LC_CTYPE?: string | undefined;
  readonly LANG?: string | undefined;
  readonly TERM?: string | undefined;
}

/**
 * Block characters, or ASCII where they would not show: in a locale that says another encoding than UTF-8, and on
 * terminals known to have no such letters (the console of Linux, a dumb one).
 */
export function signsFor(wishes: SignWishes): Signs {
  return drawsBlocks(wishes) ? BLOCKS : ASCII;
}

/** Whether block characters are shown. */
export function drawsBlocks({ LC_ALL, LC_CTYPE, LANG, TERM }: SignWishes): boolean {
  // An empty one counts as not there.
  const locale = [LC_ALL, LC_CTYPE, LANG].find((value) => value !== undefined && value !== '') ?? '';
  if (TERM === 'linux' || TERM === 'dumb') return false;
  return locale === '' || /utf-?8/i.test(locale);
}
