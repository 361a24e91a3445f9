import { judge, type AnalysedVideo, type JudgedVideos } from '../analysis.js';
import type { Format } from '../format.js';
import { LazyList, type Listed } from '../listed.js';
import { sortInSteps } from '../sort-in-steps.js';
import type { Steps } from '../steps.js';
import type { Video } from '../video.js';
import { comparableByFormat } from './comparable.js';
import type { GrowthCurves } from './growth-curve.js';
import { judgeGroup, type JudgedGroup, type UsualViews } from './judged-group.js';
import { SETTLED_DAYS, type Tier } from './robust-verdict.js';

/** A video as the JSON of `outliers --method robust` carries it: `multiple` and `outlier` are those of this method. */
export interface RobustVideo extends AnalysedVideo {
  /** How many usual spreads its views lie above the usual; null where that cannot be told. */
  readonly z: number | null;
  readonly tier: Tier | null;
  /** Too young for a verdict that stays; null without one. */
  readonly provisional: boolean | null;
  readonly usual: UsualViews;
}

export interface FormatSummary {
  readonly format: Format | null;
  /** With views, a date, and old enough to be compared. */
  readonly videos: number;
  readonly tooFew: boolean;
  /** A usual deviation, as a factor: 2.3 is between 2.3 times and 1 / 2.3 of the usual; null with too few. */
  readonly spread: number | null;
}

export interface RobustSummary {
  /** How many were looked at. */
  readonly videos: number;
  /** High outliers. */
  readonly high: number;
  /** Low ones. */
  readonly low: number;
  /** Of the high and low ones. */
  readonly strong: number;
  /** Likewise: too young for a verdict that stays. */
  readonly provisional: number;
  /** Of every format there are too few. */
  readonly tooFew: boolean;
  /** Of the formats that there are, the commonest first. */
  readonly formats: readonly FormatSummary[];
}

export interface RobustAnalysis {
  /** High outliers first, low ones behind the usual, each by z; last what has no verdict, as it came. */
  readonly videos: Listed<RobustVideo>;
  readonly summary: RobustSummary;
}

/**
 * Judges the videos of one subject by how far each lies from the uploads around it: by format, as logarithms, each at the
 * level that it will reach if it grows as videos usually do. Videos published after `asOf` are left out.
 * @param asOf milliseconds that ages are counted to
 * @param curves left out, the published ones
 */
export function* analyseRobustly(videos: Listed<Video>, asOf: number, curves?: GrowthCurves): Steps<RobustAnalysis> {
  const judged = yield* judge(videos, asOf);
  const column = () => new Float64Array(videos.length).fill(-Infinity);
  const [sides, zs] = [column(), column()];
  // By place in which of the groups, counted from 1, and where in it.
  const [groupOf, rankOf] = [new Uint8Array(videos.length), new Uint32Array(videos.length)];
  const groups: JudgedGroup[] = [];
  const counts = { high: 0, low: 0, strong: 0, provisional: 0 };
  for (const comparable of yield* comparableByFormat(videos, asOf, curves)) {
    const group = yield* judgeGroup(comparable);
    groups.push(group);
    for (const [rank, place] of comparable.places.entries()) {
      groupOf[place] = groups.length;
      rankOf[place] = rank;
      const z = group.z(rank);
      if (z === null) continue;
      const { outlier, tier } = group.verdict(rank);
      // Minus nothing is no key to sort by.
      zs[place] = z + 0;
      sides[place] = outlier === null ? 0 : outlier === 'high' ? 1 : -1;
      if (outlier === null) continue;
      counts[outlier] += 1;
      if (tier === 'strong') counts.strong += 1;
      if ((comparable.ages[rank] ?? 0) < SETTLED_DAYS) counts.provisional += 1;
    }
    yield;
  }
  const order = yield* sortInSteps(judged.places, sides, zs);
  return {
    videos: new LazyList(order.length, (index) => {
      const place = order[index] ?? -1;
      return described(judged.describe(place), groups[(groupOf[place] ?? 0) - 1], rankOf[place] ?? 0);
    }),
    summary: summaryOf(judged, groups, counts),
  };
}

const NOTHING_USUAL: UsualViews = { views: null, p25: null, p75: null, n: null };

function described(video: AnalysedVideo, group: JudgedGroup | undefined, rank: number): RobustVideo {
  const z = group?.z(rank) ?? null;
  if (group === undefined || z === null) {
    return { ...video, multiple: null, outlier: null, z: null, tier: null, provisional: null, usual: NOTHING_USUAL };
  }
  const { outlier, tier } = group.verdict(rank);
  const provisional = (video.ageDays ?? 0) < SETTLED_DAYS;
  return { ...video, multiple: group.multiple(rank), outlier, z, tier, provisional, usual: group.usual(rank) };
}

function summaryOf(
  judged: JudgedVideos,
  groups: readonly JudgedGroup[],
  counts: Pick<RobustSummary, 'high' | 'low' | 'strong' | 'provisional'>,
): RobustSummary {
  const formats = groups
    .map(({ comparable: { format, places }, spread }) => ({
      format,
      videos: places.length,
      tooFew: spread === null,
      spread: spread === null ? null : Math.exp(spread.scale),
    }))
    .sort((a, b) => b.videos - a.videos);
  return { videos: judged.places.length, ...counts, tooFew: formats.every(({ tooFew }) => tooFew), formats };
}
