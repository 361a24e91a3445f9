import { count, decimal, percent } from '../domain/figures.js';
import type { GrowthBasis } from '../domain/robust/growth-curve.js';
import type { NextViews } from '../domain/robust/next-views.js';
import type { Outlook } from '../domain/robust/outlook.js';
import { tells, type Schedule } from '../domain/robust/schedule.js';
import { slotWords } from '../domain/robust/slot-words.js';
import { growthWords } from './growth-words.js';

/** Slots that are shown. */
const SHOWN = 3;
const NAMES = { long: 'long', short: 'Shorts', live: 'live' } as const;

/** What the next uploads may expect and when they may come, as lines under a heading of their own. */
export function outlookLines({ predictions, schedule, growth }: Outlook & { readonly growth: GrowthBasis }): string[] {
  const next = predictions.flatMap((one) => [
    `${one.format === null ? 'unknown format' : NAMES[one.format]}, n ${one.n}: views by age, with 80 % intervals`,
    expectedWords(one),
    testWords(one),
  ]);
  const own = growthWords(growth);
  if (next.length > 0 && own !== '') next.push(own);
  return [
    ...headed('Next', next.length > 0 ? next : ['fewer than 8 uploads of each format: nothing to go by']),
    ...headed('When', whenWords(schedule)),
  ];
}

const headed = (heading: string, lines: readonly string[]) =>
  lines.map((line, at) => `  ${(at === 0 ? heading : '').padEnd(9)}${line}`);

function expectedWords({ expected }: NextViews): string {
  return expected
    .map(({ afterDays, views, low, high }) => `${afterDays} d: ${count(views)} (${count(low)}–${count(high)})`)
    .join(' · ');
}

/** Errors as factors, since that is how views differ. */
function testWords({ backTest }: NextViews): string {
  if (backTest === null) return 'too few to test the level on earlier ones';
  const { n, error, naiveError, naiveBetter, held } = backTest;
  const off = (log: number) => `${decimal(Math.exp(log), 1)}×`;
  const naive = `mean × 1.1 ${naiveBetter ? 'better, ' : ''}by ${off(naiveError)}`;
  return `level tested on ${n}: ${percent(held)} held, off by ${off(error)}; ${naive}`;
}

function whenWords({ verdict, slots }: Schedule): string[] {
  if (verdict === 'days') return ['the source tells days without hours: no slots'];
  if (verdict === 'none') return ['no three hours of a weekday had three uploads: no slots'];
  const habit = `habit: ${slots
    .slice(0, SHOWN)
    .map((slot) => `${slotWords(slot)} (${slot.uploads})`)
    .join(', ')}`;
  if (verdict === 'cannot tell') return ['the data cannot tell whether a slot does better', habit];
  const telling = slots
    .filter(tells)
    .sort((a, b) => (b.lift ?? 0) - (a.lift ?? 0))
    .map((slot) => {
      const { lift, low, high, n } = slot;
      return `${slotWords(slot)}: expected ${decimal(lift, 2)}× the views (80 %: ${decimal(low, 2)}–${decimal(high, 2)}, n ${n})`;
    });
  return [...telling.slice(0, SHOWN), habit];
}
