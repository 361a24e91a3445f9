import type { Listed } from './listed.js';
import type { Video } from './video.js';

/** The videos that were out at `asOf` (milliseconds), in order; those without a date are kept, for they may have been. */
export function publishedBy(videos: Listed<Video>, asOf: number): Video[] {
  return videos.filter(({ publishedAt }) => publishedAt === null || publishedAt <= asOf);
}

/** How many videos came out after `asOf` (milliseconds). */
export function publishedAfter(videos: Iterable<Video>, asOf: number): number {
  let after = 0;
  for (const { publishedAt } of videos) if (publishedAt !== null && publishedAt > asOf) after += 1;
  return after;
}
