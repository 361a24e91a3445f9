import type { Listed } from '../listed.js';
import type { Steps } from '../steps.js';
import type { Video } from '../video.js';
import { comparableByFormat } from './comparable.js';
import type { GrowthCurves } from './growth-curve.js';
import { nextViews, type NextViews } from './next-views.js';
import { scheduleOf, type Schedule } from './schedule.js';

/** What held a thousand uploads ago says nothing of the next one. */
const NEWEST = 1000;

/** What the next uploads of a channel may expect, and when they may come. */
export interface Outlook {
  readonly predictions: readonly NextViews[];
  readonly schedule: Schedule;
}

/**
 * Looks ahead from the newest uploads of a channel up to `asOf` (milliseconds).
 * @param videos newest first, undated ones last
 * @param timeZone an IANA name
 * @param curves left out, the published ones
 * @throws RangeError when the time zone is unknown
 */
export function* outlookOf(
  videos: Listed<Video>,
  asOf: number,
  timeZone: string,
  curves?: GrowthCurves,
): Steps<Outlook> {
  const newest: Video[] = [];
  for (const video of videos) {
    if (video.publishedAt === null || video.publishedAt > asOf) continue;
    newest.push(video);
    if (newest.length === NEWEST) break;
  }
  yield;
  const groups = yield* comparableByFormat(newest, asOf, curves);
  const predictions = nextViews(groups);
  yield;
  return { predictions, schedule: scheduleOf(newest, groups, timeZone) };
}
