import { phraseText } from '../keywords/phrase-text.js';
import { median } from '../quantile.js';
import { seededRandom } from '../seeded-random.js';
import { carriersOf, type Placed } from './carriers.js';
import type { NicheChannel, NicheVideo } from './niche-video.js';
import { ranksOf, strengthOf } from './ranks.js';

/** Fewer channels on which a video stands out are the habit of one, or the coincidence of two. */
export const PROVEN_CHANNELS = 3;
/** And its videos have to rank higher on their channels than chance lets them. */
export const PROVEN_STRENGTH = 2.5;
/** One video is an anecdote. */
const FEWEST_OUTLIERS = 2;
/** Two topics that share a word and more than this of their videos that stand out are one. */
const SAME_SHARE = 0.6;
/** How often the videos are dealt anew to see what chance makes of them. */
const DEALS = 20;
const SEED = 7;

/** A phrase of titles that stand out, and how the videos that carry it do. */
export interface Topic<V extends NicheVideo = NicheVideo> {
  readonly topic: string;
  readonly words: readonly string[];
  /** Enough channels, higher ranks than chance, more views than usual: else it was only seen. */
  readonly proven: boolean;
  /** Channels on which a video on it stands out. */
  readonly channels: number;
  /** Videos on it that stand out. */
  readonly outliers: number;
  /** All judged videos on it. */
  readonly videos: number;
  /** Outliers that chance would give it: each channel's share of them, for each of its videos on it. */
  readonly expected: number;
  /** Of all judged videos on it, not only of those that stand out. */
  readonly medianMultiple: number | null;
  /** That divided by the median multiple of all judged videos of the niche. */
  readonly lift: number | null;
  /** How far the videos on it rank above their channels' others, in spreads of chance, each channel one voice. */
  readonly strength: number | null;
  /** The videos on it that stand out, the best first. */
  readonly evidence: readonly Placed<V>[];
}

export interface Topics<V extends NicheVideo = NicheVideo> {
  /** Proven ones first; each by strength. */
  readonly topics: readonly Topic<V>[];
  /** The median multiple of all judged videos. */
  readonly usualMultiple: number | null;
  /** How many topics would be proven if titles were dealt at random among the videos of each channel: the mean of 20 deals. */
  readonly provenByChance: number;
}

/**
 * What the titles of videos that stand out share, with how all videos on it do.
 * @param channels of a niche, each judged by itself
 */
export function topicsOf<V extends NicheVideo>(channels: readonly NicheChannel<V>[]): Topics<V> {
  const niche: Usual<V> = {
    multiple: median(channels.flatMap(({ videos }) => videos.flatMap(({ multiple }) => multiple ?? []))),
    shares: channels.map(({ videos }) => videos.filter(({ high }) => high).length / Math.max(1, videos.length)),
    ranks: new Map(channels.flatMap(({ videos }) => [...ranksOf(videos)])),
  };
  const topics = [...carriersOf(channels, FEWEST_OUTLIERS)].map(([phrase, on]) => topicOf(phrase, on, niche));
  return {
    topics: withoutTwins(topics.toSorted(byStrength)),
    usualMultiple: niche.multiple,
    provenByChance: provenByChance(channels, niche),
  };
}

/** What topics are measured against. */
interface Usual<V> {
  readonly multiple: number | null;
  /** Of each channel's videos that stand out. */
  readonly shares: readonly number[];
  readonly ranks: ReadonlyMap<V, number>;
}

function topicOf<V extends NicheVideo>(phrase: string, on: readonly Placed<V>[], niche: Usual<V>): Topic<V> {
  const high = on.filter(({ video }) => video.high);
  const channels = new Set(high.map(({ channel }) => channel)).size;
  const medianMultiple = median(on.flatMap(({ video }) => video.multiple ?? []));
  const lift = medianMultiple === null || !niche.multiple ? null : medianMultiple / niche.multiple;
  const strength = strengthOf(ranksByChannel(on, niche.ranks));
  const words = phrase.split(' ');
  return {
    topic: phraseText(words),
    words,
    proven: channels >= PROVEN_CHANNELS && (strength ?? 0) >= PROVEN_STRENGTH && (lift ?? 0) > 1,
    channels,
    outliers: high.length,
    videos: on.length,
    expected: on.reduce((sum, { channel }) => sum + (niche.shares[channel] ?? 0), 0),
    medianMultiple,
    lift,
    strength,
    evidence: high.toSorted((a, b) => (b.video.multiple ?? 0) - (a.video.multiple ?? 0)),
  };
}

function ranksByChannel<V extends NicheVideo>(on: readonly Placed<V>[], ranks: ReadonlyMap<V, number>): number[][] {
  const found = new Map<number, number[]>();
  for (const { video, channel } of on) {
    const rank = ranks.get(video);
    if (rank === undefined) continue;
    const own = found.get(channel);
    if (own === undefined) found.set(channel, [rank]);
    else own.push(rank);
  }
  return [...found.values()];
}

function byStrength(a: Topic, b: Topic): number {
  return (
    Number(b.proven) - Number(a.proven) ||
    (b.strength ?? -Infinity) - (a.strength ?? -Infinity) ||
    b.words.length - a.words.length ||
    (a.topic < b.topic ? -1 : 1)
  );
}

/** Of topics that are about the same videos the first alone. */
function withoutTwins<V extends NicheVideo>(topics: readonly Topic<V>[]): readonly Topic<V>[] {
  const kept: { readonly words: ReadonlySet<string>; readonly videos: ReadonlySet<V> }[] = [];
  return topics.filter(({ words, evidence }) => {
    const videos = evidence.map(({ video }) => video);
    const twin = kept.some((one) => {
      const shared = videos.filter((video) => one.videos.has(video)).length;
      return (
        words.some((word) => one.words.has(word)) && shared > SAME_SHARE * Math.min(videos.length, one.videos.size)
      );
    });
    if (!twin) kept.push({ words: new Set(words), videos: new Set(videos) });
    return !twin;
  });
}

/** Within each channel the videos change places under their titles; what is still proven is so by chance. */
function provenByChance<V extends NicheVideo>(channels: readonly NicheChannel<V>[], niche: Usual<V>): number {
  const random = seededRandom(SEED);
  let proven = 0;
  for (let deal = 0; deal < DEALS; deal += 1) {
    const dealt = channels.map(({ videos, phrases }) => ({ videos: shuffled(videos, random), phrases }));
    const topics = [...carriersOf(dealt, FEWEST_OUTLIERS)].map(([phrase, on]) => topicOf(phrase, on, niche));
    proven += withoutTwins(topics.filter((topic) => topic.proven).toSorted(byStrength)).length;
  }
  return proven / DEALS;
}

/** In a random order (Fisher and Yates). */
function shuffled<T>(list: readonly T[], random: () => number): readonly T[] {
  const mixed = [...list];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const [a, b] = [mixed[at], mixed[other]];
    if (a === undefined || b === undefined) continue;
    [mixed[at], mixed[other]] = [b, a];
  }
  return mixed;
}
