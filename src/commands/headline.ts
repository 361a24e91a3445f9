import { day } from '../domain/figures.js';
import type { Source } from '../domain/source.js';
import { usdWords } from '../domain/usd-words.js';
import type { ResultHead } from '../tools/result.js';

/** A count and its thing, in the plural unless it is one. */
export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** One line of what was looked at: channel, sample, source and what it cost, day. */
export function headline(head: ResultHead, timeZone: string, things: 'videos' | 'uploads' = 'videos'): string {
  const { channel, sample, source, asOf } = head;
  const name = channel.title ?? channel.handle ?? channel.id;
  const words = [...(name === null ? [] : [name]), looked(head, things), sourceWords(source), day(asOf, timeZone)];
  const { deleted, private: hidden, upcoming, afterAsOf, undated } = sample.skipped;
  const left = [
    ...(deleted > 0 ? [`${deleted} deleted`] : []),
    ...(hidden > 0 ? [`${hidden} private`] : []),
    ...(upcoming > 0 ? [`${upcoming} upcoming`] : []),
    ...(undated > 0 ? [`${undated} without a date`] : []),
    ...(afterAsOf > 0 ? [`${afterAsOf} newer than that day`] : []),
  ];
  return [...words, ...(left.length > 0 ? [`left out: ${left.join(', ')}`] : [])].join(' · ');
}

function looked({ sample: { videos, total }, source }: ResultHead, things: 'videos' | 'uploads'): string {
  const one = things.slice(0, -1);
  if (total !== null && total > videos) return `newest ${videos} of ${plural(total, one, things)}`;
  return source.kind === 'feed' ? `newest ${plural(videos, one, things)}` : plural(videos, one, things);
}

/** The source and what it cost: `api, 1 search, 2 units, 1 model call, $0.0021`. A model is paid also beside a cache. */
export function sourceWords({ kind, cached, cost }: Source): string {
  const { searches, units, modelCalls, usd } = cost;
  return [
    kind,
    ...(cached ? ['from cache'] : []),
    ...(searches > 0 && !cached ? [plural(searches, 'search', 'searches')] : []),
    ...(units > 0 && !cached ? [plural(units, 'unit')] : []),
    ...(modelCalls > 0 ? [plural(modelCalls, 'model call')] : []),
    ...(usd > 0 ? [usdWords(usd)] : []),
  ].join(', ');
}

/** What to know of videos with too many hashtags, if there are any. */
export function spamLines({ spamMarked }: { readonly spamMarked: number }): string[] {
  const have = spamMarked === 1 ? 'has' : 'have';
  return spamMarked === 0
    ? []
    : [`${plural(spamMarked, 'video')} ${have} more than 60 hashtags: YouTube ignores them all.`];
}
