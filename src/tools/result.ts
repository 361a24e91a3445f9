import type { Source } from '../domain/source.js';
import type { Channel } from '../domain/video.js';
import type { ChannelVideos, Skipped } from '../providers/ports.js';

/** Raised when a field is renamed or removed; adding one does not raise it. */
export const SCHEMA_VERSION = 1;

/** What every result says of its own form. */
export interface Versioned {
  /** The version of the form: raised when a field is renamed or removed, not when one is added. */
  readonly schemaVersion: typeof SCHEMA_VERSION;
}

/** What was looked at, of how many, and what was left out. */
export interface Sample {
  /** How many were looked at. */
  readonly videos: number;
  /** The public videos that the channel says it has; null when the source does not know. */
  readonly total: number | null;
  /** How many were left out, by why. */
  readonly skipped: Skipped & {
    /** From after `asOf`. */
    readonly afterAsOf: number;
    /** Only where a date is needed, as for a streak; elsewhere such videos are among those looked at. */
    readonly undated: number;
  };
}

/** What every result of a channel begins with. */
export interface ResultHead extends Versioned {
  readonly source: Source;
  /** ISO 8601 UTC: the instant that ages are counted to. */
  readonly asOf: string;
  readonly channel: Channel;
  readonly sample: Sample;
}

/**
 * The head of a channel's result.
 * @param asOf milliseconds
 * @param looked how many videos were looked at
 * @param left how many were left out because they are from after `asOf`, or because the question needs a date
 */
export function resultHead(
  videos: ChannelVideos,
  asOf: number,
  looked: number,
  { afterAsOf, undated = 0 }: { readonly afterAsOf: number; readonly undated?: number },
): ResultHead {
  return {
    schemaVersion: SCHEMA_VERSION,
    source: videos.source,
    asOf: new Date(asOf).toISOString(),
    channel: videos.channel,
    sample: {
      videos: looked,
      total: videos.total,
      skipped: { ...videos.skipped, afterAsOf, undated },
    },
  };
}
