import { DAY_MS } from '../age.js';
import type { KeptLook, KeptVideo } from '../watch/look.js';
import { seenTwice, type SeenTwice } from './growth-pairs.js';

/** Looks nearer to each other show little more than chance; the curve was weighed on looks a week apart. */
const NEAREST_DAYS = 5;
/** Between looks further apart a video has grown along too much of the curve at once. */
const FURTHEST_DAYS = 30;

/**
 * The times of looks that make pairs: the newest, and back from it each that is five days older or more.
 * @param times milliseconds, falling
 * @param most how many are chosen
 * @returns rising
 */
export function spacedTimes(times: readonly number[], most: number): readonly number[] {
  const chosen: number[] = [];
  for (const at of times) {
    if (chosen.length === most) break;
    if ((chosen[0] ?? Infinity) - at >= NEAREST_DAYS * DAY_MS) chosen.unshift(at);
  }
  return chosen;
}

/**
 * What the looks at a channel tell of growth: each video once, between the first two looks that know it and lie 5 to 30
 * days apart, for it is then that it grows most. Where only the day is known, the age is not, and the video is left out.
 * @param looks in the order of time
 */
export function keptPairs(videos: readonly KeptVideo[], looks: readonly KeptLook[]): readonly SeenTwice[] {
  const waiting = new Map(
    videos.filter(({ publishedAt }) => (publishedAt ?? 0) % DAY_MS !== 0).map((video) => [video.number, video]),
  );
  const pairs: SeenTwice[] = [];
  for (const [place, later] of looks.entries()) {
    const earlier = looks[place - 1];
    if (earlier === undefined || later.at - earlier.at > FURTHEST_DAYS * DAY_MS) continue;
    for (const [number, { views }] of later.figures) {
      const video = waiting.get(number);
      const first = earlier.figures.get(number);
      if (video === undefined || first === undefined) continue;
      const pair = seenTwice(video, { views: first.views, at: earlier.at }, { views, at: later.at });
      if (pair === null) continue;
      pairs.push(pair);
      waiting.delete(number);
    }
  }
  return pairs;
}
