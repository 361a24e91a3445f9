import { createHash } from 'node:crypto';
import { publicVideos, uploadsOf, type StoredChannel, type StoredVideo } from './stored-channel.js';

type Json = Readonly<Record<string, unknown>>;

/** Ten hex digits that stand for the state of a thing, as an etag. */
export function etagOf(thing: unknown): string {
  return createHash('sha256').update(JSON.stringify(thing)).digest('hex').slice(0, 10);
}

function resource(kind: string, id: string, parts: readonly string[], all: Json): Json {
  const wanted = Object.fromEntries(
    Object.entries(all).filter(([name, value]) => parts.includes(name) && value !== undefined),
  );
  return { kind: `youtube#${kind}`, etag: etagOf([id, wanted]), id, ...wanted };
}

/** As YouTube lists them; the pictures themselves are those of `thumbnails.ts`. */
const thumbnailsOf = (videoId: string): Json =>
  Object.fromEntries(
    (
      [
        ['default', 'default', 120, 90],
        ['medium', 'mqdefault', 320, 180],
        ['high', 'hqdefault', 480, 360],
        ['standard', 'sddefault', 640, 480],
      ] as const
    ).map(([name, file, width, height]) => [
      name,
      { url: `https://i.ytimg.com/vi/${videoId}/${file}.jpg`, width, height },
    ]),
  );

const iso = (instant: number): string => new Date(instant).toISOString().replace('.000Z', 'Z');
/** Counts are strings in the API; hidden ones are left out. */
const count = (value: number | null): string | undefined => (value === null ? undefined : String(value));
const known = (all: Readonly<Record<string, string | undefined>>): Json =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));

export function channelResource(channel: StoredChannel, parts: readonly string[]): Json {
  const seen = publicVideos(channel);
  const oldest = channel.videos.at(-1)?.publishedAt ?? 0;
  return resource('channel', channel.id, parts, {
    snippet: {
      title: channel.title,
      description: 'A channel of the emulator.',
      customUrl: channel.handle.toLowerCase(),
      publishedAt: iso(oldest),
      thumbnails: {},
    },
    contentDetails: { relatedPlaylists: { likes: '', uploads: uploadsOf(channel.id) } },
    statistics: {
      ...known({
        viewCount: count(seen.reduce((sum, { views }) => sum + (views ?? 0), 0)),
        // A hidden number is given as 0 beside the flag that says so.
        subscriberCount: count(channel.subscribers ?? 0),
        videoCount: count(seen.length),
      }),
      hiddenSubscriberCount: channel.subscribers === null,
    },
    status: { privacyStatus: 'public' },
  });
}

/** What its page is made of: its newest uploads, and the channels that it shows, if it shows any. */
export function channelSectionResources(channel: StoredChannel, parts: readonly string[]): Json[] {
  const section = (position: number, type: string, contentDetails?: Json) =>
    resource('channelSection', `${channel.id}.section-${position}`, parts, {
      snippet: { type, channelId: channel.id, position },
      contentDetails,
    });
  const { featured = [] } = channel;
  return [
    section(0, 'recentUploads'),
    ...(featured.length > 0 ? [section(1, 'multipleChannels', { channels: featured })] : []),
  ];
}

export function playlistItemResource(
  channel: StoredChannel,
  video: StoredVideo,
  position: number,
  parts: readonly string[],
): Json {
  const gone = video.state === 'deleted' || video.state === 'private';
  const name = video.state === 'deleted' ? 'Deleted video' : 'Private video';
  return resource('playlistItem', Buffer.from(`${uploadsOf(channel.id)}.${video.id}`).toString('base64url'), parts, {
    snippet: {
      publishedAt: iso(video.publishedAt),
      channelId: channel.id,
      title: gone ? name : video.title,
      description: gone ? 'This video is unavailable.' : video.description,
      channelTitle: channel.title,
      playlistId: uploadsOf(channel.id),
      position,
      resourceId: { kind: 'youtube#video', videoId: video.id },
      thumbnails: {},
    },
    contentDetails: { videoId: video.id, ...(gone ? {} : { videoPublishedAt: iso(video.publishedAt) }) },
    status: video.state === 'deleted' ? {} : { privacyStatus: video.state === 'private' ? 'private' : 'public' },
  });
}

