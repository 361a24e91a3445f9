import type { ChannelRef } from '../domain/channel-ref.js';
import type { Listed } from '../domain/listed.js';
import type { Source, SourceKind } from '../domain/source.js';
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
  /** Told now and then how far the work is, in words for a progress line. */
  readonly onProgress?: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** Items that are no public video, counted by why they were left out. */
export interface Skipped {
  readonly deleted: number;
  readonly private: number;
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
  /** When the figures were collected (milliseconds), if the source says so: ages are counted to it. */
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
export interface QuotaBook {
  /** Books one call before it is sent; false when the key has none left. */
  reserve(keyId: string, bucket: QuotaBucket): boolean;
  /** Notes that the provider itself said that nothing is left today. */
  exhaust(keyId: string, bucket: QuotaBucket): void;
  /** Notes that the provider did not take the key; it is doubted for a day. */
  refuse(keyId: string): void;
  /** Notes that the provider took the key after all. */
  accept(keyId: string): void;
  /** Whether any process saw the key refused within the last day, and nobody saw it taken since. */
  isRefused(keyId: string): boolean;
  /** When the key has its calls again (milliseconds). */
  returnsAt(keyId: string, bucket: QuotaBucket): number;
}

/** Where answers are kept between runs. */
export interface AnswerCache {
  get(key: AnswerKey): KeptAnswer | null;
  put(key: AnswerKey, answer: KeptAnswer): void;
}
