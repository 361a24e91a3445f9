import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../src/domain/robust/schedule.js';
import { outlookOf } from '../../src/domain/robust/outlook.js';
import { finish } from '../../src/domain/steps.js';
import { streakReport, type StreakReport } from '../../src/domain/streak-report.js';
import { streakSuggestions } from '../../src/domain/streak-suggestions.js';
import { anyVideo, AS_OF } from './made-up-video.js';

/** A steady channel with nothing to say about. */
const CALM: Omit<StreakReport, 'leftOut' | 'instants'> = {
  algorithmScore: 80,
  parts: { consistency: 80, frequency: 80, engagement: 80 },
  uploads: {
    videos: 20,
    shorts: 10,
    long: 10,
    live: 0,
    unknownFormat: 0,
    perWeek: 2,
    medianGapDays: 3.5,
    gapCv: 0.4,
    daysSinceLast: 2,
  },
  streak: { period: 'week', current: 4, longest: 9 },
};
const NO_SLOTS: Schedule = { uploads: 20, verdict: 'none', slots: [] };
const said = (more: { [K in keyof typeof CALM]?: Partial<(typeof CALM)[K]> }) =>
  streakSuggestions(
    {
      ...CALM,
      parts: { ...CALM.parts, ...more.parts },
      uploads: { ...CALM.uploads, ...more.uploads },
      streak: { ...CALM.streak, ...more.streak },
    },
    NO_SLOTS,
  );

describe('suggestions from rules', () => {
  it('are none where nothing is wrong', () => {
    expect(said({})).toEqual([]);
  });

  it.each([
    [
      'a break',
      { uploads: { daysSinceLast: 30 } },
      /longer than two usual gaps/,
      'last upload 30.0 days ago, median gap 3.5 days',
    ],
    [
      'a broken run',
      { streak: { current: 0 } },
      /Start a new run: one upload this week/,
      'no run now, the longest was 9 weeks',
    ],
    ['the longest run', { streak: { current: 9 } }, /Keep the run/, '9 weeks running, the longest so far'],
    ['bursts', { uploads: { gapCv: 1.42 } }, /Spread/, 'gap CV 1.42 (1 is no rhythm at all), median gap 3.5 days'],
    [
      'weak engagement',
      { parts: { engagement: 20 } },
      /engagement is the weakest part/,
      'consistency 80 of 100, frequency 80 of 100, engagement 20 of 100',
    ],
    [
      'rare uploads',
      { parts: { frequency: 13, engagement: null } },
      /quicker to make/,
      'consistency 80 of 100, frequency 13 of 100',
    ],
    ['one format', { uploads: { shorts: 0, long: 20 } }, /another format/, '20 of 20 are long videos'],
    [
      'one upload',
      { uploads: { medianGapDays: null, gapCv: null, videos: 1, long: 1, shorts: 0 } },
      /another one/,
      '1 upload',
    ],
  ] as const)('speak of %s, with the figures', (_what, more, text, evidence) => {
    expect(said(more)).toEqual([{ text: expect.stringMatching(text) as string, evidence, source: 'rule' }]);
  });

  it('name a slot whose interval leaves 1 out as printed, and no other', () => {
    const slot = { weekday: 4, fromHour: 18, uploads: 14, n: 12, lift: 1.8, low: 1.2, high: 2.7 };
    const wide = { ...slot, weekday: 5, lift: 2, low: 0.9, high: 3 };
    const worse = { ...slot, weekday: 6, lift: 0.5, low: 0.3, high: 0.8 };
    const hardly = { ...slot, weekday: 7, lift: 1.9, low: 1.004, high: 3.6 };
    const speak = (slots: Schedule['slots']) => streakSuggestions(CALM, { uploads: 20, verdict: 'tells', slots });
    expect(speak([wide, worse, hardly])).toEqual([]);
    expect(speak([worse, wide, hardly, slot])).toEqual([
      {
        text: 'Try Thu 18–21 more often: a little more views are expected then',
        evidence: '1.80 times the views expected, 80 % interval 1.20 to 2.70, 12 uploads',
        source: 'rule',
      },
    ]);
  });

  it('do not call a week of silence a break', () => {
    expect(said({ uploads: { medianGapDays: 0.5, daysSinceLast: 7 } })).toEqual([]);
    expect(said({ uploads: { medianGapDays: 3.5, daysSinceLast: 7.1 } })).toHaveLength(1);
  });

  it('are few, and each names its evidence, whatever the channel', () => {
    fc.assert(
      fc.property(fc.array(anyVideo, { minLength: 1, maxLength: 30 }), (videos) => {
        const report = finish(streakReport(videos, { asOf: AS_OF, timeZone: 'UTC', period: 'week' }));
        const { schedule } = finish(outlookOf(videos, AS_OF, 'UTC'));
        for (const { text, evidence, source } of report === null ? [] : streakSuggestions(report, schedule)) {
          expect([text === '', evidence === '', source]).toEqual([false, false, 'rule']);
          expect(evidence).not.toMatch(/NaN|Infinity|null|undefined/);
        }
      }),
    );
  });
});
