import { createHash } from 'node:crypto';
import type { StoredChannel, StoredVideo } from './stored-channel.js';

/** What `insight videos … --json` prints, and any list of videos in the program's own words; unknown members are ignored. */
interface GivenVideo {
  readonly id?: string | null;
  readonly title?: string | null;
  readonly description?: string | null;
  readonly tags?: readonly string[];
  readonly publishedAt?: string | number | null;
  readonly durationSeconds?: number | null;
  readonly views?: number | null;
  readonly likes?: number | null;
  readonly comments?: number | null;
  readonly live?: boolean | null;
}

interface GivenChannel {
  readonly channel?: {
    readonly id?: string | null;
    readonly title?: string | null;
    readonly handle?: string | null;
    readonly subscribers?: number | null;
  };
  readonly videos: readonly GivenVideo[];
}

/** A channel out of videos that were read from a file; what they do not know is made up from their place in the list. */
export function channelFromJson(given: GivenChannel): StoredChannel {
  const { id, title, handle, subscribers } = given.channel ?? {};
  const name = title ?? handle ?? 'from a file';
  const digest = createHash('sha256').update(name).digest('base64url');
  return {
    id: id ?? `UC${digest.slice(0, 22)}`,
    title: name,
    handle: handle ?? `@from-file-${digest.slice(0, 6)}`,
    username: null,
    subscribers: subscribers ?? null,
    videos: given.videos.map(stored).toSorted((a, b) => b.publishedAt - a.publishedAt),
  };
}

function stored(video: GivenVideo, at: number): StoredVideo {
  return {
    id: video.id ?? `file${at.toString(36).padStart(7, '0')}`,
    title: video.title ?? '',
    description: video.description ?? '',
    tags: video.tags ?? [],
    publishedAt: video.publishedAt == null ? 0 : new Date(video.publishedAt).getTime(),
    durationSeconds: Math.round(video.durationSeconds ?? 0),
    views: video.views ?? null,
    likes: video.likes ?? null,
    comments: video.comments ?? null,
    state: video.live === true ? 'streamed' : 'public',
    short: false,
  };
}