export function videoResource(channel: StoredChannel, video: StoredVideo, parts: readonly string[]): Json {
  const running = video.state === 'live' || video.state === 'upcoming';
  return resource('video', video.id, parts, {
    snippet: {
      publishedAt: iso(video.publishedAt),
      channelId: channel.id,
      title: video.title,
      description: video.description,
      channelTitle: channel.title,
      ...(video.tags.length > 0 ? { tags: video.tags } : {}),
      categoryId: '22',
      liveBroadcastContent: running ? video.state : 'none',
      thumbnails: thumbnailsOf(video.id),
    },
    contentDetails: { duration: running ? 'P0D' : duration(video.durationSeconds), dimension: '2d', definition: 'hd' },
    statistics: statistics(video),
    status: { uploadStatus: 'processed', privacyStatus: 'public' },
    liveStreamingDetails: liveDetails(video),
  });
}

export function videoStatResource(video: StoredVideo, parts: readonly string[]): Json {
  return resource('videoStat', video.id, parts, {
    snippet: { publishTime: iso(video.publishedAt) },
    contentDetails: { duration: video.state === 'live' ? 'P0D' : duration(video.durationSeconds) },
    statistics: statistics(video),
  });
}

export function searchResource(channel: StoredChannel, video: StoredVideo, parts: readonly string[]): Json {
  const found = resource('searchResult', video.id, parts, {
    snippet: {
      publishedAt: iso(video.publishedAt),
      channelId: channel.id,
      title: video.title,
      description: video.description.slice(0, 100),
      channelTitle: channel.title,
      liveBroadcastContent: video.state === 'live' ? 'live' : 'none',
      thumbnails: thumbnailsOf(video.id),
    },
  });
  return { ...found, id: { kind: 'youtube#video', videoId: video.id } };
}

/** The comment at a place under a video, 0 the newest; an hour apart. */
export function commentThreadResource(
  channel: StoredChannel,
  video: StoredVideo,
  at: number,
  parts: readonly string[],
): Json {
  const id = `Ug${video.id}${String(at).padStart(13, '0')}`;
  const written = iso(video.publishedAt + (video.comments ?? 0) * 3_600_000 - at * 3_600_000);
  const text = `Comment ${at + 1} on “${video.title}”`;
  const topLevelComment = resource('comment', id, ['snippet'], {
    snippet: {
      channelId: channel.id,
      videoId: video.id,
      textDisplay: text,
      textOriginal: text,
      authorDisplayName: `@viewer-${at % 97}`,
      likeCount: (at * 7) % 31,
      publishedAt: written,
      updatedAt: written,
    },
  });
  return resource('commentThread', id, parts, {
    snippet: {
      channelId: channel.id,
      videoId: video.id,
      topLevelComment,
      canReply: true,
      totalReplyCount: at % 3,
      isPublic: true,
    },
  });
}

export function categoryResource(id: string, title: string, parts: readonly string[]): Json {
  return resource('videoCategory', id, parts, {
    snippet: { title, assignable: true, channelId: 'UCBR8-60-B28hp2BmDPdntcQ' },
  });
}

function statistics(video: StoredVideo): Json {
  return known({ viewCount: count(video.views), likeCount: count(video.likes), commentCount: count(video.comments) });
}

function liveDetails(video: StoredVideo): Json | undefined {
  const at = iso(video.publishedAt);
  switch (video.state) {
    case 'upcoming':
      return { scheduledStartTime: at };
    case 'live':
      return { actualStartTime: at, concurrentViewers: '12' };
    case 'streamed':
      return { actualStartTime: at, actualEndTime: iso(video.publishedAt + video.durationSeconds * 1000) };
    case 'public':
    case 'deleted':
    case 'private':
      return undefined;
  }
}

function duration(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3600), 'H'],
    [Math.floor(seconds / 60) % 60, 'M'],
    [seconds % 60, 'S'],
  ] as const;
  const written = parts.map(([size, unit]) => (size > 0 ? `${size}${unit}` : '')).join('');
  return written === '' ? 'PT0S' : `PT${written}`;
}
