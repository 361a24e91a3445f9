import type { ChannelRef } from '../../domain/channel-ref.js';
import { MOST_TRIES } from '../../domain/most-tries.js';
import type { PlannedCost, SubjectPlan } from '../../domain/planned-cost.js';
import { addCosts, NO_COST, type Cost } from '../../domain/source.js';
import { FOUND_REQUESTS } from './find-niche.js';

export interface SweepPlanQuestion {
  readonly source: 'api' | 'feed' | 'file';
  readonly seeds: readonly Pick<ChannelRef, 'kind' | 'given'>[];
  /** Channels at most, the seeds among them. */
  readonly most: number;
  readonly search: string | null;
  readonly keysKnown: number;
}

/** Units that find a seed, by how it is named; then a page of uploads, their videos, and what it shows on its page. */
const LOOKUPS = { id: 1, handle: 1, username: 1, custom: 2, video: 2 } as const;
const BEYOND_LOOKUP = 3;
/** Requests that read a feed: itself, before it the page that tells the id of a handle, and oEmbed for a video. */
const FEED_REQUESTS = { id: 1, username: 1, handle: 2, custom: 2, video: 3 } as const;
/** One search call, and two units for the figures and the channels of what it finds. */
const SEARCH: Cost = { ...NO_COST, requests: 3, units: 2, searches: 1 };

/**
 * What a sweep costs: `usual` when as many channels are found as are wanted, `atMost` when every request is sent as often
 * as it may be, with every key.
 */
export function planSweep({ source, seeds, most, search, keysKnown }: SweepPlanQuestion): {
  readonly usual: PlannedCost;
  readonly atMost: PlannedCost;
  readonly subjects: readonly SubjectPlan[];
} {
  if (source === 'file') return { usual: NO_COST, atMost: NO_COST, subjects: [] };
  const slots = Math.max(0, most - seeds.length);
  const cost = (requests: number): Cost => ({ ...NO_COST, requests, units: source === 'api' ? requests : 0 });
  const tries = MOST_TRIES * (source === 'api' ? Math.max(1, keysKnown) : 1);
  const atWorst = (one: Cost): Cost => ({
    ...one,
    requests: one.requests * tries,
    units: one.units * tries,
    searches: one.searches * tries,
  });
  const seedCost = ({ kind }: Pick<ChannelRef, 'kind'>) =>
    cost(source === 'api' ? LOOKUPS[kind] + BEYOND_LOOKUP : FEED_REQUESTS[kind]);
  const searched =
    search === null || source === 'feed' ? [] : [{ subject: `search for "${search}"`, ...atWorst(SEARCH) }];
  const price = FOUND_REQUESTS[source];
  const good = cost(slots * price.good);
  const found = cost(slots * price.most);
  const subjects = [
    ...seeds.map((seed) => ({ subject: seed.given, ...atWorst(seedCost(seed)) })),
    ...(slots === 0 ? [] : [{ subject: `up to ${slots} that appear with them`, ...atWorst(found) }]),
    ...searched,
  ];
  const all = (costs: readonly Cost[]) => costs.reduce(addCosts, NO_COST);
  return {
    usual: all([...seeds.map(seedCost), good, ...(searched.length > 0 ? [SEARCH] : [])]),
    atMost: all(subjects),
    subjects,
  };
}
