import { DateTime } from 'luxon';
import { isBareDay } from '../days-only.js';
import type { Listed } from '../listed.js';
import { finish } from '../steps.js';
import type { Video } from '../video.js';
import type { Comparable } from './comparable.js';
import { localResiduals } from './local-baseline.js';
import { FEWEST_OF_FORMAT } from './robust-verdict.js';

export const SLOT_HOURS = 3;
/** Fewer uploads than this make no slot. */
const FEWEST_IN_SLOT = 3;
/**
 * How many uploads at the usual level each slot is thought to have beside its own: on one half of the real channels the
 * fewest that make what a slot promises better than nothing in nine of ten draws of them (`npm run bench:predict`).
 */
export const DRAWN_TO_NONE = 160;
/** A single wonder or dud counts as 20 times at most. */
const MOST = Math.log(20);
/** A normal distribution has four fifths within so many standard deviations. */
const FOUR_FIFTHS = 1.2816;

/** Three hours of a weekday, in the time zone asked about. */
export interface Slot {
  /** 1 is Monday. */
  readonly weekday: number;
  /** 0, 3, … 21. */
  readonly fromHour: number;
  readonly uploads: number;
  /** Those of them that could be compared with the uploads around them. */
  readonly n: number;
  /** Expected factor on the views, at the age of each, drawn towards 1; null with fewer than three to compare. */
  readonly lift: number | null;
  /** The 80 % interval of it. */
  readonly low: number | null;
  readonly high: number | null;
}

/** When a channel publishes, and whether some times do better. */
export interface Schedule {
  /** Of the uploads that were looked at. */
  readonly uploads: number;
  /** `days` when the source tells days without hours, `none` without a slot of three, else whether an interval leaves 1.00 out. */
  readonly verdict: 'tells' | 'cannot tell' | 'none' | 'days';
  /** With three uploads or more, the most used first: that is habit, not advice. */
  readonly slots: readonly Slot[];
}

interface Filled {
  uploads: number;
  readonly lifts: number[];
}

/**
 * When the uploads came, and what those of each slot had more than the uploads around them.
 * @param groups those of `videos` that can be compared
 * @param timeZone an IANA name
 */
export function scheduleOf(videos: Listed<Video>, groups: readonly Comparable[], timeZone: string): Schedule {
  const lifts = liftsOf(groups);
  const filled = new Map<number, Filled>();
  let [place, uploads, hours] = [-1, 0, false];
  for (const { publishedAt } of videos) {
    place += 1;
    if (publishedAt === null) continue;
    uploads += 1;
    hours ||= !isBareDay(publishedAt);
    const { weekday, hour } = DateTime.fromMillis(publishedAt, { zone: timeZone });
    const key = weekday * 24 + hour - (hour % SLOT_HOURS);
    const slot = filled.get(key) ?? { uploads: 0, lifts: [] };
    filled.set(key, slot);
    slot.uploads += 1;
    const lift = lifts.get(place);
    if (lift !== undefined) slot.lifts.push(lift);
  }
  if (uploads > 0 && !hours) return { uploads, verdict: 'days', slots: [] };
  const spread = Math.sqrt([...lifts.values()].reduce((sum, lift) => sum + lift ** 2, 0) / lifts.size);
  const slots = [...filled]
    .filter(([, slot]) => slot.uploads >= FEWEST_IN_SLOT)
    .map(([key, slot]) => slotOf(key, slot, spread))
    .sort((a, b) => b.uploads - a.uploads || a.weekday - b.weekday || a.fromHour - b.fromHour);
  const verdict = slots.length === 0 ? 'none' : slots.some(tells) ? 'tells' : 'cannot tell';
  return { uploads, verdict, slots };
}

/** Whether a slot is better or worse than the others beyond chance, also as people read the interval: with two decimals. */
export function tells({ low, high }: Slot): boolean {
  return low !== null && high !== null && (Number(low.toFixed(2)) > 1 || Number(high.toFixed(2)) < 1);
}

function slotOf(key: number, { uploads, lifts }: Filled, spread: number): Slot {
  const n = lifts.length;
  const place = { weekday: Math.floor(key / 24), fromHour: key % 24, uploads, n };
  if (n < FEWEST_IN_SLOT) return { ...place, lift: null, low: null, high: null };
  const lift = lifts.reduce((sum, one) => sum + one, 0) / (n + DRAWN_TO_NONE);
  const off = (FOUR_FIFTHS * spread) / Math.sqrt(n + DRAWN_TO_NONE);
  return { ...place, lift: Math.exp(lift), low: Math.exp(lift - off), high: Math.exp(lift + off) };
}

/** By place what each video has more than the uploads around it, and than the mean of its format, as a logarithm. */
function liftsOf(groups: readonly Comparable[]): Map<number, number> {
  const lifts = new Map<number, number>();
  for (const { levels, places } of groups) {
    if (levels.length < FEWEST_OF_FORMAT) continue;
    const residuals = finish(localResiduals(levels)).map((residual) => Math.min(MOST, Math.max(-MOST, residual)));
    const mean = residuals.reduce((sum, residual) => sum + residual, 0) / residuals.length;
    for (const [rank, place] of places.entries()) lifts.set(place, (residuals[rank] ?? 0) - mean);
  }
  return lifts;
}
