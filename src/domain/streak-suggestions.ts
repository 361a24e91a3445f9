import { decimal } from './figures.js';
import { tells, type Schedule } from './robust/schedule.js';
import { slotWords } from './robust/slot-words.js';
import type { StreakReport } from './streak-report.js';

type Looked = Omit<StreakReport, 'leftOut' | 'instants'>;

/** What a channel might do next, and the figures that say so. */
export interface Suggestion {
  /** What to do. */
  readonly text: string;
  /** The figures that it follows from, in words. */
  readonly evidence: string;
  readonly source: 'rule' | 'ai';
}

/** Silence longer than so many usual gaps is a break. */
const GAPS_OF_A_BREAK = 2;
const SHORTEST_BREAK_DAYS = 7;
/** At 1 the gaps are as irregular as chance would make them. */
const UNEVEN = 1;
/** A part below this has room. */
const WEAK_PART = 50;
/** A run that is worth a word. */
const RUN = 3;
/** Enough uploads to speak of a mix. */
const MIXED = 10;
const MOST = 4;

const ADVICE = {
  consistency: 'Fix a day for uploads and keep one finished video in reserve: steadiness is the weakest part',
  frequency: 'Look for a format that is quicker to make: frequency is the weakest part',
  engagement: 'End on a question and answer the first comments: engagement is the weakest part',
} as const;

/** What the figures suggest by rules alone, the most pressing first; each names the figures it follows from. */
export function streakSuggestions(report: Looked, schedule: Schedule): readonly Suggestion[] {
  const rules = [silence, ownRun, betterSlot, unevenGaps, weakestPart, oneFormat];
  return rules.flatMap((rule) => rule(report, schedule) ?? []).slice(0, MOST);
}

type Rule = (report: Looked, schedule: Schedule) => Suggestion | null;

const suggestion = (text: string, evidence: string): Suggestion => ({ text, evidence, source: 'rule' });
const days = (count: number) => `${decimal(count, 1)} days`;

const silence: Rule = ({ uploads: { daysSinceLast, medianGapDays, videos } }) => {
  if (medianGapDays === null) return suggestion('Publish another one: a rhythm begins with two', `${videos} upload`);
  if (daysSinceLast <= Math.max(SHORTEST_BREAK_DAYS, GAPS_OF_A_BREAK * medianGapDays)) return null;
  return suggestion(
    'Publish something small soon: the break is longer than two usual gaps',
    `last upload ${days(daysSinceLast)} ago, median gap ${days(medianGapDays)}`,
  );
};

const ownRun: Rule = ({ streak: { current, longest, period } }) => {
  if (longest < RUN) return null;
  if (current === 0) {
    return suggestion(
      `Start a new run: one upload this ${period} begins it`,
      `no run now, the longest was ${longest} ${period}s`,
    );
  }
  return current === longest
    ? suggestion(
        `Keep the run: one upload each ${period} makes it longer`,
        `${current} ${period}s running, the longest so far`,
      )
    : null;
};

/** What did better may have other reasons: a series, a guest. So it is to be tried, not kept to. */
const betterSlot: Rule = (_, { slots }) => {
  const [best] = slots.filter(tells).sort((a, b) => (b.lift ?? 0) - (a.lift ?? 0));
  if (best === undefined || best.lift === null || best.lift < 1) return null;
  return suggestion(
    `Try ${slotWords(best)} more often: a little more views are expected then`,
    `${decimal(best.lift, 2)} times the views expected, 80 % interval ${decimal(best.low, 2)} to ${decimal(best.high, 2)}, ${best.n} uploads`,
  );
};

const unevenGaps: Rule = ({ uploads: { gapCv, medianGapDays } }) =>
  gapCv === null || medianGapDays === null || gapCv <= UNEVEN
    ? null
    : suggestion(
        'Spread uploads out instead of publishing in bursts',
        `gap CV ${decimal(gapCv, 2)} (1 is no rhythm at all), median gap ${days(medianGapDays)}`,
      );

const weakestPart: Rule = ({ parts }) => {
  const known = (['consistency', 'frequency', 'engagement'] as const).flatMap((name) => {
    const value = parts[name];
    return value === null ? [] : [{ name, value }];
  });
  if (known.length < 2) return null;
  const weakest = known.reduce((a, b) => (b.value < a.value ? b : a));
  if (weakest.value >= WEAK_PART) return null;
  return suggestion(
    ADVICE[weakest.name],
    known.map(({ name, value }) => `${name} ${decimal(value, 0)} of 100`).join(', '),
  );
};

const oneFormat: Rule = ({ uploads: { videos, long, shorts, live } }) => {
  const only = [
    { name: 'long videos', count: long },
    { name: 'Shorts', count: shorts },
    { name: 'live', count: live },
  ].find(({ count }) => count === videos);
  return only === undefined || videos < MIXED
    ? null
    : suggestion(
        'Try another format once: there is nothing to compare with yet',
        `${videos} of ${videos} are ${only.name}`,
      );
};
