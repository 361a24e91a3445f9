import { PAGE_SIZE } from '../../domain/most-pages.js';
import { NO_COST, type Cost } from '../../domain/source.js';
import type { Sent } from '../http/cached.js';
import { parsedObject } from '../http/parsed-json.js';
import type { QuotaBucket, TopicRequest } from '../ports.js';
import { keyedAnswer, type YoutubeAccess } from './client.js';
import { youtubeFailure } from './failures.js';
import { FOUND_FIELDS, OWNER_FIELDS, SEARCH_FIELDS } from './search-answers.js';

/** Parameters of one call, in the order in which they are sent. */
export type Parameters = Readonly<Record<string, string>>;

/** Told what each try costs, before it is sent: a search call comes out of an allowance of its own. */
export type OnCost = (cost: Cost) => void;

const COSTS: Readonly<Record<'search' | 'units', Cost>> = {
  search: { ...NO_COST, requests: 1, searches: 1 },
  units: { ...NO_COST, requests: 1, units: 1 },
};

const ORDERS = { relevance: 'relevance', date: 'date', views: 'viewCount', rating: 'rating' } as const;
const DAY_MS = 86_400_000;
const VIDEO_PARTS = 'snippet,contentDetails,statistics,liveStreamingDetails';

/**
 * What `search.list` is asked for a topic. The date is that of the day before: "the last 30 days" then means the same for a
 * whole day, and the answer can be kept; who asks drops what is too old.
 */
export function searchParameters(request: TopicRequest, pageToken: string | null): Parameters {
  const { query, order, since, duration, region, language } = request;
  return {
    part: 'id',
    type: 'video',
    q: query,
    maxResults: String(PAGE_SIZE),
    order: ORDERS[order],
    ...(since === null ? {} : { publishedAfter: new Date(Math.floor(since / DAY_MS) * DAY_MS).toISOString() }),
    ...(duration === 'any' ? {} : { videoDuration: duration }),
    ...(region === null ? {} : { regionCode: region }),
    ...(language === null ? {} : { relevanceLanguage: language }),
    ...(pageToken === null ? {} : { pageToken }),
    fields: SEARCH_FIELDS,
  };
}

/** What `videos.list` is asked for the figures of some videos. */
export function figuresParameters(ids: readonly string[]): Parameters {
  return { part: VIDEO_PARTS, id: ids.join(), maxResults: String(PAGE_SIZE), fields: FOUND_FIELDS };
}

/** What `videos.list` is asked for the popular chart. */
export function chartParameters(region: string | null, pageToken: string | null): Parameters {
  return {
    part: VIDEO_PARTS,
    chart: 'mostPopular',
    maxResults: String(PAGE_SIZE),
    ...(region === null ? {} : { regionCode: region }),
    ...(pageToken === null ? {} : { pageToken }),
    fields: FOUND_FIELDS,
  };
}

/** What `channels.list` is asked for the channels of some videos. */
export function ownersParameters(ids: readonly string[]): Parameters {
  return { part: 'snippet,statistics', id: ids.join(), maxResults: String(PAGE_SIZE), fields: OWNER_FIELDS };
}

/**
 * Sends one call of the Data API by our own path, without the SDK: a URL of a few parameters needs none, and a run that
 * only searches starts without loading it.
 * @throws Failure `key`, `quota`, `provider`, `interrupted`
 */
export async function sendCall(
  access: Omit<YoutubeAccess, 'onTry'>,
  onCost: OnCost,
  operation: 'search' | 'videos' | 'channels' | 'channelSections',
  parameters: Parameters,
  etag: string | null,
): Promise<Sent | null> {
  const bucket: QuotaBucket & keyof typeof COSTS = operation === 'search' ? 'search' : 'units';
  const root = access.baseUrl.replace(/\/+$/, '');
  const url = new URL(`${root}/youtube/v3/${operation}?${new URLSearchParams(parameters).toString()}`);
  const onTry = (): void => {
    onCost(COSTS[bucket]);
  };
  const { status, headers, body } = await keyedAnswer({ ...access, onTry }, bucket, url, etag, access.signal);
  if (status === 304) return null;
  if (status !== 200) throw youtubeFailure(status, parsedObject(body));
  return { body, etag: headers.get('etag') };
}
