import { spanWords } from '../../domain/age-words.js';
import { keyName } from '../../domain/key-name.js';
import { isSendable } from '../../domain/sendable-key.js';
import { Failure } from '../../errors.js';
import type { QuotaBook } from '../ports.js';

/** One key of the ring. */
export interface RingKey {
  /** The secret, for a header and nothing else. */
  readonly secret: string;
  readonly id: string;
}

/** A key that cannot be asked now, as it may be shown. */
export interface SpentKey {
  readonly id: string;
  /** `…4f2a` */
  readonly name: string;
  /** Milliseconds: when it may be asked again, if the provider named a time in this run; null for none. */
  readonly restsUntil: number | null;
}

export interface RingClock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** IANA zone in which the return of a key is told. */
  readonly timeZone: () => string;
}

/** How a provider is spoken of. */
export interface RingWords {
  /** `YouTube` */
  readonly provider: string;
  /** The variable of its first key. */
  readonly variable: string;
  /** What to do without a key, as the end of a sentence: `or use --source feed`. */
  readonly without: string;
  /**
   * Why nothing can be asked now, as the beginning of a sentence: `YouTube's daily quota of the key …4f2a is used up`.
   * @param keys those that are not refused
   */
  readonly spent: (keys: readonly SpentKey[]) => string;
  /** What to do then. @param help `add another key`, or to mend the refused one */
  readonly spentHint: (help: string) => string;
}

/** Every key that is left has nothing left of its bucket; nothing was sent. */
export class BucketSpent extends Failure {}

/**
 * The keys of one run, in the order in which they are used up. A key that is spent or refused is not asked again. One that
 * an earlier run saw refused is asked only where all were: it may have been mended at the provider, and nothing else is left.
 */
export class KeyRing<Bucket extends string> {
  private keys: readonly RingKey[] = [];
  private readonly refused = new Map<string, Failure>();
  /** Until when (milliseconds) each purse is left alone. */
  private readonly resting = new Map<string, number>();
  /** Refused in an earlier run, by fingerprint. */
  private readonly doubted = new Set<string>();
  private begun: Promise<QuotaBook<Bucket>> | null = null;
  private book: QuotaBook<Bucket> | null = null;
  /** What a person should know, a plain sentence each. */
  readonly notes = new Set<string>();

  constructor(
    private readonly secrets: readonly string[],
    private readonly open: () => Promise<QuotaBook<Bucket>>,
    private readonly clock: RingClock,
    private readonly words: RingWords,
  ) {}

  /**
   * The first key that is worth asking.
   * @param asked ids of those that were asked already
   * @throws Failure `key` when all were refused, BucketSpent `quota` when the rest is spent
   */
  async next(bucket: Bucket, asked: ReadonlySet<string>): Promise<RingKey> {
    const book = (this.book ??= await (this.begun ??= this.begin()));
    const found = this.ready(bucket).find(({ id }) => !asked.has(id));
    if (found !== undefined) return found;
    const accepted = this.accepted();
    throw accepted.length > 0 ? this.allSpent(accepted, bucket, book) : this.allRefused();
  }

  /** Whether another key could be asked in the place of this one. */
  hasOther({ id }: RingKey, bucket: Bucket): boolean {
    return this.ready(bucket).some((other) => other.id !== id);
  }

  /** Books one call on a key; false when nothing is left of it. */
  reserve({ id }: RingKey, bucket: Bucket): boolean {
    if (this.book?.reserve(id, bucket) !== false) return true;
    this.resting.set(purse(id, bucket), Infinity);
    return false;
  }

  /**
   * The provider said that nothing is left of the key, which it says of no key that it does not take.
   * @param until milliseconds: when it may be asked again; null for when its day is over
   */
  exhaust(key: RingKey, bucket: Bucket, until: number | null = null): void {
    this.resting.set(purse(key.id, bucket), until ?? Infinity);
    this.book?.exhaust(key.id, bucket, until);
    this.accept(key);
  }

