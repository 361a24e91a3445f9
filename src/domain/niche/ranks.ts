import type { NicheVideo } from './niche-video.js';

/**
 * Where each video stands among those of its channel by its multiple: above 0 in the upper half, from −0.5 to 0.5, equals in
 * their middle. A share, so that a giant counts no more than any best video. Those without a multiple are left out.
 * @param videos of one channel
 */
export function ranksOf<V extends NicheVideo>(videos: readonly V[]): ReadonlyMap<V, number> {
  const known = videos.flatMap((video) => (video.multiple === null ? [] : [{ video, multiple: video.multiple }]));
  known.sort((a, b) => a.multiple - b.multiple);
  const ranks = new Map<V, number>();
  for (let from = 0; from < known.length;) {
    let to = from;
    while (to < known.length && known[to]?.multiple === known[from]?.multiple) to += 1;
    const rank = (from + to) / 2 / known.length - 0.5;
    for (const { video } of known.slice(from, to)) ranks.set(video, rank);
    from = to;
  }
  return ranks;
}

/** The variance of a share that may be anything between −0.5 and 0.5. */
const VARIANCE = 1 / 12;

/**
 * How far ranks lie above what chance gives, in its spreads: for each channel the sum over the root of its variance, then
 * all channels together, each as one voice however many videos it has (Stouffer). Above 2.5 is rare by chance.
 * @param byChannel the ranks of the videos on a topic, a list for each channel that has some
 */
export function strengthOf(byChannel: readonly (readonly number[])[]): number | null {
  const voices = byChannel.filter((ranks) => ranks.length > 0);
  if (voices.length === 0) return null;
  const each = voices.map((ranks) => ranks.reduce((sum, rank) => sum + rank, 0) / Math.sqrt(ranks.length * VARIANCE));
  return each.reduce((sum, one) => sum + one, 0) / Math.sqrt(each.length);
}
