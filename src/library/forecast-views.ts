import { outlookOf } from '../domain/robust/outlook.js';
import type { NextViews } from '../domain/robust/next-views.js';
import { finish } from '../domain/steps.js';
import { instantFrom, type Instant } from './instant.js';
import { videosFrom, type VideoInput } from './video-input.js';

/**
 * Says what views the next upload of each format may expect after 7, 30 and 90 days, with an interval that is to hold four
 * of five times, and how such forecasts would have done on the uploads that there are. Views grow by the published curve,
 * whatever snapshots there are.
 * @param videos those of one channel, in any order
 * @param options `asOf`: the instant that is looked ahead from
 * @returns one for each format with enough uploads
 * @throws TypeError for what is no video, or no instant
 * @example
 * const [{ format, expected } = { format: null, expected: [] }] = forecastViews(mine, { asOf: new Date() });
 */
export function forecastViews(
  videos: readonly VideoInput[],
  { asOf }: { readonly asOf: Instant },
): readonly NextViews[] {
  const newest = videosFrom(videos).toSorted(
    (a, b) => (b.publishedAt ?? -Infinity) - (a.publishedAt ?? -Infinity) || 0,
  );
  return finish(outlookOf(newest, instantFrom(asOf, 'asOf'), 'UTC')).predictions;
}
