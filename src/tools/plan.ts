import type { ChannelRef } from '../domain/channel-ref.js';
import { mostPages, PAGE_SIZE } from '../domain/most-pages.js';
import { MOST_TRIES } from '../domain/most-tries.js';
import type { PlannedCost } from '../domain/planned-cost.js';
import { NO_COST } from '../domain/source.js';
import type { VideoRequest } from '../providers/ports.js';

/** What looking at videos will cost. */
export interface VideoPlan {
  /** When nothing is kept, nothing fails and no upload among those looked at is dead: then it is exactly this. */
  readonly usual: PlannedCost;
  /** Never more than this, whatever fails. */
  readonly atMost: PlannedCost;
}

export interface PlannedQuestion extends Pick<VideoRequest, 'limit' | 'until'> {
  readonly source: 'api' | 'feed' | 'file';
  readonly subjects: readonly Pick<ChannelRef, 'kind'>[];
  /** How many keys there are for the API: each may be refused before the next is tried. */
  readonly keysKnown: number;
}

/** Requests that find a channel, by how it is named: a custom name may be a handle or a user name, a video has an owner. */
const API_LOOKUPS = { id: 1, handle: 1, username: 1, custom: 2, video: 2 } as const;
const API_LEAST = { id: 1, handle: 1, username: 1, custom: 1, video: 2 } as const;
/** Requests that read a feed: itself, before it the page that tells the id of a handle, and oEmbed for a video. */
const FEED_REQUESTS = { id: 1, username: 1, handle: 2, custom: 2, video: 3 } as const;

/**
 * Plans the cost of looking at videos, without asking anyone. The API takes one request to find a channel (two for a
 * video or some custom names) and two for every 50 videos, each of one unit. Each request may need three tries with
 * each key. Without a limit, or back to an `until`, the number of pages is not known: null.
 */
export function planVideos({ subjects, limit, until, source, keysKnown }: PlannedQuestion): VideoPlan {
  const sum = (requests: (subject: Pick<ChannelRef, 'kind'>) => number): number =>
    subjects.reduce((total, subject) => total + requests(subject), 0);
  switch (source) {
    case 'file':
      return { usual: NO_COST, atMost: NO_COST };
    case 'feed': {
      const requests = sum(({ kind }) => FEED_REQUESTS[kind]);
      return { usual: { ...NO_COST, requests }, atMost: { ...NO_COST, requests: requests * MOST_TRIES } };
    }
    case 'api': {
      if (limit === null || until !== null) {
        const unknown = { ...NO_COST, requests: null, units: null };
        return { usual: unknown, atMost: unknown };
      }
      const usual = sum(({ kind }) => API_LEAST[kind] + 2 * Math.ceil(limit / PAGE_SIZE));
      const atMost = sum(({ kind }) => API_LOOKUPS[kind] + 2 * mostPages(limit)) * MOST_TRIES * Math.max(1, keysKnown);
      return {
        usual: { ...NO_COST, requests: usual, units: usual },
        atMost: { ...NO_COST, requests: atMost, units: atMost },
      };
    }
  }
}
