import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NicheChannel, NicheVideo } from '../../../src/domain/niche/niche-video.js';
import { ranksOf, strengthOf } from '../../../src/domain/niche/ranks.js';
import { topicsOf } from '../../../src/domain/niche/topics.js';
import { seededRandom } from '../../../src/domain/seeded-random.js';

const one = (multiple: number | null, high = (multiple ?? 0) >= 3): NicheVideo => ({ title: null, multiple, high });

/** A channel of twenty usual videos without phrases, and some more, each with its phrases. */
function channel(...more: readonly (readonly [number, ...string[]])[]): NicheChannel {
  const usual = Array.from({ length: 20 }, (_, at) => one(0.5 + at / 20));
  return {
    videos: [...usual, ...more.map(([multiple]) => one(multiple))],
    phrases: [...usual.map(() => new Set<string>()), ...more.map(([, ...phrases]) => new Set(phrases))],
  };
}

describe('a topic', () => {
  it('is proven on three channels, with what is known of it', () => {
    const { topics, usualMultiple, provenByChance } = topicsOf([
      channel([9, 'sour dough']),
      channel([8, 'sour dough']),
      channel([7, 'sour dough'], [0.4, 'kiln']),
    ]);
    expect(usualMultiple).toBeCloseTo(1, 1);
    expect(topics).toHaveLength(1);
    expect(topics[0]).toMatchObject({
      topic: 'sour dough',
      proven: true,
      channels: 3,
      outliers: 3,
      videos: 3,
      medianMultiple: 8,
    });
    // One of 21 stands out on two channels, one of 22 on the third.
    expect(topics[0]?.expected).toBeCloseTo(2 / 21 + 1 / 22);
    expect(topics[0]?.evidence.map(({ video }) => video.multiple)).toEqual([9, 8, 7]);
    expect(provenByChance).toBeLessThan(0.5);
  });

  it('is only seen on two channels, however far they stand out', () => {
    const { topics } = topicsOf([channel([900, 'kiln'], [800, 'kiln']), channel([700, 'kiln']), channel([9])]);
    expect(topics).toMatchObject([{ topic: 'kiln', proven: false, channels: 2, outliers: 3 }]);
  });

  it('is only seen where as many of its videos sink as stand out', () => {
    const mixed = () => channel([9, 'kiln'], [0.1, 'kiln'], [0.2, 'kiln']);
    const { topics } = topicsOf([mixed(), mixed(), mixed()]);
    expect(topics).toMatchObject([{ proven: false, channels: 3, outliers: 3, videos: 9 }]);
    expect(topics[0]?.lift).toBeLessThan(1);
  });

  it('of one video is none, and a part gives way to the longer phrase around it', () => {
    const phrases = ['sour', 'dough', 'sour dough'] as const;
    const { topics } = topicsOf([channel([9, ...phrases], [8, 'canoe']), channel([7, ...phrases])]);
    expect(topics.map(({ topic }) => topic)).toEqual(['sour dough']);
  });

  it('without any multiple has no lift, and is not proven', () => {
    const bare: NicheChannel = { videos: [one(null, true)], phrases: [new Set(['kiln'])] };
    expect(topicsOf([bare, bare, bare]).topics).toMatchObject([
      { topic: 'kiln', proven: false, lift: null, strength: null, medianMultiple: null },
    ]);
  });

  it('is never proven with fewer than three channels, whatever the niche', () => {
    const phrase = fc.constantFrom('kiln', 'canoe', 'sour dough', 'dough', 'hive');
    const video = fc.record({
      multiple: fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: null }),
      high: fc.boolean(),
      phrases: fc.uniqueArray(phrase, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(fc.array(video, { maxLength: 12 }), { maxLength: 5 }), (channels) => {
        const niche = channels.map((videos) => ({
          videos: videos.map(({ multiple, high }) => ({ title: null, multiple, high })),
          phrases: videos.map(({ phrases }) => new Set(phrases)),
        }));
        for (const { proven, channels: count, outliers, videos, lift } of topicsOf(niche).topics) {
          expect(outliers).toBeLessThanOrEqual(videos);
          expect(count).toBeLessThanOrEqual(outliers);
          if (proven) expect([count >= 3, (lift ?? 0) > 1]).toEqual([true, true]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('that chance deals is seldom proven, though words stand on many channels', () => {
    const random = seededRandom(3);
    const words = Array.from({ length: 40 }, (_, at) => `word${at}`);
    const niche = Array.from({ length: 20 }, (): NicheChannel => {
      const videos = Array.from({ length: 40 }, () => one(Math.exp(3 * (random() + random() - 1)), random() < 0.06));
      const pick = () => words[Math.floor(random() * words.length)] ?? '';
      return { videos, phrases: videos.map(() => new Set([pick(), pick()])) };
    });
    const { topics, provenByChance } = topicsOf(niche);
    expect(topics.length).toBeGreaterThan(15);
    expect(topics.filter(({ proven }) => proven).length).toBeLessThanOrEqual(2);
    expect(provenByChance).toBeLessThan(2);
  });
});

describe('ranks', () => {
  it('are shares from the middle, equals alike, the unknown left out', () => {
    const [low, same, alike, giant, unknown] = [one(1), one(2), one(2), one(1e9), one(null)];
    const ranks = ranksOf([giant, same, low, alike, unknown]);
    expect([low, same, alike, giant, unknown].map((video) => ranks.get(video))).toEqual([
      -0.375,
      0,
      0,
      0.375,
      undefined,
    ]);
  });

  it('are as strong as each channel says, every channel one voice', () => {
    expect(strengthOf([])).toBeNull();
    expect(strengthOf([[0.5]])).toBeCloseTo(0.5 * Math.sqrt(12));
    expect(strengthOf([[0.5], [0.5], [0.5]])).toBeCloseTo(3);
    expect(strengthOf([Array<number>(48).fill(0.5), [-0.5]])).toBeCloseTo((12 - Math.sqrt(3)) / Math.SQRT2);
  });
});
