import { ageDays } from '../age.js';
import { formatOf, type Format } from '../format.js';
import type { Listed } from '../listed.js';
import type { Video } from '../video.js';
import type { GrowthPair } from './fit-growth.js';

/** Half an hour: before, views are not counted yet. */
const YOUNGEST_PAIR_DAYS = 0.02;

/** Videos as they were at an instant (milliseconds). */
export interface Look {
  readonly videos: Listed<Video>;
  readonly at: number;
}

/** A pair, and of what. */
export interface SeenTwice extends GrowthPair {
  readonly format: Format | null;
}

/** The facts of a video that growth goes by. */
type Dated = Pick<Video, 'publishedAt' | 'live' | 'shortLink' | 'durationSeconds'>;

/** The views of a video at an instant (milliseconds). */
interface Counted {
  readonly views: number | null;
  readonly at: number;
}

/**
 * What two looks at a channel tell of growth: the videos with views in both, told apart by their id. A video that had no
 * views yet, or was too young to say anything, is left out.
 */
export function growthPairs(earlier: Look, later: Look): SeenTwice[] {
  const before = new Map([...earlier.videos].map((video) => [video.id, video]));
  return [...later.videos].flatMap((video) => {
    const first = video.id === null ? undefined : before.get(video.id);
    if (first === undefined) return [];
    return seenTwice(first, { views: first.views, at: earlier.at }, { views: video.views, at: later.at }) ?? [];
  });
}

/** What two counts of one video tell of growth; null where it had no views yet, or was too young to say anything. */
export function seenTwice(video: Dated, earlier: Counted, later: Counted): SeenTwice | null {
  const [age, laterAge] = [ageDays(video.publishedAt, earlier.at), ageDays(video.publishedAt, later.at)];
  if (earlier.views === null || earlier.views === 0 || later.views === null) return null;
  if (age === null || laterAge === null || age < YOUNGEST_PAIR_DAYS) return null;
  const growth = Math.log((later.views + 1) / (earlier.views + 1));
  return { age, laterAge, growth, format: formatOf(video).format };
}
