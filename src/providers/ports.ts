import type { ChannelRef } from '../domain/channel-ref.js';
import type { HistoryEntry, HistoryWish, NewEntry } from '../domain/history-entry.js';
import type { Listed } from '../domain/listed.js';
import type { MetVideo, PictureTraits, SeenQuery, SeenVideo } from '../domain/seen-video.js';
import type { PictureType } from '../domain/picture-type.js';
import type { Cost, Source, SourceKind } from '../domain/source.js';
import type { Channel, Video } from '../domain/video.js';

/** What a tool asks a source of videos for. */
export interface VideoRequest {
  /** The channel; null asks a file for all the channels it holds. */
  readonly subject: ChannelRef | null;
  /** How many of the newest public videos are looked at; null for all. Dead items do not count. */
  readonly limit: number | null;
  /** Only videos published at or after this instant (milliseconds). */
  readonly since: number | null;
  /** Only videos published before this instant (milliseconds). */
  readonly until: number | null;
  /** From the API only the first page of the uploads is read, 50 at most, however many of them are dead. */
  readonly onePage?: boolean;
  /** Which uploads are the newest, and all counts, are asked for now, however young the kept ones are. */
  readonly fresh?: boolean;
  /** Told now and then how far the work is, in words for a progress line. */
  readonly onProgress?: (text: string) => void;
  /** Told what each request costs before it is sent, also of one that will fail. */
  readonly onCost?: (cost: Cost) => void;
  readonly signal?: AbortSignal;
}

/** Items that are no public video, counted by why they were left out. */
export interface Skipped {
  /** Deleted. */
  readonly deleted: number;
  /** Private. */
  readonly private: number;
  /** Announced, and not yet to be seen. */
  readonly upcoming: number;
}

/** One channel's videos, newest first, undated ones last. */
export interface ChannelVideos {
  readonly channel: Channel;
  readonly videos: Listed<Video>;
  /** How many public videos the channel says it has; null when the source does not know. */
  readonly total: number | null;
  readonly skipped: Skipped;
  readonly source: Source;
  /** When the oldest of the figures was collected (milliseconds), if the source says so: ages are counted to it. */
  readonly collectedAt: number | null;
  /** What a person should know about how these were read: one plain sentence each, no line breaks. */
  readonly notes: readonly string[];
}

/** A place that videos of a channel come from: the API, the feed, a file, the demo. */
export interface VideoSource {
  readonly kind: SourceKind;
  /**
   * Reads one channel, or all channels of a file.
   * @throws Failure `not-found`, `key`, `provider`, `quota`, `interrupted`
   */
  read(request: VideoRequest): Promise<readonly ChannelVideos[]>;
  /**
   * Ids of the channels that a channel shows on its own page: one unit. Left out where a source cannot tell.
   * @throws Failure `key`, `provider`, `quota`, `interrupted`
   */
  featured?(
    request: Pick<VideoRequest, 'onCost' | 'signal'> & { readonly channelId: string },
  ): Promise<readonly string[]>;
  /**
   * Asks at once, and for less, what `read` would ask of each channel alone. Left out by a source that cannot.
   * @param ids of channels (`UC…`)
   */
  readonly ahead?: (ids: readonly string[], notice: Pick<VideoRequest, 'onCost' | 'signal'>) => Promise<void>;
}

/**
 * Where answers may come from: kept ones while they are young (`normal`), only the provider (`refresh`), or only kept
 * ones, however old (`offline`).
 */
export type Reading = 'normal' | 'refresh' | 'offline';

/** A provider's answer as it is kept between runs. */
export interface KeptAnswer {
  readonly body: string;
  /** Milliseconds. */
  readonly fetchedAt: number;
  readonly etag: string | null;
}

/** What identifies an answer: provider, operation, arguments in canonical order. Never a secret. */
export interface AnswerKey {
  readonly provider: string;
  readonly operation: string;
  readonly arguments: Readonly<Record<string, string>>;
}

