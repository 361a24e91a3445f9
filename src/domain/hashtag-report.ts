import { ageDays, viewsPerDay } from './age.js';
import { engagementRate } from './engagement.js';
import { hashtagKey, hashtagsIn } from './hashtags.js';
import { IdIndex } from './id-index.js';
import { medianWithout } from './median-without.js';
import { NumberList } from './number-list.js';
import { medianOfSorted } from './quantile.js';
import { STEP, type Steps } from './steps.js';
import type { Listed } from './listed.js';
import type { Video } from './video.js';

/** YouTube ignores the hashtags of a video that has more than these. */
const SPAM_ABOVE = 60;
/** Fewer videos with, or without, a hashtag than this show no lift. */
const FEWEST_ON_A_SIDE = 3;

/** What the videos with one hashtag come to; figures are null when none of those videos has them. */
export interface HashtagFigures {
  /** With its `#`, in the commonest spelling. */
  readonly tag: string;
  readonly source: 'videos';
  readonly videos: number;
  /** Of all videos looked at, a fraction. */
  readonly share: number;
  readonly medianViews: number | null;
  readonly medianViewsPerDay: number | null;
  /** The median, a fraction. */
  readonly engagementRate: number | null;
  /** Median views per day with the hashtag / without it. */
  readonly lift: number | null;
}

export interface HashtagReport {
  /** How many videos were looked at, and how many of them have a hashtag. */
  readonly videos: number;
  readonly tagged: number;
  /** Videos left out because they are from after the instant asked about. */
  readonly afterAsOf: number;
  /** Videos with so many hashtags that YouTube ignores them all; counted here all the same. */
  readonly spamMarked: number;
  /** Commonest first; equally common ones by median views, then by name. */
  readonly hashtags: readonly HashtagFigures[];
}

interface Use {
  readonly spellings: Map<string, number>;
  /** Places of the videos with it. */
  readonly by: number[];
}

function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Among equally common spellings the first in code unit order, so that the order of videos does not matter. */
function commonest(spellings: ReadonlyMap<string, number>): string {
  const [first] = [...spellings].sort(([a, times], [b, others]) => others - times || byCodeUnit(a, b));
  return first?.[0] ?? '';
}

/** What the videos at some places say, in ascending order; null is left out. */
function sortedFigures(
  videos: Listed<Video>,
  places: readonly number[],
  figure: (video: Video) => number | null,
): Float64Array {
  const found = new NumberList();
  for (const place of places) {
    const video = videos.at(place);
    const value = video === undefined ? null : figure(video);
    if (value !== null) found.add(value);
  }
  return found.sorted();
}

/** Median views per day with the hashtag / without it, from those of all videos and those with it, both ascending. */
function lift(all: Float64Array, tagged: Float64Array): number | null {
  if (tagged.length < FEWEST_ON_A_SIDE || all.length - tagged.length < FEWEST_ON_A_SIDE) return null;
  const withTag = medianOfSorted(tagged);
  const without = medianWithout(all, tagged);
  return withTag === null || without === null || without === 0 ? null : withTag / without;
}

interface Gathered extends Pick<HashtagReport, 'videos' | 'afterAsOf' | 'tagged' | 'spamMarked'> {
  /** By what makes spellings one hashtag. */
  readonly uses: ReadonlyMap<string, Use>;
  /** Views per day of all videos looked at, ascending. */
  readonly velocities: Float64Array;
}

/** Looks at each video once. All rows of one id are one, and the last row counts; a row without an id is its own video. */
function* gather(videos: Listed<Video>, asOf: number): Steps<Gathered> {
  const velocities = new NumberList();
  const ids = new IdIndex((place) => videos.at(place)?.id ?? null);
  const uses = new Map<string, Use>();
  let [looked, afterAsOf, tagged, spamMarked] = [0, 0, 0, 0];
  // Backwards, so that the last row of an id is met first.
  for (let place = videos.length - 1; place >= 0; place -= 1) {
    if (place % STEP === 0) yield;
    const video = videos.at(place);
    if (video === undefined) continue;
    const { id, publishedAt } = video;
    if (publishedAt !== null && publishedAt > asOf) {
      afterAsOf += 1;
      continue;
    }
    if (id !== null) {
      if (ids.find(id) !== -1) continue;
      ids.add(id, place);
    }
    looked += 1;
    const velocity = velocityOf(video, asOf);
    if (velocity !== null) velocities.add(velocity);
    const written = [...hashtagsIn(video.title ?? ''), ...hashtagsIn(video.description ?? '')];
    if (written.length > 0) tagged += 1;
    if (written.length > SPAM_ABOVE) spamMarked += 1;
    for (const spelling of new Set(written)) {
      const key = hashtagKey(spelling);
      const use = uses.get(key) ?? { spellings: new Map<string, number>(), by: [] };
      uses.set(key, use);
      use.spellings.set(spelling, (use.spellings.get(spelling) ?? 0) + 1);
      if (use.by.at(-1) !== place) use.by.push(place);
    }
  }
  return { videos: looked, afterAsOf, tagged, spamMarked, uses, velocities: velocities.sorted() };
}

/**
 * Counts the hashtags in titles and descriptions, each once per video, and what the videos with them come to.
 * Videos from after `asOf` (milliseconds) are left out. More than 60 hashtags means 60 as written, repeats included.
 */
export function* hashtagReport(videos: Listed<Video>, asOf: number): Steps<HashtagReport> {
  const { uses, velocities, ...counts } = yield* gather(videos, asOf);
  const hashtags: HashtagFigures[] = [];
  let read = 0;
  for (const { spellings, by } of uses.values()) {
    const figures = (figure: (video: Video) => number | null) => sortedFigures(videos, by, figure);
    const moving = figures((video) => velocityOf(video, asOf));
    hashtags.push({
      tag: `#${commonest(spellings)}`,
      source: 'videos',
      videos: by.length,
      share: by.length / counts.videos,
      medianViews: medianOfSorted(figures((video) => video.views)),
      medianViewsPerDay: medianOfSorted(moving),
      engagementRate: medianOfSorted(figures(engagementRate)),
      lift: lift(velocities, moving),
    });
    read += by.length;
    if (read < STEP) continue;
    read = 0;
    yield;
  }
  hashtags.sort(
    (a, b) => b.videos - a.videos || (b.medianViews ?? -1) - (a.medianViews ?? -1) || byCodeUnit(a.tag, b.tag),
  );
  return { ...counts, hashtags };
}

function velocityOf({ views, publishedAt }: Video, asOf: number): number | null {
  return viewsPerDay(views, ageDays(publishedAt, asOf));
}
