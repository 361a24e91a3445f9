import * as fc from 'fast-check';
import type { Video } from '../../src/domain/video.js';

const NOTHING_KNOWN: Video = {
  id: null,
  title: null,
  description: null,
  tags: [],
  publishedAt: null,
  durationSeconds: null,
  views: null,
  likes: null,
  comments: null,
  live: null,
  shortLink: null,
};

/** A video of which only the given facts are known. */
export function video(facts: Partial<Video>): Video {
  return { ...NOTHING_KNOWN, ...facts };
}

/** The instant that made-up videos are looked at. */
export const AS_OF = Date.UTC(2026, 10, 20, 12);

const maybe = <T>(facts: fc.Arbitrary<T>) => fc.option(facts, { nil: null, freq: 6 });

/** Any video from the eight years before `AS_OF`, each fact unknown now and then. */
export const anyVideo: fc.Arbitrary<Video> = fc
  .record({
    publishedAt: maybe(fc.integer({ min: AS_OF - 8 * 365 * 86_400_000, max: AS_OF })),
    durationSeconds: maybe(fc.integer({ min: 0, max: 7200 })),
    views: maybe(fc.integer({ min: 0, max: 1_000_000_000 })),
    likes: maybe(fc.integer({ min: 0, max: 1_000_000 })),
    comments: maybe(fc.integer({ min: 0, max: 100_000 })),
    live: fc.constantFrom(null, true, false),
    shortLink: fc.constantFrom(null, true, false),
  })
  .map(video);
