import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../src/domain/age.js';
import { seededRandom } from '../../../src/domain/seeded-random.js';
import { finish } from '../../../src/domain/steps.js';
import { comparableByFormat } from '../../../src/domain/robust/comparable.js';
import { forecast, testForecasts } from '../../../src/domain/robust/forecast.js';
import { nextViews } from '../../../src/domain/robust/next-views.js';
import { outlookOf } from '../../../src/domain/robust/outlook.js';
import { anyVideo, AS_OF, video } from '../made-up-video.js';

const levels = (...values: readonly number[]) => ({ levels: Float64Array.from(values) });
const upload = (days: number, views: number, durationSeconds = 600) =>
  video({ publishedAt: AS_OF - days * DAY_MS, views, durationSeconds });
const nextOf = (videos: Parameters<typeof comparableByFormat>[0]) =>
  nextViews(finish(comparableByFormat(videos, AS_OF)));

describe('the level that is expected', () => {
  test('is the one that all had', () => {
    expect(forecast(levels(7, 7, 7, 7, 7, 7, 7, 7)).level).toBe(7);
  });

  test('follows the last uploads, not the old ones, and no single wonder', () => {
    expect(forecast(levels(...Array<number>(30).fill(5), ...Array<number>(9).fill(8))).level).toBe(8);
    expect(forecast(levels(...Array<number>(30).fill(5), 12)).level).toBe(5);
  });

  test('lies between the least and the most, and moves with them', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 8, maxLength: 90 }), (some) => {
        const { level, halfWidth } = forecast(levels(...some));
        expect(level).toBeGreaterThanOrEqual(Math.min(...some));
        expect(level).toBeLessThanOrEqual(Math.max(...some));
        expect(halfWidth).toBeGreaterThan(0);
        const higher = forecast(levels(...some.map((one) => one + 3)));
        expect(higher.level).toBeCloseTo(level + 3, 9);
        expect(higher.halfWidth).toBeCloseTo(halfWidth, 9);
      }),
    );
  });
});

test('an interval that was tested on views without a rhyme holds four in five', () => {
  const roll = seededRandom(7);
  const normal = () => Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll());
  const videos = Array.from({ length: 260 }, (_, at) =>
    upload(1000 - 3 * at, Math.round(Math.exp(9 + 0.9 * normal()))),
  );
  const [group] = finish(comparableByFormat(videos, AS_OF));
  if (group === undefined) throw new Error('no group');
  const tested = testForecasts(group);
  expect(tested).toHaveLength(200);
  const held = tested.filter((one) => one.held).length / tested.length;
  expect(held).toBeGreaterThan(0.72);
  expect(held).toBeLessThan(0.88);
});

test('a forecast knows nothing of what came after', () => {
  const past = Array.from({ length: 20 }, (_, at) => upload(500 - at, 1000 + 17 * at));
  const [before] = finish(comparableByFormat([...past, upload(100, 1000)], AS_OF));
  const [after] = finish(comparableByFormat([...past, upload(100, 1000), upload(90, 9e8)], AS_OF));
  if (before === undefined || after === undefined) throw new Error('no group');
  expect(testForecasts(after).slice(0, -1)).toEqual(testForecasts(before));
});

test('views rise with age, within an interval that does too, and the commonest format comes first', () => {
  const [long, short] = nextOf([
    ...Array.from({ length: 12 }, (_, at) => upload(300 + at, 1000)),
    ...Array.from({ length: 20 }, (_, at) => upload(300 + at, 5000, 30)),
    ...Array.from({ length: 7 }, (_, at) => video({ publishedAt: AS_OF - (9 + at) * DAY_MS, views: 5, live: true })),
  ]).toReversed();
  expect([long?.format, long?.n, short?.format, short?.n]).toEqual(['long', 12, 'short', 20]);
  expect(long?.expected.map(({ afterDays }) => afterDays)).toEqual([7, 30, 90]);
  for (const one of [...(long?.expected ?? []), ...(short?.expected ?? [])]) {
    expect(one.low).toBeLessThan(one.views);
    expect(one.views).toBeLessThan(one.high);
  }
  const views = long?.expected.map((one) => one.views) ?? [];
  expect(views).toEqual(views.toSorted((a, b) => a - b));
  expect(views.at(-1)).toBeLessThan(1000);
  expect(long?.backTest).toMatchObject({ n: 4, held: 1 });
});

test('whatever the channel, no figure is out of the world', () => {
  fc.assert(
    fc.property(fc.array(anyVideo, { maxLength: 60 }), (videos) => {
      const { predictions, schedule } = finish(outlookOf(videos, AS_OF, 'Asia/Kathmandu'));
      for (const { n, expected, backTest } of predictions) {
        expect(n).toBeGreaterThanOrEqual(8);
        for (const one of expected) expect(Object.values(one).every((value) => value >= 0 && value < 1e12)).toBe(true);
        if (backTest !== null) expect(Object.values(backTest).every(Number.isFinite)).toBe(true);
      }
      expect(schedule.slots.every(({ uploads, n }) => uploads >= 3 && n <= uploads)).toBe(true);
      const text = JSON.stringify({ predictions, schedule });
      expect(JSON.parse(text)).toEqual({ predictions, schedule });
    }),
  );
});
