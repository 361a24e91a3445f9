import { describe, expect, it } from 'vitest';
import type { KeptLook, KeptVideo } from '../../../src/domain/watch/look.js';
import { atSameAge, viewsAt } from '../../../src/domain/watch/same-age.js';
import { showChannel } from '../../../src/domain/watch/show-channel.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const T0 = Date.UTC(2026, 0, 1);

const video = (number: number, publishedAt: number | null, more: Partial<KeptVideo> = {}): KeptVideo => ({
  ...{
    number,
    id: `id-${number}`,
    title: `Title ${number}`,
    publishedAt,
    durationSeconds: 600,
    live: false,
    shortLink: null,
  },
  ...more,
});
const look = (at: number, views: Readonly<Record<number, number | null>>): KeptLook => ({
  at,
  source: 'api',
  figures: new Map(
    Object.entries(views).map(([number, count]) => [Number(number), { views: count, likes: null, comments: null }]),
  ),
});

describe('what the looks at a channel come to', () => {
  const videos = [video(0, T0 - 30 * DAY), video(1, T0 - 10 * DAY), video(2, T0 + 2 * DAY), video(3, null)];

  it('without a look is nothing, with one look no growth', () => {
    expect(showChannel(videos, [])).toMatchObject({ looks: 0, newestAt: null, videos: [] });
    const one = showChannel(videos, [look(T0, { 0: 100, 1: 50 })]);
    expect(one).toMatchObject({ looks: 1, sinceFirst: null, sinceLast: null });
    expect(one.videos).toMatchObject([
      { id: 'id-1', views: 50, viewsPerHour: null, rank: null, gained: null, looks: 1, new: false },
      { id: 'id-0', viewsPerHour: null },
    ]);
  });

  it('is the gain between looks, by the videos in both, and the true speed of each', () => {
    const shown = showChannel(videos, [
      look(T0, { 0: 100, 1: 50 }),
      look(T0 + DAY, { 0: 200, 1: 1050, 3: 7 }),
      look(T0 + 3 * DAY, { 0: 680, 1: 1050, 2: 900, 3: null }),
    ]);
    expect(shown.sinceLast).toEqual({ since: '2026-01-02T00:00:00.000Z', hours: 48, videos: 2, views: 480 });
    expect(shown.sinceFirst).toMatchObject({ hours: 72, videos: 2, views: 1580 });
    expect(
      shown.videos.map(({ id, rank, viewsPerHour, hours, new: fresh }) => [id, rank, viewsPerHour, hours, fresh]),
    ).toEqual([
      ['id-0', 1, 10, 48, false],
      ['id-1', 2, 0, 48, false],
      ['id-2', null, null, null, true],
      ['id-3', null, null, null, false],
    ]);
  });

  it('calls no video new that is older than the look before by more than two days, though it was not in that', () => {
    const all = [video(0, T0 - 400 * DAY), video(1, T0 - 2.1 * DAY), video(2, T0 - 1.9 * DAY)];
    const shown = showChannel(all, [look(T0, { 0: 1 }), look(T0 + DAY, { 0: 1, 1: 1, 2: 1 })]);
    expect(shown.videos.flatMap((each) => (each.new ? each.id : []))).toEqual(['id-2']);
  });

  it('knows a speed only over an hour or more, and gives equal ones one rank', () => {
    const shown = showChannel(videos, [
      look(T0, { 0: 0, 1: 0 }),
      look(T0 + 2 * HOUR, { 0: 20, 1: 20 }),
      look(T0 + 2 * HOUR + 60_000, { 0: 22, 1: 22 }),
    ]);
    expect(shown.videos.map(({ hours, gained, rank }) => [hours, gained, rank])).toEqual([
      [2 + 1 / 60, 22, 1],
      [2 + 1 / 60, 22, 1],
    ]);
  });

  it('says so where views fell, for YouTube takes false ones away', () => {
    const shown = showChannel(videos, [look(T0, { 0: 100 }), look(T0 + DAY, { 0: 52 })]);
    expect(shown.videos).toMatchObject([{ viewsPerHour: -2, gained: -48 }]);
  });

  it('compares a video with what others had at its age', () => {
    // Five videos, published two days apart, all looked at daily: each gains so many views a day.
    const speeds = [100, 200, 300, 400, 800];
    const five = speeds.map((_, at) => video(at, T0 + at * 2 * DAY));
    const looks = Array.from({ length: 14 }, (_, day) => {
      const at = T0 + day * DAY + HOUR;
      const out = five.filter(({ publishedAt }) => (publishedAt ?? 0) < at);
      return look(
        at,
        Object.fromEntries(
          out.map(({ number, publishedAt }) => [number, ((at - (publishedAt ?? 0)) / DAY) * (speeds[number] ?? 0)]),
        ),
      );
    });
    const last = showChannel(five, looks).videos.find(({ id }) => id === 'id-4');
    expect(last?.othersAtAge).toBe(4);
    expect(last?.multipleAtAge).toBeCloseTo(800 / 250, 9);
    // Of the oldest nobody knows what others had at its age: none is as old.
    expect(showChannel(five, looks).videos.find(({ id }) => id === 'id-0')).toMatchObject({
      multipleAtAge: null,
      othersAtAge: 0,
    });
    const shorts = five.map((one) => (one.number < 4 ? { ...one, durationSeconds: 30 } : one));
    expect(showChannel(shorts, looks).videos.find(({ id }) => id === 'id-4')).toMatchObject({ othersAtAge: 0 });
  });
});

describe('views at an age', () => {
  const track = { at: [T0 + DAY, T0 + 2 * DAY, T0 + 9 * DAY, T0 + 11 * DAY], views: [100, 200, 1000, 1100] };

  it('lie in a straight line between two looks, and are not guessed across a gap or beyond', () => {
    expect(viewsAt(track, T0, 1)).toBe(100);
    expect(viewsAt(track, T0, 1.5)).toBe(150);
    expect(viewsAt(track, T0, 5)).toBeNull();
    // Two days apart are near at an age of ten days.
    expect(viewsAt(track, T0, 10)).toBe(1050);
    expect([viewsAt(track, T0, 0.5), viewsAt(track, T0, 12)]).toEqual([null, null]);
  });

  it('of fewer than four others say nothing, nor do those without views', () => {
    const others = (count: number, views: number) =>
      Array.from({ length: count }, () => ({ publishedAt: T0, track: { at: [T0 + DAY], views: [views] } }));
    expect(atSameAge(100, 1, others(3, 50))).toEqual({ multiple: null, n: 3 });
    expect(atSameAge(100, 1, others(4, 50))).toEqual({ multiple: 2, n: 4 });
    expect(atSameAge(100, 1, others(4, 0))).toEqual({ multiple: null, n: 4 });
  });
});
