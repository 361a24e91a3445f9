/** An alert that was just judged, with the JSON that goes out. */
export interface NewAlert {
  /** Also the id of its webhook. */
  readonly id: string;
  readonly videoId: string;
  readonly rule: string;
  readonly body: string;
}

/** An alert as it is kept until it has reached everybody whom it is for. */
export interface KeptAlert {
  readonly id: string;
  /** The same bytes at every try. */
  readonly body: string;
  /** How often it was tried before. */
  readonly tries: number;
}

/** For how long an alert that does not arrive is tried, milliseconds: later it is no news. */
export const TRIED_FOR_MS = 3 * 86_400_000;

/** For how long an alert is known to have been raised, milliseconds: twice as long as a video counts as new. */
export const KNOWN_FOR_MS = 60 * 86_400_000;
