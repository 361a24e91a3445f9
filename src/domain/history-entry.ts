/** The kinds of things that are made. */
export const HISTORY_KINDS = [
  'concepts',
  'keywords',
  'hashtags',
  'thumbnails',
  'tags',
  'scores',
  'suggestions',
  'sweeps',
  'gaps',
] as const;

/** Something that was made, as it is put into the history. */
export interface NewEntry {
  /** One of `HISTORY_KINDS`, or what a later version of this program added to them. */
  readonly kind: string;
  /** When it was made, milliseconds. */
  readonly at: number;
  /** What was asked for, as it was typed. */
  readonly prompt: string;
  /** Who made it, such as `gemini`; null when nobody was asked. */
  readonly provider: string | null;
  readonly model: string | null;
  /** US dollars, by the price list of this program; null when the price is not known. */
  readonly usd: number | null;
  readonly tokensIn: number | null;
  readonly tokensOut: number | null;
  /** How long it took, milliseconds. */
  readonly ms: number | null;
  /** The result as `--json` printed it. */
  readonly result: object;
  /** Full paths of the files that were written. */
  readonly files: readonly string[];
}

/** An entry of the history. */
export interface HistoryEntry extends NewEntry {
  /** Eight letters and digits; the first four are mostly enough to name it. */
  readonly id: string;
}

/** Which entries are looked at. */
export interface HistoryWish {
  /** Null for every kind. */
  readonly kind: string | null;
  readonly limit: number;
  /** Only those older than this one, named as in `get`; null for the newest. */
  readonly before: string | null;
}
