import type { Video } from './video.js';

export type Format = 'long' | 'short' | 'live';

/** What the format was told from; a reader must be able to see a rule of thumb for what it is. */
export type FormatBasis = 'streaming' | 'duration' | 'link';

export interface FormatVerdict {
  readonly format: Format | null;
  readonly formatBasis: FormatBasis | null;
}

/** The day YouTube began to treat vertical uploads of up to three minutes as Shorts; one minute before. */
const LONGER_SHORTS_SINCE = Date.UTC(2024, 9, 15);
const SHORT_SECONDS_BEFORE = 60;
const SHORT_SECONDS_SINCE = 180;

const UNKNOWN: FormatVerdict = { format: null, formatBasis: null };

/**
 * Tells a stream, a Short and a long video apart, by streaming details, then the link, then duration and date.
 * @returns both null when the facts do not decide it: an unknown format is never guessed
 */
export function formatOf(video: Pick<Video, 'live' | 'shortLink' | 'durationSeconds' | 'publishedAt'>): FormatVerdict {
  const { live, shortLink, durationSeconds, publishedAt } = video;
  // YouTube gives the duration 0 (`P0D`) to a live item that is still running.
  if (live === true || durationSeconds === 0) return { format: 'live', formatBasis: 'streaming' };
  if (shortLink === true) return { format: 'short', formatBasis: 'link' };
  if (durationSeconds === null) return UNKNOWN;
  if (durationSeconds > SHORT_SECONDS_SINCE) return { format: 'long', formatBasis: 'duration' };
  if (durationSeconds <= SHORT_SECONDS_BEFORE) return { format: 'short', formatBasis: 'duration' };
  if (publishedAt === null) return UNKNOWN;
  return { format: publishedAt >= LONGER_SHORTS_SINCE ? 'short' : 'long', formatBasis: 'duration' };
}
