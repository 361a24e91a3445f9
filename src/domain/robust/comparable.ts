import type { Format } from '../format.js';
import type { Listed } from '../listed.js';
import { measure } from '../measured.js';
import { sortInSteps } from '../sort-in-steps.js';
import { STEP, type Steps } from '../steps.js';
import type { Video } from '../video.js';
import { growthCurveOf, logShare, YOUNGEST_DAYS, type GrowthCurve, type GrowthCurves } from './growth-curve.js';

/** The videos of one format that can be compared with each other, oldest first. */
export interface Comparable {
  readonly format: Format | null;
  /** How they grow. */
  readonly curve: GrowthCurve;
  /** Where each stands in the list. */
  readonly places: Uint32Array;
  readonly ages: Float64Array;
  /** ln of (views + 1) over the share that a video of its age usually has: the level that each will reach. */
  readonly levels: Float64Array;
}

const FORMATS = ['long', 'short', 'live', null] as const;

/**
 * The videos that have views, a date and an age at which these say something, by format. Those of unknown format are
 * compared with each other.
 * @param asOf milliseconds that ages are counted to
 * @param curves left out, the published ones
 */
export function* comparableByFormat(
  videos: Listed<Video>,
  asOf: number,
  curves?: GrowthCurves,
): Steps<readonly Comparable[]> {
  const ages = new Float64Array(videos.length);
  const levels = new Float64Array(videos.length);
  // By place which of the formats it is, counted from 1.
  const kinds = new Uint8Array(videos.length);
  const counts = FORMATS.map(() => 0);
  let place = 0;
  for (const video of videos) {
    const { ageDays, views, format } = measure(video, asOf);
    if (ageDays !== null && ageDays >= YOUNGEST_DAYS && views !== null) {
      const kind = FORMATS.indexOf(format);
      ages[place] = ageDays;
      levels[place] = Math.log(views + 1) - logShare(growthCurveOf(format, curves), ageDays);
      kinds[place] = kind + 1;
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    place += 1;
    if (place % STEP === 0) yield;
  }
  const groups: Comparable[] = [];
  for (const [kind, format] of FORMATS.entries()) {
    const unsorted = new Uint32Array(counts[kind] ?? 0);
    let next = 0;
    for (let at = 0; next < unsorted.length; at += 1) if (kinds[at] === kind + 1) unsorted[next++] = at;
    const places = yield* sortInSteps(unsorted, ages);
    const inOrder = (column: Float64Array) => Float64Array.from(places, (at) => column[at] ?? 0);
    groups.push({ format, curve: growthCurveOf(format, curves), places, ages: inOrder(ages), levels: inOrder(levels) });
    yield;
  }
  return groups.filter(({ places }) => places.length > 0);
}
