import type { ChannelRef } from '../channel-ref.js';
import type { Listed } from '../listed.js';
import type { Channel, Video } from '../video.js';
import { channelsIn, refName } from './channels-in.js';

/** Why a channel is looked at beside the seeds. */
export interface Reason {
  readonly how: 'mentioned' | 'featured' | 'search' | 'seen';
  /** The seed that names it, or the topic of the search; null for the index of videos seen before. */
  readonly by: string | null;
  /** Videos that name it, or videos of its own that were found; null for a featured one. */
  readonly videos: number | null;
}

/** A channel that may belong to the niche, and all that speaks for it. */
export interface Candidate {
  readonly ref: ChannelRef;
  readonly reasons: readonly Reason[];
}

/** A seed whose videos are read. */
export interface Seed {
  readonly channel: Channel;
  /** As it was named. */
  readonly given: string;
  readonly videos: Listed<Video>;
}

/** One reason for one channel. */
export interface Hint {
  readonly ref: ChannelRef;
  readonly reason: Reason;
}

/** Who is named in the titles and descriptions of a seed's videos; not the seed itself. */
export function mentionsOf({ channel, given, videos }: Seed): readonly Hint[] {
  const times = new Map<string, { readonly ref: ChannelRef; videos: number }>();
  for (const { title, description } of videos) {
    for (const ref of channelsIn(`${title ?? ''}\n${description ?? ''}`)) {
      if (isOf(ref, channel)) continue;
      const known = times.get(refName(ref)) ?? { ref, videos: 0 };
      known.videos += 1;
      times.set(refName(ref), known);
    }
  }
  const by = channel.handle ?? channel.title ?? given;
  return [...times.values()].map(({ ref, videos: count }) => ({
    ref,
    reason: { how: 'mentioned', by, videos: count },
  }));
}

/** Whether a reference names a channel, as far as that can be told without asking. */
export function isOf({ kind, value }: Pick<ChannelRef, 'kind' | 'value'>, { id, handle }: Channel): boolean {
  return kind === 'id' ? value === id : kind === 'handle' && value.toLowerCase() === handle?.toLowerCase();
}

const ORDER = ['featured', 'mentioned', 'search', 'seen'] as const;

/**
 * The channels that hints name, each once with all its reasons: those that most seeds name come first, then the featured
 * ones, then those named in most videos.
 */
export function candidatesOf(hints: readonly Hint[], seeds: readonly Channel[]): readonly Candidate[] {
  const all = new Map<string, { readonly ref: ChannelRef; readonly reasons: Reason[] }>();
  for (const { ref, reason } of hints) {
    if (seeds.some((seed) => isOf(ref, seed))) continue;
    const known = all.get(refName(ref)) ?? { ref, reasons: [] };
    known.reasons.push(reason);
    all.set(refName(ref), known);
  }
  const best = ({ reasons }: Candidate) => Math.min(...reasons.map(({ how }) => ORDER.indexOf(how)));
  const videos = ({ reasons }: Candidate) => reasons.reduce((sum, reason) => sum + (reason.videos ?? 0), 0);
  return [...all.values()].toSorted(
    (a, b) =>
      namedBy(b) - namedBy(a) ||
      best(a) - best(b) ||
      videos(b) - videos(a) ||
      (refName(a.ref) < refName(b.ref) ? -1 : 1),
  );
}

function namedBy({ reasons }: Candidate): number {
  const seeds = reasons.filter(({ how }) => how === 'featured' || how === 'mentioned');
  return new Set(seeds.map(({ by }) => by)).size;
}

/** Reasons in words: "featured by @x; mentioned in 4 videos of @y". */
export function whyWords(reasons: readonly Reason[]): string {
  return reasons.map(reasonWords).join('; ');
}

function reasonWords({ how, by, videos }: Reason): string {
  const count = `${videos ?? 0} ${videos === 1 ? 'video' : 'videos'}`;
  switch (how) {
    case 'mentioned':
      return `mentioned in ${count} of ${by ?? ''}`;
    case 'featured':
      return `featured by ${by ?? ''}`;
    case 'search':
      return `${count} in the search for "${by ?? ''}"`;
    case 'seen':
      return `${count} seen before with the words of the seeds`;
  }
}
