import type { Video } from './video.js';

/**
 * Likes and comments for each view.
 * @returns a fraction (0.041 is 4.1 %), 0 when nobody has viewed it; null when views, likes or comments are unknown
 * or hidden, since a hidden count is not a count of 0
 */
export function engagementRate({ views, likes, comments }: Pick<Video, 'views' | 'likes' | 'comments'>): number | null {
  if (views === null || likes === null || comments === null) return null;
  return views === 0 ? 0 : (likes + comments) / views;
}
