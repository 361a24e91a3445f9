import { ageDays } from '../age.js';
import { formatOf, type Format } from '../format.js';
import { isoInstant } from '../iso-instant.js';
import { newFrom, type Figures, type KeptLook, type KeptVideo } from './look.js';
import { atSameAge, type Track } from './same-age.js';

const HOUR_MS = 3_600_000;
/** YouTube itself counts on only now and then: less than that apart two looks tell no speed. */
const LEAST_HOURS = 1;

/** A video of the newest look, and how it grew. */
export interface WatchedVideo extends Figures {
  readonly id: string | null;
  readonly title: string | null;
  readonly url: string | null;
  /** ISO 8601, UTC. */
  readonly publishedAt: string | null;
  /** At the newest look. */
  readonly ageDays: number | null;
  readonly format: Format | null;
  /** In how many looks it has views. */
  readonly looks: number;
  /** Views since its look before, an hour ago or longer; null without one. */
  readonly gained: number | null;
  /** How long ago that was. */
  readonly hours: number | null;
  readonly viewsPerHour: number | null;
  /** By views per hour, 1 the fastest; null where these are not known. */
  readonly rank: number | null;
  /** Its views over the median of those that others of its format had at its age; null where too few are known. */
  readonly multipleAtAge: number | null;
  readonly othersAtAge: number;
  /** Published since the look before. */
  readonly new: boolean;
}

/** How much was gained between two looks, by the videos that have views in both. */
export interface Gain {
  /** ISO 8601, UTC: the earlier look. */
  readonly since: string;
  readonly hours: number;
  readonly videos: number;
  /** Null when no video is in both. */
  readonly views: number | null;
}

/** What the looks at a channel come to. */
export interface ChannelGrowth {
  readonly looks: number;
  /** ISO 8601, UTC; null without a look. */
  readonly firstAt: string | null;
  readonly newestAt: string | null;
  /** Null with one look. */
  readonly sinceFirst: Gain | null;
  readonly sinceLast: Gain | null;
  /** Of the newest look, by rank; what has none comes last, the newest first. */
  readonly videos: readonly WatchedVideo[];
}

/** What the looks at a channel come to, in one pass through them. @param looks in the order of time */
export function showChannel(videos: readonly KeptVideo[], looks: Iterable<KeptLook>): ChannelGrowth {
  const tracks = new Map<number, { at: number[]; views: number[] }>();
  let [count, first, before, newest]: [number, KeptLook | null, KeptLook | null, KeptLook | null] = [
    0,
    null,
    null,
    null,
  ];
  for (const look of looks) {
    count += 1;
    first ??= look;
    [before, newest] = [newest, look];
    for (const [number, { views }] of look.figures) {
      if (views === null) continue;
      const track = tracks.get(number) ?? { at: [], views: [] };
      tracks.set(number, track);
      track.at.push(look.at);
      track.views.push(views);
    }
  }
  if (newest === null || first === null) {
    return { looks: 0, firstAt: null, newestAt: null, sinceFirst: null, sinceLast: null, videos: [] };
  }
  const reach = before === null ? null : reachOf(before, videos);
  const shown = videos.flatMap((video) => {
    const figures = newest.figures.get(video.number);
    if (figures === undefined) return [];
    const isNew =
      reach !== null && (video.publishedAt ?? -Infinity) > reach && !wasThere(tracks.get(video.number), newest.at);
    return [watched(video, figures, newest.at, isNew, tracks, videos)];
  });
  return {
    looks: count,
    firstAt: isoInstant(first.at),
    newestAt: isoInstant(newest.at),
    sinceFirst: count === 1 ? null : gain(first, newest),
    sinceLast: before === null ? null : gain(before, newest),
    videos: ranked(shown),
  };
}

/** What is published later is new: as the store tells it when a look is kept. */
function reachOf(before: KeptLook, videos: readonly KeptVideo[]): number {
  const dates = videos.flatMap(({ number, publishedAt }) => (before.figures.has(number) ? (publishedAt ?? []) : []));
  return newFrom(before.at, dates);
}

function wasThere(track: Track | undefined, newest: number): boolean {
  return (track?.at[0] ?? newest) < newest;
}

function watched(
  video: KeptVideo,
  figures: Figures,
  asOf: number,
  isNew: boolean,
  tracks: ReadonlyMap<number, Track>,
  all: readonly KeptVideo[],
): WatchedVideo {
  const { id, title, publishedAt } = video;
  const { format } = formatOf(video);
  const days = ageDays(publishedAt, asOf);
  const track = tracks.get(video.number) ?? { at: [], views: [] };
  const { gained, hours } = step(track, figures.views, asOf);
  const others = all.flatMap((other) => {
    const its = tracks.get(other.number);
    if (other === video || its === undefined || other.publishedAt === null || formatOf(other).format !== format)
      return [];
    return [{ publishedAt: other.publishedAt, track: its }];
  });
  const { multiple, n } =
    figures.views === null || days === null ? { multiple: null, n: 0 } : atSameAge(figures.views, days, others);
  return {
    id,
    title,
    url: id === null ? null : `https://www.youtube.com/watch?v=${id}`,
    publishedAt: publishedAt === null ? null : isoInstant(publishedAt),
    ageDays: days,
    format,
    ...figures,
    looks: track.at.length,
    gained,
    hours,
    viewsPerHour: gained === null || hours === null ? null : gained / hours,
    rank: null,
    multipleAtAge: multiple,
    othersAtAge: n,
    new: isNew,
  };
}

/** What a video gained since the newest of its looks that is an hour old. */
function step({ at, views }: Track, now: number | null, asOf: number): Pick<WatchedVideo, 'gained' | 'hours'> {
  const place = at.findLastIndex((each) => asOf - each >= LEAST_HOURS * HOUR_MS);
  const [then, before] = [at[place], views[place]];
  if (now === null || then === undefined || before === undefined) return { gained: null, hours: null };
  return { gained: now - before, hours: (asOf - then) / HOUR_MS };
}

function gain(earlier: KeptLook, later: KeptLook): Gain {
  let [views, videos] = [0, 0];
  for (const [number, { views: now }] of later.figures) {
    const before = earlier.figures.get(number)?.views ?? null;
    if (now === null || before === null) continue;
    views += now - before;
    videos += 1;
  }
  const hours = (later.at - earlier.at) / HOUR_MS;
  return { since: isoInstant(earlier.at), hours, videos, views: videos === 0 ? null : views };
}

function ranked(videos: readonly WatchedVideo[]): readonly WatchedVideo[] {
  const age = ({ ageDays: days }: WatchedVideo) => days ?? Infinity;
  const byAge = (a: WatchedVideo, b: WatchedVideo) => (age(a) === age(b) ? 0 : age(a) - age(b));
  const speed = ({ viewsPerHour }: WatchedVideo) => viewsPerHour ?? -Infinity;
  const order = videos.toSorted((a, b) => (speed(a) === speed(b) ? byAge(a, b) : speed(b) - speed(a)));
  // As fast as another is the same rank.
  return order.map((video) =>
    video.viewsPerHour === null
      ? video
      : { ...video, rank: 1 + order.findIndex(({ viewsPerHour }) => viewsPerHour === video.viewsPerHour) },
  );
}
