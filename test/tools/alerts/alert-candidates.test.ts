import { describe, expect, it } from 'vitest';
import type { AlertCandidate } from '../../../src/domain/alerts/alert.js';
import { NO_COST } from '../../../src/domain/source.js';
import { UNKNOWN_CHANNEL, type Video } from '../../../src/domain/video.js';
import { alertCandidates, type NewVideosWish } from '../../../src/tools/alerts/alert-candidates.js';
import { AS_OF, video } from '../../domain/made-up-video.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** A steady channel: one video a week with much the same views, and some newer ones. */
function candidates(
  newer: readonly Partial<Video>[],
  more: Partial<NewVideosWish> = {},
  steady = 20,
): readonly AlertCandidate[] {
  const old = Array.from({ length: steady }, (_, place) =>
    video({
      id: `old-${place}`,
      durationSeconds: 600,
      publishedAt: AS_OF - (40 + 7 * place) * DAY,
      views: 10_000 + 300 * (place % 5),
    }),
  );
  const steps = alertCandidates({
    channel: {
      channel: { ...UNKNOWN_CHANNEL, id: 'UC1', title: 'One' },
      videos: [...newer.map((facts) => video({ durationSeconds: 600, ...facts })), ...old],
      total: null,
      skipped: { deleted: 0, private: 0, upcoming: 0 },
      source: { kind: 'api', fetchedAt: null, cached: false, cost: NO_COST },
      collectedAt: null,
      notes: [],
    },
    at: AS_OF,
    firstAt: AS_OF - 60 * DAY,
    perHour: () => null,
    ...more,
  });
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
const ids = (found: readonly AlertCandidate[]) => found.map(({ video: { id } }) => id);

describe('a new video', () => {
  it('was published since the channel is looked at, and within thirty days', () => {
    const newer = [
      { id: 'fresh', publishedAt: AS_OF - DAY, views: 5 },
      { id: 'month', publishedAt: AS_OF - 30 * DAY, views: 5 },
      { id: 'older', publishedAt: AS_OF - 31 * DAY, views: 5 },
      { id: 'undated', views: 5 },
      { publishedAt: AS_OF - DAY, views: 5, title: 'without an id' },
    ];
    expect(ids(candidates(newer))).toEqual(expect.arrayContaining(['fresh', 'month']));
    expect(candidates(newer)).toHaveLength(2);
    expect(ids(candidates(newer, { firstAt: AS_OF - 2 * DAY }))).toEqual(['fresh']);
    expect(candidates(newer, { firstAt: AS_OF })).toEqual([]);
  });

  it('is judged among all that were looked at, and provisionally while it is young', () => {
    const [found] = candidates([{ id: 'hit', publishedAt: AS_OF - 3 * DAY, views: 200_000 }]);
    expect(found).toMatchObject({ channel: { id: 'UC1', title: 'One' }, provisional: true });
    expect(found?.video.z).toBeGreaterThan(3);
    expect(found?.video.multiple).toBeGreaterThan(10);
    expect(candidates([{ id: 'hit', publishedAt: AS_OF - 20 * DAY, views: 200_000 }])[0]?.provisional).toBe(false);
  });

  it('has no z an hour after it came, nor among too few', () => {
    const hit = { id: 'hit', views: 200_000 };
    expect(candidates([{ ...hit, publishedAt: AS_OF - HOUR }])[0]).toMatchObject({
      video: { z: null },
      provisional: null,
    });
    expect(candidates([{ ...hit, publishedAt: AS_OF - 3 * DAY }], {}, 6)[0]?.video).toMatchObject({
      z: null,
      multiple: null,
    });
  });

  it('has the views an hour that the looks tell, if any', () => {
    const hit = { id: 'hit', publishedAt: AS_OF - 3 * DAY, views: 5 };
    expect(candidates([hit], { perHour: () => 250 })[0]?.video.viewsPerHour).toBe(250);
    expect(candidates([hit])[0]?.video.viewsPerHour).toBeNull();
  });
});
