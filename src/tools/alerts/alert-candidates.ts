import type { AlertCandidate } from '../../domain/alerts/alert.js';
import { analyseRobustly } from '../../domain/robust/robust-analysis.js';
import type { Steps } from '../../domain/steps.js';
import type { ChannelVideos } from '../../providers/ports.js';

/** For how long a video is new, days. */
export const NEW_DAYS = 30;
export interface NewVideosWish {
  readonly channel: ChannelVideos;
  /** Milliseconds: of this look, and of the first that was kept of the channel. */
  readonly at: number;
  readonly firstAt: number;
  /** Views an hour of a video, as the looks tell them; asked only for new videos. */
  readonly perHour: (videoId: string) => number | null;
}

/**
 * The videos that may be worth an alert: published since the channel is looked at, and in the last 30 days. Each is judged
 * among all that were looked at.
 */
export function* alertCandidates({ channel, at, firstAt, perHour }: NewVideosWish): Steps<readonly AlertCandidate[]> {
  const { videos } = yield* analyseRobustly(channel.videos, at);
  const { id, title, handle } = channel.channel;
  const candidates: AlertCandidate[] = [];
  for (const video of videos) {
    const { ageDays } = video;
    if (video.id === null || ageDays === null || ageDays > NEW_DAYS) continue;
    if (video.publishedAt === null || Date.parse(video.publishedAt) <= firstAt) continue;
    candidates.push({
      channel: { id, title, handle },
      video: {
        id: video.id,
        title: video.title,
        url: video.url,
        publishedAt: video.publishedAt,
        ageDays,
        format: video.format,
        views: video.views,
        z: video.z,
        multiple: video.multiple,
        smartScore: video.smartScore,
        viewsPerHour: perHour(video.id),
      },
      provisional: video.provisional,
    });
  }
  return candidates;
}