/** YouTube's separate daily allowances of one key. */
export type QuotaBucket = 'units' | 'search' | 'batchGetStats';

/** What each key has left today, shared by all processes. Keys are known by fingerprint only. */
export interface QuotaBook<Bucket extends string = QuotaBucket> {
  /** Books one call before it is sent; false when the key has none left. */
  reserve(keyId: string, bucket: Bucket): boolean;
  /** Notes that the provider itself said that nothing is left before `until` (milliseconds); null for today. */
  exhaust(keyId: string, bucket: Bucket, until: number | null): void;
  /** Notes that the provider did not take the key; it is doubted for a day. */
  refuse(keyId: string): void;
  /** Notes that the provider took the key after all. */
  accept(keyId: string): void;
  /** Whether any process saw the key refused within the last day, and nobody saw it taken since. */
  isRefused(keyId: string): boolean;
  /** When the key has its calls again (milliseconds). */
  returnsAt(keyId: string, bucket: Bucket): number;
}

/** What the keys of a language model took today, which has no limit that we would know of, and whether they rest. */
export interface ModelBook extends QuotaBook<'calls'> {
  /** Books what a call took, once it is known. */
  spend(keyId: string, tokens: { readonly tokensIn: number; readonly tokensOut: number }): void;
  /** Whether a key rests for a while only, having been asked too fast; one that has spent its day does not. */
  isTooFast(keyId: string): boolean;
}

/** What a provider says to a key. */
export interface KeyVerdict {
  readonly state: 'ok' | 'refused' | 'spent' | 'untested';
  /** Why, in one sentence, and what to do; null for a good key. */
  readonly reason: string | null;
  /** Requests that were sent. */
  readonly requests: number;
}

/** Where answers are kept between runs. */
export interface AnswerCache {
  get(key: AnswerKey): KeptAnswer | null;
  put(key: AnswerKey, answer: KeptAnswer): void;
}

/** A picture in memory, of a type that was read from its first bytes, never from what somebody said. */
export interface Picture {
  readonly bytes: Uint8Array;
  readonly type: PictureType;
}

