import { ageDays, viewsPerDay } from '../age.js';
import { median } from '../quantile.js';
import type { Channel, Video } from '../video.js';
import { holds, type Tokeniser, type Tokens } from './tokens.js';

/** A video as evidence: its words, once for its title alone and once for all that is read of it. */
export interface EvidenceVideo {
  readonly title: Tokens;
  readonly all: Tokens;
  /** Who published it: its id, or whatever tells it from others; evidence of one channel is one opinion. */
  readonly channel: string;
  readonly subscribers: number | null;
  readonly viewsPerDay: number | null;
  readonly ageDays: number | null;
}

/** Of a description only the beginning is read: after it come links, and what a channel writes under every video. */
const DESCRIPTION_READ = 500;

/** A video that a search found, as evidence. @param asOf milliseconds */
export function evidenceOf(
  { video, channel }: { readonly video: Video; readonly channel: Channel },
  tokeniser: Tokeniser,
  asOf: number,
): EvidenceVideo {
  const days = ageDays(video.publishedAt, asOf);
  return {
    title: tokeniser.tokens([video.title ?? '']),
    all: tokeniser.tokens([video.title ?? '', ...video.tags, (video.description ?? '').slice(0, DESCRIPTION_READ)]),
    channel: channel.id ?? channel.title ?? video.id ?? '',
    subscribers: channel.subscribers,
    viewsPerDay: viewsPerDay(video.views, days),
    ageDays: days,
  };
}

/** The videos that carry a phrase in title, tags or the beginning of the description. */
export function carrying(videos: readonly EvidenceVideo[], words: readonly string[]): readonly EvidenceVideo[] {
  return videos.filter(({ all }) => holds(all, words));
}

/** How many channels videos are of. */
export function channelsOf(videos: readonly EvidenceVideo[]): number {
  return new Set(videos.map(({ channel }) => channel)).size;
}

/** Median views per day; null when none of them has any. */
export function medianVelocity(videos: readonly EvidenceVideo[]): number | null {
  return median(videos.map((video) => video.viewsPerDay).filter((value) => value !== null));
}
