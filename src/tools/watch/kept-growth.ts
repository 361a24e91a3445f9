import type { Growth } from '../../domain/robust/growth-curve.js';
import type { SeenTwice } from '../../domain/robust/growth-pairs.js';
import { keptPairs, spacedTimes } from '../../domain/robust/kept-pairs.js';
import { evenly, ownGrowth } from '../../domain/robust/own-growth.js';
import type { VideoLooks } from '../../providers/ports/video-looks.js';

/** Looks of a channel that are read: a quarter of a year of weeks, and only their figures cost time. */
const LOOKS_OF_CHANNEL = 13;
/** Times of looks among which they are chosen. */
const NEWEST_TIMES = 2400;
/** Pairs of one channel that count: nobody's growth is to be that of one giant. */
const PAIRS_OF_CHANNEL = 300;
/** Figures that are read in all, some hundredths of a second. */
const FIGURES_READ = 60_000;

/**
 * The growth that the kept looks at all channels tell, the last ones first; the published one where they are too few. What
 * is damaged is left out.
 * @throws Failure `unexpected`
 */
export function keptGrowth(looks: VideoLooks): Growth {
  const pairs: SeenTwice[] = [];
  let read = 0;
  const seenAgain = looks.channels().filter((channel) => channel.looks > 1);
  for (const { name } of seenAgain.sort((a, b) => b.newestAt - a.newestAt)) {
    const chosen = spacedTimes(looks.newestTimes(name, NEWEST_TIMES), LOOKS_OF_CHANNEL);
    if (chosen.length < 2) continue;
    const kept = chosen.flatMap((at) => [...looks.looks(name, { since: at, until: at + 1 }, () => undefined)]);
    pairs.push(...evenly(keptPairs(looks.videos(name), kept), PAIRS_OF_CHANNEL));
    for (const { figures } of kept) read += figures.size;
    if (read >= FIGURES_READ) break;
  }
  return ownGrowth(pairs);
}
