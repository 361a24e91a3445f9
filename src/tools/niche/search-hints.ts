import type { Hint } from '../../domain/niche/candidates.js';
import { asFailure } from '../../errors.js';
import type { TopicSource } from '../../providers/ports.js';
import type { NicheParts } from './niche-parts.js';

/** Results that are looked at: those of one search call. */
export const SEARCHED = 50;

/** The channels of the videos that a search finds. A search that fails is said, and costs no seed. @throws Failure `interrupted` */
export async function searchHints(
  { tally, note, onProgress, signal }: NicheParts,
  topics: TopicSource,
  query: string,
  since: number | null,
): Promise<readonly Hint[]> {
  const request = { query, limit: SEARCHED, order: 'relevance', since, duration: 'any' } as const;
  try {
    const { videos } = await topics.search({
      ...request,
      region: null,
      language: null,
      onProgress,
      onCost: tally.onCost,
      signal,
    });
    const counts = new Map<string, number>();
    for (const { channel } of videos)
      if (channel.id !== null) counts.set(channel.id, (counts.get(channel.id) ?? 0) + 1);
    return Array.from(counts, ([value, count]) => ({
      ref: { kind: 'id', value, given: value },
      reason: { how: 'search', by: query, videos: count },
    }));
  } catch (error) {
    const failure = asFailure(error);
    if (failure.kind === 'interrupted' || failure.kind === 'unexpected') throw error;
    note(`The search for "${query}" found nothing, because it failed: ${failure.message}`);
    return [];
  }
}