  /** The provider does not take the key. */
  refuse(key: RingKey, failure: Failure): void {
    this.leaveOut(key, failure);
    this.book?.refuse(key.id);
  }

  /** The provider took the key. */
  accept({ id }: RingKey): void {
    if (this.doubted.delete(id)) this.book?.accept(id);
  }

  private leaveOut({ id }: RingKey, failure: Failure): void {
    this.refused.set(id, failure);
    if (this.keys.length > 1) this.notes.add(`${failure.message} The other keys are used. ${failure.hint}`);
  }

  /** Names the keys and opens their book. Not before a key is asked for: kept answers need none, and hashing takes 3 ms to load. */
  private async begin(): Promise<QuotaBook<Bucket>> {
    const { keyFingerprint } = await import('../../domain/key-fingerprint.js');
    this.keys = [...new Set(this.secrets)].map((secret) => ({ secret, id: keyFingerprint(secret) }));
    for (const key of this.keys) {
      // A line break or a letter beyond ASCII cannot travel in a header.
      if (!isSendable(key.secret)) this.leaveOut(key, unsendable(key, this.words));
    }
    const book = await this.open();
    const sendable = this.accepted();
    const doubted = sendable.filter(({ id }) => book.isRefused(id));
    for (const key of doubted) {
      if (doubted.length < sendable.length) this.leaveOut(key, refusedBefore(key, this.words));
      this.doubted.add(key.id);
    }
    return book;
  }

  private accepted(): readonly RingKey[] {
    return this.keys.filter(({ id }) => !this.refused.has(id));
  }

  private ready(bucket: Bucket): readonly RingKey[] {
    const now = this.clock.now();
    return this.accepted().filter(({ id }) => (this.resting.get(purse(id, bucket)) ?? 0) <= now);
  }

  private allRefused(): Failure {
    const { provider, variable, without } = this.words;
    const [first] = this.refused.values();
    if (first === undefined) {
      return new Failure('key', `There is no ${provider} key.`, `Set ${variable}, ${without}.`);
    }
    return this.refused.size === 1
      ? first
      : new Failure('key', `All ${this.refused.size} ${provider} keys are refused. ${first.message}`, first.hint);
  }

  private allSpent(keys: readonly RingKey[], bucket: Bucket, book: QuotaBook<Bucket>): BucketSpent {
    const spent = keys.map(({ id, secret }): SpentKey => {
      const until = this.resting.get(purse(id, bucket)) ?? Infinity;
      return { id, name: keyName(secret, id), restsUntil: until === Infinity ? null : until };
    });
    const returns = Math.min(...spent.map(({ id, restsUntil }) => restsUntil ?? book.returnsAt(id, bucket)));
    const { now } = this.clock;
    const timeZone = this.clock.timeZone();
    const at = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(returns);
    const help = this.refused.size > 0 ? 'mend the one that is refused (insight keys test)' : 'add another key';
    return new BucketSpent(
      'quota',
      `${this.words.spent(spent)}; it returns at ${at} ${timeZone} (in ${spanWords(returns - now())}).`,
      this.words.spentHint(help),
    );
  }
}

/** Some keys together, in words: `the key …4f2a`, `all 3 keys`. */
export function wordsForKeys([first, ...others]: readonly Pick<SpentKey, 'name'>[]): string {
  return others.length === 0 ? `the key ${first?.name ?? ''}` : `all ${others.length + 1} keys`;
}

function purse(id: string, bucket: string): string {
  return `${id} ${bucket}`;
}

function refusedBefore({ secret, id }: RingKey, { provider }: RingWords): Failure {
  return new Failure(
    'key',
    `${provider} refused the key ${keyName(secret, id)} within the last day.`,
    'Once it is mended: insight keys test.',
  );
}

function unsendable({ secret, id }: RingKey, { provider, variable }: RingWords): Failure {
  return new Failure(
    'key',
    `The ${provider} key ${keyName(secret.replace(/[^\x21-\x7e]/g, ''), id)} holds characters that no key has.`,
    `Check ${variable} for spaces and line breaks.`,
  );
}
