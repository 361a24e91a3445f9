import { formatOf as formatOfVideo, type FormatVerdict } from '../domain/format.js';
import { videoFrom, type VideoInput } from './video-input.js';

/**
 * Tells a stream, a Short and a long video apart, by `live`, then `shortLink`, then duration and date (Shorts may have
 * three minutes since 15 October 2024).
 * @returns both null when the facts do not decide it
 * @throws TypeError for what is no video
 * @example
 * formatOf({ durationSeconds: 45 }); // { format: 'short', formatBasis: 'duration' }
 */
export function formatOf(video: VideoInput): FormatVerdict {
  return formatOfVideo(videoFrom(video, 'video'));
}
