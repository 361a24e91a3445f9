import { parseChannelRef, type ChannelRef } from '../../src/domain/channel-ref.js';
import type { Video } from '../../src/domain/video.js';
import { Failure } from '../../src/errors.js';
import type { ChannelVideos, VideoRequest, VideoSource } from '../../src/providers/ports.js';

export function refOf(text: string): ChannelRef {
  const ref = parseChannelRef(text);
  if (ref === null) throw new Error(`no channel: ${text}`);
  return ref;
}

/** A channel whose videos are all made, so that tests can look at them as an array. */
export type ReadChannel = ChannelVideos & { readonly videos: readonly Video[] };

/** A video as a plain object, whatever it was read from. */
export function plain(video: Video): Video {
  const { id, title, description, tags, publishedAt, durationSeconds, views, likes, comments, live, shortLink } = video;
  return { id, title, description, tags, publishedAt, durationSeconds, views, likes, comments, live, shortLink };
}

export function made(channel: ChannelVideos): ReadChannel {
  return { ...channel, videos: Array.from(channel.videos, plain) };
}

/** Reads one channel by the way a person names it: everything, unless more is said. */
export async function readOne(
  source: VideoSource,
  name: string,
  more: Partial<VideoRequest> = {},
): Promise<ReadChannel> {
  const [first, ...others] = await source.read({
    subject: refOf(name),
    limit: null,
    since: null,
    until: null,
    ...more,
  });
  if (first === undefined || others.length > 0) throw new Error('expected one channel');
  return made(first);
}

/** The Failure that some work ends in. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const outcome: unknown = await work.catch((error: unknown) => error);
  if (outcome instanceof Failure) return outcome;
  throw new Error(`expected a Failure, got ${String(outcome)}`, { cause: outcome });
}
