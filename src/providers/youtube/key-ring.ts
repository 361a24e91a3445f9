import { spanWords } from '../../domain/age-words.js';
import { keyName } from '../../domain/key-name.js';
import { isSendable } from '../../domain/sendable-key.js';
import { Failure } from '../../errors.js';
import type { QuotaBook, QuotaBucket } from '../ports.js';

/** One key of the ring. */
export interface RingKey {
  /** The secret, for a header and nothing else. */
  readonly secret: string;
  readonly id: string;
}

export interface RingClock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** IANA zone in which the return of a key is told. */
  readonly timeZone: () => string;
}

/** Every key that is left has spent its bucket of the day; nothing was sent. */
export class BucketSpent extends Failure {}

/**
 * The keys of one run, in the order in which they are used up. A key that is spent or refused is not asked again. One that
 * an earlier run saw refused is asked only where all were: it may have been mended at Google, and nothing else is left.
 */
export class KeyRing {
  private keys: readonly RingKey[] = [];
  private readonly refused = new Map<string, Failure>();
  private readonly spent = new Set<string>();
  /** Refused in an earlier run, by fingerprint. */
  private readonly doubted = new Set<string>();
  private begun: Promise<QuotaBook> | null = null;
  private book: QuotaBook | null = null;
  /** What a person should know, a plain sentence each. */
  readonly notes = new Set<string>();

  constructor(
    private readonly secrets: readonly string[],
    private readonly open: () => Promise<QuotaBook>,
    private readonly clock: RingClock,
  ) {}

  /** The first key that is worth asking. @throws Failure `key` when all were refused, BucketSpent `quota` when the rest is spent */
  async next(bucket: QuotaBucket): Promise<RingKey> {
    const book = (this.book ??= await (this.begun ??= this.begin()));
    const accepted = this.keys.filter(({ id }) => !this.refused.has(id));
    const found = accepted.find(({ id }) => !this.spent.has(purse(id, bucket)));
    if (found !== undefined) return found;
    throw accepted.length > 0 ? this.allSpent(accepted, bucket, book) : this.allRefused();
  }

  /** Books one call on a key; false when nothing is left of it. */
  reserve({ id }: RingKey, bucket: QuotaBucket): boolean {
    if (this.book?.reserve(id, bucket) !== false) return true;
    this.spent.add(purse(id, bucket));
    return false;
  }

  /** YouTube said that nothing is left of the key today, which it says of no key that it does not take. */
  exhaust(key: RingKey, bucket: QuotaBucket): void {
    this.spent.add(purse(key.id, bucket));
    this.book?.exhaust(key.id, bucket);
    this.accept(key);
  }

  /** YouTube does not take the key. */
  refuse(key: RingKey, failure: Failure): void {
    this.leaveOut(key, failure);
    this.book?.refuse(key.id);
  }

  /** YouTube took the key. */
  accept({ id }: RingKey): void {
    if (this.doubted.delete(id)) this.book?.accept(id);
  }

  private leaveOut({ id }: RingKey, failure: Failure): void {
    this.refused.set(id, failure);
    if (this.keys.length > 1) this.notes.add(`${failure.message} The other keys are used. ${failure.hint}`);
  }

  /** Names the keys and opens their book. Not before a key is asked for: kept answers need none, and hashing takes 3 ms to load. */
  private async begin(): Promise<QuotaBook> {
    const { keyFingerprint } = await import('../../domain/key-fingerprint.js');
    this.keys = [...new Set(this.secrets)].map((secret) => ({ secret, id: keyFingerprint(secret) }));
    for (const key of this.keys) {
      // A line break or a letter beyond ASCII cannot travel in a header.
      if (!isSendable(key.secret)) this.leaveOut(key, unsendable(key));
    }
    const book = await this.open();
    const sendable = this.keys.filter(({ id }) => !this.refused.has(id));
    const doubted = sendable.filter(({ id }) => book.isRefused(id));
    for (const key of doubted) {
      if (doubted.length < sendable.length) this.leaveOut(key, refusedBefore(key));
      this.doubted.add(key.id);
    }
    return book;
  }

  private allRefused(): Failure {
    const [first] = this.refused.values();
    if (first === undefined) {
      return new Failure('key', 'There is no YouTube key.', 'Set YOUTUBE_API_KEY, or use --source feed.');
    }
    return this.refused.size === 1
      ? first
      : new Failure('key', `All ${this.refused.size} YouTube keys are refused. ${first.message}`, first.hint);
  }

  private allSpent(keys: readonly RingKey[], bucket: QuotaBucket, book: QuotaBook): BucketSpent {
    const returns = Math.min(...keys.map(({ id }) => book.returnsAt(id, bucket)));
    const { now } = this.clock;
    const timeZone = this.clock.timeZone();
    const at = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(returns);
    const [only] = keys;
    const alone = keys.length === 1 && only !== undefined;
    const whose = alone ? `the key ${keyName(only.secret, only.id)}` : `all ${keys.length} keys`;
    const mend = this.refused.size > 0 ? 'mend the one that is refused (insight keys test)' : 'add another key';
    return new BucketSpent(
      'quota',
      `YouTube's daily quota of ${whose} is used up; it returns at ${at} ${timeZone} (in ${spanWords(returns - now())}).`,
      `Wait, ${mend}, or use --source feed (newest 15 videos, no key).`,
    );
  }
}

function purse(id: string, bucket: QuotaBucket): string {
  return `${id} ${bucket}`;
}

function refusedBefore({ secret, id }: RingKey): Failure {
  return new Failure(
    'key',
    `YouTube refused the key ${keyName(secret, id)} within the last day.`,
    'Once it is mended: insight keys test.',
  );
}

function unsendable({ secret, id }: RingKey): Failure {
  return new Failure(
    'key',
    `The YouTube key ${keyName(secret.replace(/[^\x21-\x7e]/g, ''), id)} holds characters that no key has.`,
    'Check YOUTUBE_API_KEY for spaces and line breaks.',
  );
}