/** What a picture is to show. */
export interface PictureWish {
  readonly prompt: string;
  /** A picture to start from; null for none. */
  readonly reference: Picture | null;
  readonly seed: number;
  readonly onProgress?: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** A picture as its maker delivered it, not yet decoded. */
export interface MadePicture {
  readonly picture: Picture;
  readonly model: string;
  /** The maker's own name for the work, to find it again on their side; null when there is none. */
  readonly remoteId: string | null;
  /** By the price list of this program; null when it is not on it. */
  readonly usd: number | null;
  /** What a person should know about how it was made, one plain sentence each. */
  readonly notes: readonly string[];
}

/** A finished thumbnail: 1280 by 720, with nothing in it but the picture. */
export interface FinishedPicture {
  readonly png: Uint8Array;
  /** The same under 2 MB, where the PNG is over it. */
  readonly jpeg: Uint8Array | null;
}

/** A service that makes pictures. */
export interface PictureMaker {
  readonly provider: string;
  readonly model: string;
  /**
   * Makes one picture. What may have been paid for is never asked for twice.
   * @throws Failure `key`, `quota`, `provider`, `usage`, `interrupted`; UnknownOutcome when it may have been made and paid for
   */
  make(wish: PictureWish): Promise<MadePicture>;
}

/** A place on the web for finished pictures. */
export interface PictureHost {
  readonly provider: string;
  /** Sends it once. @throws Failure `key`, `quota`, `provider`, `interrupted` */
  upload(
    picture: Picture,
    as: { readonly name: string; readonly tags: readonly string[]; readonly signal?: AbortSignal },
  ): Promise<{ readonly url: string; readonly remoteId: string }>;
}

/** A search for videos on a topic. */
export interface TopicRequest {
  readonly query: string;
  /** At most so many, in the order asked for; 50 a search call. */
  readonly limit: number;
  readonly order: 'relevance' | 'date' | 'views' | 'rating';
  /** Milliseconds; only videos published at or after it. */
  readonly since: number | null;
  readonly duration: 'any' | 'short' | 'medium' | 'long';
  /** Two letters (ISO 3166), or null. */
  readonly region: string | null;
  /** Two letters (ISO 639-1), or null. */
  readonly language: string | null;
  readonly onProgress?: (text: string) => void;
  /** Told what each request costs before it is sent, also of one that will fail. */
  readonly onCost?: (cost: Cost) => void;
  readonly signal?: AbortSignal;
}

/** A video that a search found, and whose it is. */
export interface FoundVideo {
  readonly video: Video;
  readonly channel: Channel;
  /** Its widest picture; null when the source names none. */
  readonly thumbnailUrl: string | null;
}

/** What was found of a topic, best first. */
export interface FoundVideos {
  readonly videos: readonly FoundVideo[];
  readonly source: Source;
  /** When the figures were read (milliseconds). */
  readonly collectedAt: number;
  readonly notes: readonly string[];
}

/** Where videos on a topic, and what people type, are found. */
export interface TopicSource {
  /** One search call for each 50, one unit for their figures and one for their channels. @throws Failure as `VideoSource` */
  search(request: TopicRequest): Promise<FoundVideos>;
  /** The popular chart of a region: music, films and games only since July 2025. One unit and one for the channels. */
  popular(request: Pick<TopicRequest, 'region' | 'limit' | 'onCost' | 'signal'>): Promise<FoundVideos>;
}

/** What people type after some words, as the search box of YouTube completes it, best first. Needs no key. */
export interface SuggestSource {
  suggest(request: Pick<TopicRequest, 'query' | 'region' | 'language' | 'onCost' | 'signal'>): Promise<{
    readonly words: readonly string[];
    /** Milliseconds. */
    readonly fetchedAt: number;
    readonly cached: boolean;
  }>;
}

/** Everything that was made, kept between runs. Each question: @throws Failure `unexpected` when it cannot be kept or read */
export interface HistoryStore {
  /** @returns the id of the entry */
  remember(entry: NewEntry): string;
  /** The newest first. @throws Failure `not-found`, `usage` for a `before` that names no entry */
  list(wish: HistoryWish): readonly HistoryEntry[];
  /** @param kind null for every kind */
  count(kind: string | null): number;
  /** One entry, named by its id or the beginning of it. @throws Failure `not-found`, `usage` when several begin so */
  get(id: string): HistoryEntry;
  /** Forgets entries, all or none; their files stay. @throws Failure as `get` */
  delete(ids: readonly string[]): readonly HistoryEntry[];
  /** The oldest first. */
  all(): Iterable<HistoryEntry>;
}

/** The videos met so far on this machine: a full-text index, and what their pictures look like. */
export interface SeenVideos {
  /** Keeps videos, or brings those known up to date. */
  remember(videos: readonly MetVideo[]): void;
  /** What fits, best first; nothing for a query without words. Any query is a good one. */
  search(query: SeenQuery): readonly SeenVideo[];
  /** Some videos by their ids, in that order; those not kept are left out. */
  byIds(videoIds: readonly string[]): readonly SeenVideo[];
  /** How many videos are kept, and how many of them with the traits of their picture. */
  count(): { readonly videos: number; readonly pictures: number };
  /** Ids of the videos whose picture nobody has looked for yet, those seen last first. */
  withoutPicture(limit: number): readonly string[];
  /** Keeps what a video's picture looks like; null when it has none, so that nobody looks for it again. */
  learnPicture(videoId: string, traits: PictureTraits | null): void;
  /** Every picture whose traits are known. */
  pictures(): readonly (PictureTraits & { readonly videoId: string })[];
}
