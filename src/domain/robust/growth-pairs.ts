import type { Format } from '../format.js';
import type { Listed } from '../listed.js';
import { measure } from '../measured.js';
import type { Video } from '../video.js';
import type { GrowthPair } from './fit-growth.js';

/** Half an hour: before, views are not counted yet. */
const YOUNGEST_PAIR_DAYS = 0.02;

/** Videos as they were at an instant (milliseconds). */
export interface Look {
  readonly videos: Listed<Video>;
  readonly at: number;
}

/**
 * What two looks at a channel tell of growth: the videos with views in both, told apart by their id. A video that had no
 * views yet, or was too young to say anything, is left out.
 */
export function growthPairs(earlier: Look, later: Look): (GrowthPair & { readonly format: Format | null })[] {
  const before = new Map([...earlier.videos].map((video) => [video.id, measure(video, earlier.at)]));
  return [...later.videos].flatMap((video) => {
    const first = video.id === null ? undefined : before.get(video.id);
    const { views, ageDays } = measure(video, later.at);
    if (first === undefined || first.views === null || first.views === 0 || views === null) return [];
    if (first.ageDays === null || ageDays === null || first.ageDays < YOUNGEST_PAIR_DAYS) return [];
    const growth = Math.log((views + 1) / (first.views + 1));
    return [{ age: first.ageDays, laterAge: ageDays, growth, format: first.format }];
  });
}
