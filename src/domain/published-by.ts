import type { Video } from './video.js';

/** The videos that were out at `asOf` (milliseconds), in order; those without a date are kept, for they may have been. */
export function publishedBy(videos: readonly Video[], asOf: number): Video[] {
  return videos.filter(({ publishedAt }) => publishedAt === null || publishedAt <= asOf);
}
