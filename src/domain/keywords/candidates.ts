import type { EvidenceVideo } from './keyword-evidence.js';
import { ngramsOf } from './ngrams.js';

/** A phrase of one channel alone is a habit of that channel. */
const FEWEST_CHANNELS = 2;
const MOST = 60;

/**
 * The phrases that videos of several channels share, most channels first, longer ones first among equals; a phrase
 * that never stands without a longer one around it gives way to that. At most 60.
 */
export function phrasesOf(videos: readonly EvidenceVideo[], stop: ReadonlySet<string>): readonly string[] {
  const channels = new Map<string, Set<string>>();
  const times = new Map<string, number>();
  for (const { all, channel } of videos) {
    for (const phrase of ngramsOf(all, stop)) {
      channels.set(phrase, (channels.get(phrase) ?? new Set()).add(channel));
      times.set(phrase, (times.get(phrase) ?? 0) + 1);
    }
  }
  const shared = [...channels].filter(([, of]) => of.size >= FEWEST_CHANNELS).map(([phrase]) => phrase);
  const covered = new Set(
    shared.flatMap((phrase) => partsOf(phrase).filter((part) => times.get(part) === times.get(phrase))),
  );
  const size = (phrase: string) => channels.get(phrase)?.size ?? 0;
  return shared
    .filter((phrase) => !covered.has(phrase))
    .sort((a, b) => size(b) - size(a) || wordCount(b) - wordCount(a) || (a < b ? -1 : 1))
    .slice(0, MOST);
}

/** The phrases that stand inside another. */
function partsOf(phrase: string): string[] {
  const words = phrase.split(' ');
  return words.flatMap((_, start) =>
    words.slice(start).flatMap((__, length) => {
      const part = words.slice(start, start + length + 1);
      return part.length < words.length ? [part.join(' ')] : [];
    }),
  );
}

function wordCount(phrase: string): number {
  return phrase.split(' ').length;
}
