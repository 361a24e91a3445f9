import { likest, traitsOf, type Likeness } from '../domain/likeness/likeness.js';
import type { PictureTraits, SeenVideo } from '../domain/seen-video.js';
import { addCosts, NO_COST, type Source } from '../domain/source.js';
import { Failure } from '../errors.js';
import type { Picture, SeenVideos, TopicSource } from '../providers/ports.js';
import type { TextModel } from '../providers/ports/text-model.js';
import type { PictureViewer } from '../providers/ports/picture-viewer.js';
import type { CostTally } from './cost-tally.js';
import { seenInPicture, type SeenInPicture } from './picture-tags.js';
import { SCHEMA_VERSION } from './result.js';
import { metVideos } from './thumbnail-index.js';

/** Pictures that are fetched at the same time. */
const AT_ONCE = 6;
/** Tags that make a search. */
export const TAGS_SEARCHED = 4;
/** Results of that search. */
export const SEARCHED = 50;

export interface SimilarParts {
  readonly viewer: PictureViewer;
  readonly seen: SeenVideos;
  /** Null: nothing is searched on YouTube. */
  readonly model: TextModel | null;
  readonly topics: TopicSource | null;
  /** Takes what the model and the search cost. */
  readonly tally: CostTally;
  /** Told what the model saw, before anything else can go wrong: it is paid for. */
  readonly onSeen: (seen: SeenInPicture) => Promise<void>;
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
  readonly id: string;
  readonly title: string | null;
  readonly url: string;
  readonly thumbnailUrl: string | null;
  readonly channel: { readonly title: string | null };
  readonly views: number | null;
  /** ISO 8601 UTC. */
  readonly publishedAt: string | null;
  /** ISO 8601 UTC: when its views were read. */
  readonly seenAt: string;
  /** Whether it was met before, or found by a search for the picture's tags. */
  readonly via: 'index' | 'search';
}

export interface SimilarResult {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly source: Source;
  /** ISO 8601 UTC. */
  readonly asOf: string;
  readonly image: string;
  /** What a model sees in the picture, the first four searched for; empty when there was no search. */
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
  const { fetched, failure } = await learn(parts, wish.mostFetched, found.fresh);
  const pictures = seen.pictures();
  const counted = seen.count();
  if (pictures.length === 0) throw failure ?? nothingKnown(counted.videos);
  const best = likest(traits, pictures, wish.limit);
  const videos = new Map(seen.byIds(best.map(({ picture }) => picture.videoId)).map((one) => [one.videoId, one]));
  const cost = addCosts(parts.tally.cost, { ...NO_COST, requests: viewer.requests() });
  const oldest = [...videos.values()].reduce((least, { seenAt }) => Math.min(least, seenAt), now());
  return {
    schemaVersion: SCHEMA_VERSION,
    source: {
      kind: found.tags.length > 0 ? 'mixed' : 'index',
      fetchedAt: new Date(oldest).toISOString(),
      cached: cost.requests === 0,
      cost,
    },
    asOf: new Date(now()).toISOString(),
    image: wish.image,
    tags: found.tags,
    index: { ...counted, fetched },
    thumbnails: best.flatMap(({ picture, ...likeness }) => {
      const video = videos.get(picture.videoId);
      return video === undefined ? [] : [described(video, likeness, found.fresh.has(video.videoId))];
    }),
  };
}

function nothingKnown(videos: number): Failure {
  return videos === 0
    ? new Failure(
        'too-little-data',
        'no thumbnail has been seen yet to compare with',
        'fill the index: insight thumbnails index @channel, or insight thumbnails search TOPIC',
      )
    : new Failure(
        'too-little-data',
        `none of the pictures of the ${videos} videos in the index is known yet`,
        'they are fetched without --offline and with --pictures above 0; try again when there is a network',
      );
}

function described(video: SeenVideo, likeness: Likeness, isFresh: boolean): SimilarVideo {
  const { videoId: id, title, thumbnailUrl, channelTitle, views, publishedAt, seenAt } = video;
  return {
    id,
    title,
    url: `https://www.youtube.com/watch?v=${id}`,
    thumbnailUrl,
    channel: { title: channelTitle },
    views,
    publishedAt: publishedAt === null ? null : new Date(publishedAt).toISOString(),
    seenAt: new Date(seenAt).toISOString(),
    via: isFresh ? 'search' : 'index',
    ...likeness,
  };
}

interface Searched {
  readonly tags: readonly string[];
  /** Ids that nobody had met before this search. */
  readonly fresh: ReadonlySet<string>;
}

/** What a search for the tags of a picture finds goes into the index, like that of any search. */
async function searched(parts: SimilarParts, picture: Picture): Promise<Searched> {
  const { model, topics, viewer, seen, tally, onSeen, note, onProgress, signal } = parts;
  const nothing = { tags: [], fresh: new Set<string>() };
  if (model === null || topics === null) return nothing;
  try {
    const notice = { meter: tally, onProgress, signal };
    const seenInIt = await seenInPicture(model, await viewer.smaller(picture), notice);
    await onSeen(seenInIt);
    const { tags } = seenInIt;
    const { videos, collectedAt, notes } = await topics.search({
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
    notes.forEach(note);
    const ids = videos.flatMap(({ video }) => video.id ?? []);
    const known = new Set(seen.byIds(ids).map(({ videoId }) => videoId));
    seen.remember(metVideos(videos, collectedAt));
    return { tags, fresh: new Set(ids.filter((id) => !known.has(id))) };
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === 'interrupted') throw error;
    note(`only the index was searched: ${error.message.replace(/\.$/, '')}.`);
    return nothing;
  }
}

/** Looks for the pictures of videos that nobody has looked for yet, and keeps what they look like; what fails is counted in a note. */
async function learn(
  { viewer, seen, onProgress, note }: SimilarParts,
  most: number,
  fresh: ReadonlySet<string>,
): Promise<{ readonly fetched: number; readonly failure: Failure | null }> {
  if (most === 0) return { fetched: 0, failure: null };
  const ids = [...new Set([...fresh, ...seen.withoutPicture(most)])].slice(0, most);
  const { default: pLimit } = await import('p-limit');
  const inTurn = pLimit(AT_ONCE);
  let done = 0;
  const failures: Failure[] = [];
  const one = async (videoId: string): Promise<void> => {
    const traits = await traitsOfVideo(viewer, videoId);
    if (traits instanceof Failure) failures.push(traits);
    else seen.learnPicture(videoId, traits);
    if (traits === null || traits instanceof Failure) return;
    done += 1;
    onProgress(`thumbnails: ${done} of ${ids.length}`);
  };
  await Promise.all(ids.map((id) => inTurn(() => one(id))));
  const [failure = null] = failures;
  if (failure !== null) {
    const why = failure.message.replace(/\.$/, '');
    note(`${failures.length} of ${ids.length} thumbnails could not be fetched: ${why}.`);
  }
  return { fetched: done, failure };
}

/** What the picture of a video looks like; null when it has none. @throws Failure `interrupted` */
async function traitsOfVideo(viewer: PictureViewer, videoId: string): Promise<PictureTraits | Failure | null> {
  try {
    const picture = await viewer.thumbnail(videoId);
    return picture === null ? null : traitsOf((await viewer.lookAt(picture)).pixels);
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === 'interrupted') throw error;
    return error;
  }
}
