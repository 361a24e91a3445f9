import type { Hint } from '../../domain/niche/candidates.js';
import { partsAround } from '../../domain/niche/carriers.js';
import { TitlePhrases } from '../../domain/niche/title-phrases.js';
import type { SeenVideos } from '../../providers/ports.js';
import type { Found } from './niche-parts.js';

/** The seeds' commonest phrases that are looked for, and the videos looked at of each. */
const PHRASES = 8;
const VIDEOS = 50;
/** A channel that shares fewer phrases, or in fewer videos, shares a word and no niche. */
const LEAST_PHRASES = 2;
const LEAST_VIDEOS = 2;
/** A phrase of fewer videos of the seeds is none of theirs. */
const LEAST_TIMES = 3;

/** The channels among the videos seen before whose titles and tags hold several of the seeds' commonest phrases. */
export function seenHints(seen: SeenVideos, seeds: readonly Found[]): readonly Hint[] {
  const byChannel = new Map<string, { readonly phrases: Set<string>; readonly videos: Set<string> }>();
  for (const query of commonPhrases(seeds)) {
    const wish = { query, limit: VIDEOS, order: 'relevance', since: null, duration: 'any', minViews: null } as const;
    for (const { channelId, videoId } of seen.search(wish)) {
      if (channelId === null) continue;
      const known = byChannel.get(channelId) ?? { phrases: new Set(), videos: new Set() };
      known.phrases.add(query);
      known.videos.add(videoId);
      byChannel.set(channelId, known);
    }
  }
  return [...byChannel]
    .filter(([, { phrases, videos }]) => phrases.size >= LEAST_PHRASES && videos.size >= LEAST_VIDEOS)
    .map(([value, { videos }]) => ({
      ref: { kind: 'id', value, given: value },
      reason: { how: 'seen', by: null, videos: videos.size },
    }));
}

function commonPhrases(seeds: readonly Found[]): readonly string[] {
  const all = seeds.map(({ videos: { channel, videos } }) => ({
    names: [channel.title, channel.handle].filter((name) => name !== null),
    titles: [...videos].flatMap(({ title }) => title ?? []),
  }));
  const phrases = new TitlePhrases(all);
  const times = new Map<string, number>();
  for (const titles of all) {
    for (const found of phrases.of(titles)) {
      for (const phrase of found) times.set(phrase, (times.get(phrase) ?? 0) + 1);
    }
  }
  const parts = partsAround(times);
  return [...times]
    .filter(([phrase, count]) => count >= LEAST_TIMES && !parts.has(phrase))
    .toSorted(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    .slice(0, PHRASES)
    .map(([phrase]) => phrase);
}
