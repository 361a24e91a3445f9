import { likest, traitsOf, type Likeness } from '../domain/likeness/likeness.js';
import type { MetVideo, SeenVideo } from '../domain/seen-video.js';
import { addCosts, NO_COST, type Cost, type Source } from '../domain/source.js';
import { asFailure, Failure } from '../errors.js';
import type { FoundVideo, Picture, SeenVideos, TopicSource } from '../providers/ports.js';
import type { TextModel } from '../providers/ports/text-model.js';
import type { PictureViewer } from '../providers/ports/picture-viewer.js';
import { CostTally } from './cost-tally.js';
import { seenInPicture } from './picture-tags.js';
import { SCHEMA_VERSION } from './result.js';

/** Pictures that are fetched at the same time. */
const AT_ONCE = 6;
/** Tags that make a search. */
const TAGS_SEARCHED = 4;
/** Results of that search. */
const SEARCHED = 50;

export interface SimilarParts {
  readonly viewer: PictureViewer;
  readonly seen: SeenVideos;
  /** Null: nothing is searched on YouTube. */
  readonly model: TextModel | null;
  readonly topics: TopicSource | null;
  readonly now: () => number;
  readonly note: (sentence: string) => void;
  readonly onProgress: (text: string) => void;
  readonly signal: AbortSignal;
}

export interface SimilarWish {
  /** As it was named. */
  readonly image: string;
  readonly picture: Picture;
  readonly limit: number;
  /** How many pictures of videos not looked at yet may be fetched; 0 for none. */
  readonly mostFetched: number;
}

/** A video whose picture is like the one asked about. */
export interface SimilarVideo extends Likeness {
  readonly videoId: string;
  readonly title: string | null;
  readonly url: string;
  readonly thumbnailUrl: string | null;
  readonly channelTitle: string | null;
  readonly views: number | null;
  /** ISO 8601 UTC. */
  readonly publishedAt: string | null;
  /** Whether it was met before, or found by a search for the picture's tags. */
  readonly via: 'index' | 'search';
}

export interface SimilarResult {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly source: Source;
  /** ISO 8601 UTC. */
  readonly asOf: string;
  readonly image: string;
  /** Tags that were searched for; empty when there was no search. */
  readonly tags: readonly string[];
  /** How many videos are known, of how many of them the picture, and how many pictures were fetched for this. */
  readonly index: { readonly videos: number; readonly pictures: number; readonly fetched: number };
  readonly thumbnails: readonly SimilarVideo[];
}

/**
 * Finds videos whose pictures are like one: among those met before, and among those that a search for what a model sees in
 * it finds. A model or search that fails leaves the index alone, said in a note.
 * @throws Failure `too-little-data` when no picture is known, `interrupted`
 */
export async function similarThumbnails(parts: SimilarParts, wish: SimilarWish): Promise<SimilarResult> {
  const { viewer, seen, now } = parts;
  const traits = traitsOf((await viewer.lookAt(wish.picture)).pixels);
  const found = await searched(parts, wish.picture);
  const fetched = await learn(parts, wish.mostFetched, found.fresh);
  const pictures = seen.pictures();
  if (pictures.length === 0) {
    throw new Failure(
      'too-little-data',
      'no thumbnail has been seen yet to compare with',
      'fill the index: insight thumbnails index @channel, or insight thumbnails search TOPIC',
    );
  }
  const best = likest(traits, pictures, wish.limit);
  const videos = new Map(seen.byIds(best.map(({ picture }) => picture.videoId)).map((one) => [one.videoId, one]));
  const counted = seen.count();
  const at = new Date(now()).toISOString();
  return {
    schemaVersion: SCHEMA_VERSION,
    source: {
      kind: found.tags.length > 0 ? 'mixed' : 'index',
      fetchedAt: at,
      cached: false,
      cost: addCosts(found.cost, { ...NO_COST, requests: viewer.requests() }),
    },
    asOf: at,
    image: wish.image,
    tags: found.tags,
    index: { ...counted, fetched },
    thumbnails: best.flatMap(({ picture, ...likeness }) => {
      const video = videos.get(picture.videoId);
      return video === undefined ? [] : [described(video, likeness, found.fresh.has(video.videoId))];
    }),
  };
}

