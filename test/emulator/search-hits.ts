import { badParameter } from './google-error.js';
import type { Library } from './library.js';
import { publicVideos, type StoredChannel, type StoredVideo } from './stored-channel.js';

interface Hit {
  readonly channel: StoredChannel;
  readonly video: StoredVideo;
}

/** YouTube hands out no more results of one search, however many it says there are. */
const MOST_HITS = 500;
/** The chart is this long. */
const CHART = 200;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

/**
 * What `search.list` finds: the videos whose title holds every word. By relevance the channels take turns, for no
 * channel fills a page of YouTube's.
 * @throws GoogleError 400
 */
export function searchHits(library: Library, query: URLSearchParams): readonly Hit[] {
  checkSearch(query);
  const words = (query.get('q') ?? '').toLowerCase().split(/\s+/);
  const wanted = query.get('channelId');
  const [after, before] = ['publishedAfter', 'publishedBefore'].map((name) => query.get(name));
  const hits = library.channels
    .filter(({ id }) => wanted === null || wanted === id)
    .flatMap((channel) => publicVideos(channel).map((video, turn) => ({ channel, video, turn })))
    .filter(({ video }) => words.every((word) => video.title.toLowerCase().includes(word)))
    .filter(({ video }) => after == null || video.publishedAt >= Date.parse(after))
    .filter(({ video }) => before == null || video.publishedAt < Date.parse(before))
    .filter(({ video }) => isOfLength(video.durationSeconds, query.get('videoDuration')));
  return ordered(hits, query.get('order') ?? 'relevance').slice(0, MOST_HITS);
}

/** The popular chart of a region: the most viewed videos, in another order in every region. */
export function popularIn(library: Library, query: URLSearchParams): readonly Hit[] {
  const region = checkedRegion(query) ?? 'US';
  const turn = Array.from(region).reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
  const most = library.channels
    .flatMap((channel) => publicVideos(channel).map((video) => ({ channel, video })))
    .sort((a, b) => (b.video.views ?? 0) - (a.video.views ?? 0))
    .slice(0, CHART);
  return [...most.slice(turn % CHART), ...most.slice(0, turn % CHART)];
}

function ordered(hits: readonly (Hit & { readonly turn: number })[], order: string): readonly Hit[] {
  const rating = ({ likes, views }: StoredVideo): number => (likes ?? 0) / Math.max(1, views ?? 0);
  switch (order) {
    case 'date':
      return hits.toSorted((a, b) => b.video.publishedAt - a.video.publishedAt);
    case 'viewCount':
      return hits.toSorted((a, b) => (b.video.views ?? 0) - (a.video.views ?? 0));
    case 'rating':
      return hits.toSorted((a, b) => rating(b.video) - rating(a.video));
    case 'title':
      return hits.toSorted((a, b) => (a.video.title < b.video.title ? -1 : 1));
    default:
      return hits.toSorted((a, b) => a.turn - b.turn);
  }
}

function isOfLength(seconds: number, wanted: string | null): boolean {
  switch (wanted) {
    case 'short':
      return seconds < 240;
    case 'medium':
      return seconds >= 240 && seconds <= 1200;
    case 'long':
      return seconds > 1200;
    case null:
    default:
      return true;
  }
}

/** What the types of the parameters do not say. */
function checkSearch(query: URLSearchParams): void {
  for (const name of ['publishedAfter', 'publishedBefore']) {
    const given = query.get(name);
    if (given !== null && !INSTANT.test(given))
      throw badParameter(name, `Invalid value at '${name}' (Timestamp), "${given}"`);
  }
  checkedRegion(query);
  const language = query.get('relevanceLanguage');
  if (language !== null && !/^[a-z]{2}(-[A-Za-z]{2,4})?$/.test(language)) {
    throw badParameter('relevanceLanguage', 'The request specifies an invalid relevance language.');
  }
  const narrowed = [...query.keys()].find((name) => /^video[A-Z]/.test(name));
  if (narrowed !== undefined && query.get('type') !== 'video') {
    throw badParameter(narrowed, 'Request contains an invalid argument: the filter needs type=video.');
  }
}

function checkedRegion(query: URLSearchParams): string | null {
  const region = query.get('regionCode');
  if (region !== null && !/^[A-Z]{2}$/.test(region)) {
    throw badParameter('regionCode', 'The request specifies an invalid region code.');
  }
  return region;
}
