import { parseChannelRef, type ChannelRef } from '../../domain/channel-ref.js';
import { Failure } from '../../errors.js';
import type { CachedAnswers } from '../http/cached.js';
import type { HttpAnswer, HttpRequest } from '../http/request.js';
import type { AnswerCache, AnswerKey } from '../ports.js';
import { channelIdOnPage, PAGE_BYTES, pagePath } from './channel-page.js';

/** What identifies a feed: `channel_id=UC…` or, for a legacy name, `user=…`. */
export type FeedArguments = { readonly channel_id: string } | { readonly user: string };

export interface FeedWorld {
  /** Asks YouTube for a path under its root; the last answer of any status. @throws Failure `provider`, `interrupted` */
  readonly ask: (
    path: string,
    terms: Pick<HttpRequest, 'headers' | 'maxBytes' | 'tooLong' | 'alsoPassing'>,
  ) => Promise<HttpAnswer>;
  readonly answers: CachedAnswers;
  readonly cache: AnswerCache;
  /** Takes a sentence that a reader of the result should know. */
  readonly note: (sentence: string) => void;
}

/** A handle may change hands, so what a page said is asked again after a month. */
const REMEMBERED_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Which feed a channel has. An id and a legacy name are enough by themselves; a handle or custom name is looked up on
 * the channel's public page and remembered; a video names its channel through oEmbed.
 * @throws Failure `key` when the page does not tell, `not-found` for an unavailable video, `provider`, `quota`,
 * `interrupted`
 */
export async function findFeed(world: FeedWorld, ref: ChannelRef): Promise<FeedArguments> {
  switch (ref.kind) {
    case 'id':
      return { channel_id: ref.value };
    case 'username':
      return { user: ref.value };
    case 'handle':
    case 'custom':
      return { channel_id: await idOfPage(world, ref) };
    case 'video':
      return findFeed(world, await ownerOf(world, ref));
  }
}

async function idOfPage(world: FeedWorld, ref: ChannelRef): Promise<string> {
  const key: AnswerKey = {
    provider: 'feed',
    operation: 'channel-page',
    arguments: { path: pagePath(ref).toLowerCase() },
  };
  try {
    const { value: id } = await world.answers.ask({
      key,
      what: `the page of ${ref.value}`,
      maxAgeMs: REMEMBERED_MS,
      // Only the id is kept of a page.
      send: async () => ({ body: await idOnPage(world, ref), etag: null }),
      read: (body) => body,
    });
    return id;
  } catch (failure) {
    // A page that could not be read is no reason to forget what an older one said, nor to take it for said now.
    const kept = failure instanceof Failure && failure.kind === 'key' ? world.cache.get(key) : null;
    if (kept === null) throw failure;
    world.note(`The page of ${ref.value} could not be read now; the id that it named earlier is used.`);
    return kept.body;
  }
}

/** @throws Failure `key` when there is no page, or the id is not on it; `interrupted` */
async function idOnPage(world: FeedWorld, ref: ChannelRef): Promise<string> {
  const found = await readPage(world, ref);
  if (typeof found === 'string') return found;
  const why = found?.message ?? "its public page does not tell the channel's id.";
  throw new Failure(
    'key',
    `Without a key, ${ref.value} could not be looked up: ${why}`,
    'Give the id instead (on the channel page: … more, Share channel, Copy channel ID), or set YOUTUBE_API_KEY.',
  );
}

/** The id on the channel's page, null when it is not there, or why there is no page. */
async function readPage(world: FeedWorld, ref: ChannelRef): Promise<string | Failure | null> {
  try {
    const page = await world.ask(pagePath(ref), { maxBytes: PAGE_BYTES, tooLong: 'cut' });
    return page.status === 200 ? channelIdOnPage(page.body) : null;
  } catch (error) {
    if (error instanceof Failure && error.kind === 'provider') return error;
    throw error;
  }
}

async function ownerOf(world: FeedWorld, video: ChannelRef): Promise<ChannelRef> {
  const watch = `https://www.youtube.com/watch?v=${video.value}`;
  const path = `oembed?${new URLSearchParams({ url: watch, format: 'json' }).toString()}`;
  const { value: owner } = await world.answers.ask({
    key: { provider: 'feed', operation: 'oembed', arguments: { video: video.value } },
    what: `the video ${video.value}`,
    maxAgeMs: REMEMBERED_MS,
    send: async () => {
      const { status, body } = await world.ask(path, { maxBytes: PAGE_BYTES, tooLong: 'fail' });
      if (status !== 200) throw noOwner(video, status);
      return { body, etag: null };
    },
    read: (body) => {
      const author = authorUrl(body);
      return author === null ? null : parseChannelRef(author);
    },
    keeps: (found) => found !== null,
  });
  if (owner !== null && owner.kind !== 'video') return { ...owner, given: video.given };
  throw noOwner(video, 200);
}

/** What oEmbed says of a video that is private, not to be embedded, or gone. */
const REFUSALS: readonly number[] = [400, 401, 403, 404];

function noOwner(video: ChannelRef, status: number): Failure {
  if (REFUSALS.includes(status)) {
    return new Failure(
      'not-found',
      `YouTube names no channel for the video ${video.value} (HTTP ${status}).`,
      "Give the channel's id or @handle; a private or removed video does not name its channel.",
    );
  }
  if (status === 429) {
    return new Failure('quota', "YouTube's public site asks to slow down (HTTP 429).", 'Try again in a few minutes.');
  }
  return new Failure(
    'provider',
    `YouTube did not say which channel the video ${video.value} is of (HTTP ${status}).`,
    "Give the channel's id or @handle, or try again later; a consent page or a proxy may be in between.",
  );
}

function authorUrl(body: string): string | null {
  try {
    const parsed: unknown = JSON.parse(body);
    const found = typeof parsed === 'object' && parsed !== null && 'author_url' in parsed ? parsed.author_url : null;
    return typeof found === 'string' ? found : null;
  } catch {
    return null; // HTML instead of JSON: said above as an answer that is none.
  }
}
