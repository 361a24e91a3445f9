import { ageDays, viewsPerDay } from './age.js';
import { engagementRate } from './engagement.js';
import { formatOf, type FormatVerdict } from './format.js';
import type { Video } from './video.js';

/** One video with what its own facts come to, before it is compared with any other. */
export interface MeasuredVideo extends FormatVerdict {
  readonly video: Video;
  readonly views: number | null;
  readonly ageDays: number | null;
  readonly viewsPerDay: number | null;
  /** A fraction: 0.041 is 4.1 %. */
  readonly engagementRate: number | null;
}

/** @param asOf milliseconds that ages are counted to */
export function measure(video: Video, asOf: number): MeasuredVideo {
  const days = ageDays(video.publishedAt, asOf);
  const { format, formatBasis } = formatOf(video);
  return {
    video,
    views: video.views,
    format,
    formatBasis,
    ageDays: days,
    viewsPerDay: viewsPerDay(video.views, days),
    engagementRate: engagementRate(video),
  };
}
