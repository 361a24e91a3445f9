import { ageDays, viewsPerDay } from './age.js';
import { engagementRate } from './engagement.js';
import { hashtagKey, hashtagsIn } from './hashtags.js';
import { medianWithout } from './median-without.js';
import { publishedBy } from './published-by.js';
import { median } from './quantile.js';
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
  /** Videos with so many hashtags that YouTube ignores them all; counted here all the same. */
  readonly spamMarked: number;
  /** Commonest first; equally common ones by median views, then by name. */
  readonly hashtags: readonly HashtagFigures[];
}

interface Measured {
  readonly video: Video;
  readonly velocity: number | null;
  /** Place among the sorted velocities of all videos. */
  readonly rank: number;
}

interface Use {
  readonly spellings: Map<string, number>;
  readonly by: Measured[];
}

/** All rows of one id are one video, and the last row counts; rows without an id are videos of their own. */
function oncePerId(videos: readonly Video[]): Video[] {
  const kept = new Map<string | Video, Video>();
  for (const video of videos) kept.set(video.id ?? video, video);
  return [...kept.values()];
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

const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null);

function lift(velocities: readonly number[], tagged: readonly Measured[]): number | null {
  const inside = tagged.filter(({ velocity }) => velocity !== null);
  if (inside.length < FEWEST_ON_A_SIDE || velocities.length - inside.length < FEWEST_ON_A_SIDE) return null;
  const withTag = median(known(inside.map(({ velocity }) => velocity)));
  const without = medianWithout(
    velocities,
    inside.map(({ rank }) => rank),
  );
  return withTag === null || without === null || without === 0 ? null : withTag / without;
}

/** Every video with its velocity and that velocity's place among the others. */
function measure(videos: readonly Video[], asOf: number): { measured: Measured[]; velocities: number[] } {
  const moving: { video: Video; velocity: number }[] = [];
  const measured: Measured[] = [];
  for (const video of videos) {
    const velocity = viewsPerDay(video.views, ageDays(video.publishedAt, asOf));
    if (velocity === null) measured.push({ video, velocity, rank: -1 });
    else moving.push({ video, velocity });
  }
  moving.sort((a, b) => a.velocity - b.velocity);
  moving.forEach(({ video, velocity }, rank) => measured.push({ video, velocity, rank }));
  return { measured, velocities: moving.map(({ velocity }) => velocity) };
}

/**
 * Counts the hashtags in titles and descriptions, each once per video, and what the videos with them come to.
 * Videos from after `asOf` (milliseconds) are left out. More than 60 hashtags means 60 as written, repeats included.
 */
export function hashtagReport(videos: Listed<Video>, asOf: number): HashtagReport {
  const { measured, velocities } = measure(oncePerId(publishedBy(videos, asOf)), asOf);
  const uses = new Map<string, Use>();
  let tagged = 0;
  let spamMarked = 0;
  for (const one of measured) {
    const written = [...hashtagsIn(one.video.title ?? ''), ...hashtagsIn(one.video.description ?? '')];
    if (written.length > 0) tagged += 1;
    if (written.length > SPAM_ABOVE) spamMarked += 1;
    for (const spelling of new Set(written)) {
      const key = hashtagKey(spelling);
      const use = uses.get(key) ?? { spellings: new Map<string, number>(), by: [] };
      uses.set(key, use);
      use.spellings.set(spelling, (use.spellings.get(spelling) ?? 0) + 1);
      if (use.by.at(-1) !== one) use.by.push(one);
    }
  }
  const hashtags = Array.from(uses.values(), ({ spellings, by }): HashtagFigures => ({
    tag: `#${commonest(spellings)}`,
    source: 'videos',
    videos: by.length,
    share: by.length / measured.length,
    medianViews: median(known(by.map(({ video }) => video.views))),
    medianViewsPerDay: median(known(by.map(({ velocity }) => velocity))),
    engagementRate: median(known(by.map(({ video }) => engagementRate(video)))),
    lift: lift(velocities, by),
  }));
  hashtags.sort(
    (a, b) => b.videos - a.videos || (b.medianViews ?? -1) - (a.medianViews ?? -1) || byCodeUnit(a.tag, b.tag),
  );
  return { videos: measured.length, tagged, spamMarked, hashtags };
}