function described(video: SeenVideo, likeness: Likeness, isFresh: boolean): SimilarVideo {
  const { videoId, title, thumbnailUrl, channelTitle, views, publishedAt } = video;
  return {
    videoId,
    title,
    url: `https://www.youtube.com/watch?v=${videoId}`,
    thumbnailUrl,
    channelTitle,
    views,
    publishedAt: publishedAt === null ? null : new Date(publishedAt).toISOString(),
    via: isFresh ? 'search' : 'index',
    ...likeness,
  };
}

interface Searched {
  readonly tags: readonly string[];
  /** Ids that nobody had met before this search. */
  readonly fresh: ReadonlySet<string>;
  readonly cost: Cost;
}

/** What a search for the tags of a picture finds goes into the index, like that of any search. */
async function searched(parts: SimilarParts, picture: Picture): Promise<Searched> {
  const { model, topics, viewer, seen, now, note, onProgress, signal } = parts;
  const tally = new CostTally();
  if (model === null || topics === null) return { tags: [], fresh: new Set(), cost: NO_COST };
  try {
    const notice = { meter: tally, onProgress, signal };
    const { tags } = await seenInPicture(model, await viewer.smaller(picture), notice);
    const { videos } = await topics.search({
      query: tags.slice(0, TAGS_SEARCHED).join(' '),
      limit: SEARCHED,
      order: 'relevance',
      since: null,
      duration: 'any',
      region: null,
      language: null,
      onProgress,
      onCost: tally.onCost,
      signal,
    });
    const ids = videos.flatMap(({ video }) => video.id ?? []);
    const known = new Set(seen.byIds(ids).map(({ videoId }) => videoId));
    seen.remember(videos.flatMap((one) => met(one, now())));
    return { tags, fresh: new Set(ids.filter((id) => !known.has(id))), cost: tally.cost };
  } catch (error) {
    const failure = asFailure(error);
    if (!(error instanceof Failure) || failure.kind === 'interrupted') throw error;
    note(`only the index was searched: ${failure.message}.`);
    return { tags: [], fresh: new Set(), cost: tally.cost };
  }
}

function met({ video, channel, thumbnailUrl }: FoundVideo, seenAt: number): MetVideo[] {
  const { id: videoId, title, tags, publishedAt, views, likes, comments, durationSeconds } = video;
  if (videoId === null) return [];
  const facts = { title, tags, publishedAt, views, likes, comments, durationSeconds, thumbnailUrl, seenAt };
  return [{ videoId, ...facts, channelId: channel.id, channelTitle: channel.title, handle: channel.handle }];
}

/** Looks at the pictures of videos that nobody has looked at yet, and keeps what they look like. @returns how many */
async function learn(
  { viewer, seen, onProgress, note }: SimilarParts,
  most: number,
  fresh: ReadonlySet<string>,
): Promise<number> {
  const ids = [
    ...new Set([...(most === 0 ? [] : fresh), ...seen.withoutPicture(most).map(({ videoId }) => videoId)]),
  ].slice(0, most);
  const { default: pLimit } = await import('p-limit');
  const inTurn = pLimit(AT_ONCE);
  let [done, failed] = [0, 0];
  const one = async (videoId: string): Promise<void> => {
    try {
      const picture = await viewer.thumbnail(videoId);
      if (picture === null) return;
      seen.learnPicture(videoId, traitsOf((await viewer.lookAt(picture)).pixels));
      done += 1;
      onProgress(`thumbnails: ${done} of ${ids.length}`);
    } catch (error) {
      if (!(error instanceof Failure) || error.kind === 'interrupted') throw error;
      failed += 1;
    }
  };
  await Promise.all(ids.map((id) => inTurn(() => one(id))));
  if (failed > 0) note(`${failed} of ${ids.length} thumbnails could not be fetched.`);
  return done;
}
