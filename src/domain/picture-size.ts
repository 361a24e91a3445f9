/** What YouTube asks of a thumbnail: 16:9, at least this large (support.google.com/youtube/answer/72431). */
export const THUMBNAIL = { width: 1280, height: 720 } as const;

/** A picture from anywhere may have so many bytes, more than those of cameras have; in words, 20 MB. */
export const MOST_PICTURE_BYTES = 20_000_000;

/** YouTube's limit for long, still in force in many of its tools: a file may have 2 MB. */
export const MOST_THUMBNAIL_BYTES = 2_000_000;
