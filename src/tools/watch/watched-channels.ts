import { nearest } from '../../domain/did-you-mean.js';
import type { LookedAtChannel } from '../../domain/watch/look.js';
import { Failure } from '../../errors.js';
import type { FollowedChannel } from '../../providers/ports/tracked-channels.js';

/** A channel that is followed, or of which looks are kept, or both. */
export interface WatchedChannel {
  /** What its looks are kept under: its id where that is known. */
  readonly name: string;
  readonly id: string | null;
  readonly title: string | null;
  readonly handle: string | null;
  /** Null when it is not followed. */
  readonly followed: FollowedChannel | null;
  /** Null before the first look. */
  readonly looked: LookedAtChannel | null;
}

/** Every channel that is watched: the followed ones first, both by title. */
export function watchedChannels(
  followed: readonly FollowedChannel[],
  looked: readonly LookedAtChannel[],
): readonly WatchedChannel[] {
  const byName = new Map(looked.map((channel) => [channel.name, channel]));
  const ids = new Set(followed.map(({ id }) => id));
  return [
    ...followed.map((channel) => {
      const { id, title, handle } = channel;
      return { name: id, id, title, handle, followed: channel, looked: byName.get(id) ?? null };
    }),
    ...looked
      .filter(({ name }) => !ids.has(name))
      .map((channel) => {
        const { name, id, title, handle } = channel;
        return { name, id, title, handle, followed: null, looked: channel };
      }),
  ];
}

/** What a person calls a channel. */
export function calledName({ name, title, handle }: Pick<WatchedChannel, 'name' | 'title' | 'handle'>): string {
  return title ?? handle ?? name;
}

/**
 * The channel that somebody means: by the name that its looks are kept under, its id, handle or title.
 * @throws Failure `not-found`; `usage` when several are called so
 */
export function findWatched(channels: readonly WatchedChannel[], typed: string): WatchedChannel {
  const exact = channels.find(({ name, id }) => typed === name || typed === id);
  if (exact !== undefined) return exact;
  const wanted = bare(typed);
  const found = channels.filter((channel) => namesOf(channel).some((name) => bare(name) === wanted));
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  if (second !== undefined) {
    throw new Failure(
      'usage',
      `${found.length} channels are called "${typed}"`,
      'name one by its id: insight track list --fields name,title',
    );
  }
  const meant = nearest(typed, channels.flatMap(namesOf));
  throw new Failure(
    'not-found',
    `${typed} is not followed, and no look at it is kept`,
    meant === null ? 'insight track list shows what is' : `did you mean ${meant}? insight track list shows what is`,
  );
}

const namesOf = ({ name, title, handle }: WatchedChannel): string[] =>
  [name, title, handle].filter((each) => each !== null);

function bare(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/^@/, '').trim();
}
