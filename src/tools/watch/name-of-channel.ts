import { Failure } from '../../errors.js';
import type { ChannelVideos } from '../../providers/ports.js';
import type { VideoLooks } from '../../providers/ports/video-looks.js';

/** What else may tell whose videos a file holds. */
export interface Hearsay {
  /** What the user called the channel; null when not at all, or when it was one of several. */
  readonly typed: string | null;
  /** The name of the file, without its folder; null for stdin, or for several. */
  readonly file: string | null;
}

/**
 * The name under which looks at a channel are kept: its id. Where the source tells none: the channel that the videos are
 * known of, by their ids; else its handle, its title, what the user calls it, or the name of the file.
 * @throws Failure `usage` when it cannot be told whose videos these are
 */
export function nameOfChannel(
  looks: Pick<VideoLooks, 'sharing' | 'channels'>,
  { channel, videos }: Pick<ChannelVideos, 'channel' | 'videos'>,
  { typed, file }: Hearsay,
): string {
  if (channel.id !== null) return channel.id;
  const own = channel.handle ?? channel.title ?? typed;
  const ids = [...videos].flatMap(({ id }) => id ?? []);
  const owners = ownersOf(looks, ids);
  const [owner = null, ...others] = owners;
  if (own !== null && owners.includes(own)) return own;
  if (others.length > 0) throw whose('these videos are kept of several channels');
  if (owner !== null) return owner;
  if (own !== null) return own;
  if (file === null) throw whose('the file does not say whose videos these are');
  // Studio gives every export the same name.
  const isTaken = ids.length > 0 && looks.channels().some(({ name }) => name === file);
  if (isTaken) throw whose(`the file does not say whose videos these are, and others are kept as "${file}"`);
  return file;
}

/** The channels that half of these videos, or half of what is kept of the channel, are known of: a list of a few videos of many is none. */
function ownersOf(looks: Pick<VideoLooks, 'sharing' | 'channels'>, ids: readonly string[]): readonly string[] {
  const sharing = ids.length === 0 ? [] : looks.sharing(ids);
  if (sharing.length === 0) return [];
  const kept = new Map(looks.channels().map(({ name, videos }) => [name, videos]));
  return sharing
    .filter(({ name, shared }) => shared * 2 >= Math.min(ids.length, kept.get(name) ?? Infinity))
    .map(({ name }) => name);
}

function whose(message: string): Failure {
  return new Failure('usage', message, 'name the channel before --from: its id, its @handle, or what you call it');
}
