/** What an advice asks for in terms that a program can check, and follow. All null where nothing is advised. */
export interface Want {
  readonly does: 'lengthen' | 'shorten' | 'put-in' | 'calm' | 'repeat-less' | 'promise' | 'differ' | 'replace' | null;
  readonly where: 'title' | 'opening' | 'lines' | 'links' | 'hashtags' | 'tags' | null;
  /** How much there must be at least and at most, in the unit of `where`; null where that is not what counts. */
  readonly least: number | null;
  readonly most: number | null;
  /** What is to be put in, differed from, or replaced; null where that is not what counts. */
  readonly text: string | null;
}

const NOTHING: Want = { does: null, where: null, least: null, most: null, text: null };

/** One part of a text that is judged, before its weight is known. */
export interface Judged {
  /** From 0 to 1; null when it cannot be told. */
  readonly got: number | null;
  /** What was found, in a few words. */
  readonly why: string;
  /** What would make it better; null when nothing would. */
  readonly advice: string | null;
  readonly want: Want;
}

/** A part that nothing is known of. */
export function unknown(why: string): Judged {
  return { got: null, why, advice: null, want: NOTHING };
}

/** A part that could be better, but by what is said with another. */
export function unadvised(got: number, why: string): Judged {
  return { got, why, advice: null, want: NOTHING };
}

/** A part that is as good as it gets. */
export function full(why: string): Judged {
  return { got: 1, why, advice: null, want: NOTHING };
}

/** A part that could be better, and how. */
export function partial(
  got: number,
  why: string,
  advice: string,
  want: Pick<Want, 'does' | 'where'> & Partial<Want>,
): Judged {
  return { got, why, advice, want: { ...NOTHING, ...want } };
}

/** A count and its thing. */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
