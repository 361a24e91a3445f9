import type { NicheChannel, NicheVideo } from './niche-video.js';

/** A judged video and whose it is, by the place of its channel. */
export interface Placed<V extends NicheVideo> {
  readonly video: V;
  readonly channel: number;
}

/** A phrase gives way to a longer one that so many of its videos that stand out hold. */
const MOSTLY = 0.6;

/**
 * The phrases that stand in titles of several videos that stand out, each with all judged videos that carry it. A phrase
 * gives way to a longer one that stands around it in most of them.
 * @param least so many videos that stand out
 */
export function carriersOf<V extends NicheVideo>(
  channels: readonly NicheChannel<V>[],
  least: number,
): ReadonlyMap<string, readonly Placed<V>[]> {
  const high = new Map<string, number>();
  for (const { videos, phrases } of channels) {
    for (const [at, video] of videos.entries()) {
      if (!video.high) continue;
      for (const phrase of phrases[at] ?? []) high.set(phrase, (high.get(phrase) ?? 0) + 1);
    }
  }
  const several = new Map([...high].filter(([, count]) => count >= least));
  const parts = partsAround(several);
  const carriers = new Map<string, Placed<V>[]>();
  for (const phrase of several.keys()) if (!parts.has(phrase)) carriers.set(phrase, []);
  for (const [channel, { videos, phrases }] of channels.entries()) {
    for (const [at, video] of videos.entries()) {
      for (const phrase of phrases[at] ?? []) carriers.get(phrase)?.push({ video, channel });
    }
  }
  return carriers;
}

/** The phrases that give way to a longer one around them. @param counts how often each is there */
export function partsAround(counts: ReadonlyMap<string, number>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [phrase, count] of counts) {
    for (const part of partsOf(phrase)) if (count >= MOSTLY * (counts.get(part) ?? Infinity)) found.add(part);
  }
  return found;
}

/** The phrases that stand inside another. */
function partsOf(phrase: string): readonly string[] {
  const words = phrase.split(' ');
  return words.flatMap((_, start) =>
    words.slice(start).flatMap((__, more) => {
      const part = words.slice(start, start + more + 1);
      return part.length < words.length ? [part.join(' ')] : [];
    }),
  );
}
