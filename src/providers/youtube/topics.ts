import { ageWords } from '../../domain/age-words.js';
import { PAGE_SIZE } from '../../domain/most-pages.js';
import { addCosts, NO_COST, type Cost } from '../../domain/source.js';
import { UNKNOWN_CHANNEL, type Channel } from '../../domain/video.js';
import { CachedAnswers, type Got } from '../http/cached.js';
import { KeyRing } from '../http/key-ring.js';
import type { FoundVideo, FoundVideos, QuotaBucket, TopicRequest, TopicSource } from '../ports.js';
import type { ApiParts } from '../youtube.js';
import { noSuchShape } from './failures.js';
import { AGES } from './questions.js';
import { readFoundPage, readOwners, readSearchPage, type PageOf, type ToldVideo } from './search-answers.js';
import {
  chartParameters,
  figuresParameters,
  ownersParameters,
  searchParameters,
  sendCall,
  type Parameters,
} from './search-client.js';
import { TOPIC_WORDS, withoutFeed } from './topic-words.js';

/** What one search was told, and at what cost. */
interface Told {
  readonly videos: readonly ToldVideo[];
  readonly answers: readonly Pick<Got<unknown>, 'fetchedAt' | 'cached'>[];
}

/**
 * The YouTube Data API as a source of videos on a topic: for every 50 results one search call, one unit for their figures
 * and at most one for their channels, less what is kept.
 */
export function topicSource(parts: ApiParts): TopicSource {
  const keys = new KeyRing(parts.keys, parts.book, parts, TOPIC_WORDS);
  const answers = new CachedAnswers(parts);
  const found = async (
    { signal, onCost }: Pick<TopicRequest, 'signal' | 'onCost'>,
    look: (calls: Calls) => Promise<Told>,
  ): Promise<FoundVideos> => {
    const calls = new Calls(parts, keys, answers, signal, onCost);
    try {
      const told = await look(calls);
      const owners = await calls.owners(told.videos);
      return whole(parts, keys, calls.cost, told, owners);
    } catch (error) {
      throw withoutFeed(error);
    }
  };
  return {
    search: (request) => found(request, (calls) => searched(calls, request)),
    popular: (request) => found(request, (calls) => charted(calls, request.region, request.limit)),
  };
}

/** One question at a time: there is no other whose failure could halt it. */
const NEVER = new AbortController().signal;

/** The calls of one question, understood, kept and counted. */
class Calls {
  cost: Cost = NO_COST;

  constructor(
    private readonly parts: ApiParts,
    private readonly keys: KeyRing<QuotaBucket>,
    private readonly answers: CachedAnswers,
    private readonly signal: AbortSignal | undefined,
    private readonly tell: TopicRequest['onCost'],
  ) {}

  search(parameters: Parameters): Promise<Got<PageOf<string>>> {
    return this.ask('search', parameters, 'the search', AGES.search, readSearchPage);
  }

  videos(parameters: Parameters): Promise<Got<PageOf<ToldVideo>>> {
    return this.ask('videos', parameters, 'the videos that were found', AGES.counts, readFoundPage);
  }

  /** The channels of videos, 50 at a time. */
  async owners(videos: readonly ToldVideo[]): Promise<Got<ReadonlyMap<string, Channel>>[]> {
    const ids = [...new Set(videos.flatMap(({ channelId }) => channelId ?? []))].sort();
    return Promise.all(
      pagesOf(ids).map((page) =>
        this.ask('channels', ownersParameters(page), 'the channels of the videos', AGES.channel, readOwners),
      ),
    );
  }

  private ask<T>(
    operation: 'search' | 'videos' | 'channels',
    parameters: Parameters,
    what: string,
    maxAgeMs: number,
    understand: (answer: unknown) => T,
  ): Promise<Got<T>> {
    const access = { ...this.parts, keys: this.keys, signal: this.signal, halted: NEVER };
    const onCost = (cost: Cost): void => {
      this.cost = addCosts(this.cost, cost);
      this.tell?.(cost);
    };
    return this.answers.ask({
      key: { provider: 'youtube', operation: `topic ${operation}`, arguments: parameters },
      what,
      maxAgeMs,
      send: (etag) => sendCall(access, onCost, operation, parameters, etag),
      read: (body) => understand(parsed(body, what)),
      signal: this.signal,
    });
  }
}

async function searched(calls: Calls, request: TopicRequest): Promise<Told> {
  const ids = new Set<string>();
  const answers: Told['answers'][number][] = [];
  let token: string | null = null;
  // A page may hold fewer than it should; a limit still costs no call more than it was planned with.
  for (let page = 0; page < Math.ceil(request.limit / PAGE_SIZE); page += 1) {
    const got: Got<PageOf<string>> = await calls.search(searchParameters(request, token));
    answers.push(got);
    for (const id of got.value.items) ids.add(id);
    request.onProgress?.(`${request.query}: ${ids.size} videos found`);
    token = got.value.next;
    if (token === null) break;
  }
  const wanted = [...ids].slice(0, request.limit);
  const pages = await Promise.all(pagesOf(wanted).map((page) => calls.videos(figuresParameters(page))));
  const told = new Map(pages.flatMap(({ value }) => value.items).map((one) => [one.video.id, one]));
  const videos = wanted
    .flatMap((id) => told.get(id) ?? [])
    .filter(({ video }) => request.since === null || (video.publishedAt ?? -Infinity) >= request.since);
  return { videos, answers: [...answers, ...pages] };
}

async function charted(calls: Calls, region: string | null, limit: number): Promise<Told> {
  const answers: Got<PageOf<ToldVideo>>[] = [];
  let token: string | null = null;
  for (let page = 0; page < Math.ceil(limit / PAGE_SIZE); page += 1) {
    const got: Got<PageOf<ToldVideo>> = await calls.videos(chartParameters(region, token));
    answers.push(got);
    token = got.value.next;
    if (token === null) break;
  }
  return { videos: answers.flatMap(({ value }) => value.items).slice(0, limit), answers };
}

function whole(
  parts: ApiParts,
  keys: KeyRing<QuotaBucket>,
  cost: Cost,
  { videos, answers }: Told,
  owners: readonly Got<ReadonlyMap<string, Channel>>[],
): FoundVideos {
  const known = new Map(owners.flatMap(({ value }) => [...value]));
  const all = [...answers, ...owners];
  const oldest = all.reduce((least, { fetchedAt }) => Math.min(least, fetchedAt), Infinity);
  const latest = answers.reduce((most, { fetchedAt }) => Math.max(most, fetchedAt), -Infinity);
  return {
    videos: videos.map((told): FoundVideo => {
      const { video, channelId: id, channelTitle: title, thumbnailUrl } = told;
      return { video, channel: known.get(id ?? '') ?? { ...UNKNOWN_CHANNEL, id, title }, thumbnailUrl };
    }),
    source: {
      kind: 'api',
      fetchedAt: new Date(oldest).toISOString(),
      cached: all.every(({ cached }) => cached),
      cost,
    },
    collectedAt: latest,
    notes: [
      ...keys.notes,
      ...(parts.reading === 'offline' ? [`kept answers, the oldest ${ageWords(parts.now() - oldest)} old.`] : []),
    ],
  };
}

function parsed(body: string, what: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw noSuchShape(`list: ${what}`);
  }
}

function pagesOf(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / PAGE_SIZE) }, (_, page) =>
    ids.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE),
  );
}
