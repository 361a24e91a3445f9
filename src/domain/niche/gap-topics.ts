import { holds, type Tokens } from '../keywords/tokens.js';
import type { NicheVideo } from './niche-video.js';
import type { Topic } from './topics.js';

/** Of my videos so many may touch a topic by chance, at most this share of them. */
const HARDLY_ANY = 0.02;
/** From so many of their channels on it is more than the luck of one. */
export const SEVERAL_CHANNELS = 2;

/** Below this the videos on a topic rank about as their channels' others do. */
const LEAST_STRENGTH = 1.5;

/** A topic that does well there and is missing here. */
export interface GapTopic<V extends NicheVideo = NicheVideo> extends Topic<V> {
  /** How many of my videos hold it, of how many looked at. */
  readonly mine: { readonly videos: number; readonly of: number };
}

/**
 * The topics of others that none of my videos hold, or hardly any (one in fifty); those of several channels first, and
 * only those whose videos do better than usual there.
 * @param mine what is read of each of my videos
 */
export function missingTopics<V extends NicheVideo>(
  topics: readonly Topic<V>[],
  mine: readonly Tokens[],
): readonly GapTopic<V>[] {
  const most = Math.floor(mine.length * HARDLY_ANY);
  return topics
    .filter(({ lift, strength }) => (lift ?? 0) > 1 && (strength ?? 0) >= LEAST_STRENGTH)
    .map((topic) => ({
      ...topic,
      mine: { videos: mine.filter((video) => isAbout(video, topic.words)).length, of: mine.length },
    }))
    .filter((topic) => topic.mine.videos <= most)
    .toSorted((a, b) => Number(isSeveral(b)) - Number(isSeveral(a)));
}

/** In singular or plural, as far as an s makes it. */
function isAbout(video: Tokens, words: readonly string[]): boolean {
  const [before, last = ''] = [words.slice(0, -1), words.at(-1)];
  const other = last.endsWith('s') ? last.slice(0, -1) : `${last}s`;
  return holds(video, words) || holds(video, [...before, other]);
}

function isSeveral({ channels }: Topic): boolean {
  return channels >= SEVERAL_CHANNELS;
}
