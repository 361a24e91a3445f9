/** What YouTube asks of a thumbnail: 16:9, at least this large (support.google.com/youtube/answer/72431). */
export const THUMBNAIL = { width: 1280, height: 720 } as const;

/** YouTube's limit for long, still in force in many of its tools: a file may have 2 MB. */
export const MOST_THUMBNAIL_BYTES = 2_000_000;
