import { PAGE_SIZE } from '../domain/most-pages.js';
import { MOST_TRIES } from '../domain/most-tries.js';
import type { PlannedCost } from '../domain/planned-cost.js';
import { NO_COST } from '../domain/source.js';

/** What is asked of YouTube and of others about topics. */
export interface TopicPlan {
  /** Videos looked at in each search, one entry a search. */
  readonly searches: readonly number[];
  /** Videos looked at in the popular chart; 0 for none. */
  readonly chart: number;
  /** Lists of completions. */
  readonly suggestions: number;
  readonly keysKnown: number;
}

/**
 * What topics cost: for every 50 videos one search call, a unit for their figures and a unit for their channels. At most:
 * every call of YouTube's is refused by each key after three tries.
 */
export function planTopics(plan: TopicPlan): { readonly usual: PlannedCost; readonly atMost: PlannedCost } {
  const { suggestions, keysKnown } = plan;
  const pages = (videos: number): number => Math.ceil(videos / PAGE_SIZE);
  const searches = plan.searches.reduce((sum, videos) => sum + pages(videos), 0);
  // Each page of results has its figures and its channels; a chart's page is its figures.
  const units = 2 * (searches + pages(plan.chart));
  const tries = MOST_TRIES * Math.max(1, keysKnown);
  return {
    usual: { ...NO_COST, requests: searches + units + suggestions, units, searches },
    atMost: {
      ...NO_COST,
      requests: (searches + units) * tries + suggestions * MOST_TRIES,
      units: units * tries,
      searches: searches * tries,
    },
  };
}
