import { canonicalArguments } from '../../domain/canonical-arguments.js';
import { Failure } from '../../errors.js';
import type { AnswerCache, AnswerKey, KeptAnswer, Reading } from '../ports.js';

/** A good answer as it came. */
export interface Sent {
  readonly body: string;
  readonly etag: string | null;
}

/** A question, and all that depends on what it is about. */
export interface Question<T> {
  readonly key: AnswerKey;
  /** What is asked for, in words: `the list of uploads`. */
  readonly what: string;
  /** How old a kept answer may be, in milliseconds. */
  readonly maxAgeMs: number;
  /** Asks the provider; null when it says that the answer with that ETag still holds. */
  readonly send: (etag: string | null) => Promise<Sent | null>;
  /** Understands a body. What it throws for is never kept. */
  readonly read: (body: string) => T;
  /** Whether an answer is worth keeping; most are. */
  readonly keeps?: (value: T) => boolean;
  readonly signal?: AbortSignal | undefined;
}

export interface Got<T> {
  readonly value: T;
  /** Milliseconds: when the provider last said so. */
  readonly fetchedAt: number;
  /** True when nothing had to be sent. */
  readonly cached: boolean;
}

interface Fetched {
  readonly body: string;
  readonly fetchedAt: number;
}

/**
 * Answers from the cache while they are young enough, else from the provider: with the ETag of the kept one, and one
 * request for all who ask the same at the same time. With `refresh` no kept answer is trusted, with `offline` every one
 * is, and nothing is sent. A provider that fails is never hidden behind an old answer.
 */
export class CachedAnswers {
  private readonly underWay = new Map<string, Promise<Fetched>>();

  constructor(
    private readonly world: { readonly cache: AnswerCache; readonly now: () => number; readonly reading: Reading },
  ) {}

  /** @throws Failure `not-found` when offline with nothing kept; what `send` and `read` throw */
  async ask<T>(question: Question<T>): Promise<Got<T>> {
    const kept = this.keptOf(question);
    if (kept !== null && this.isGood(kept.fetchedAt, question.maxAgeMs)) {
      return { value: kept.value, fetchedAt: kept.fetchedAt, cached: true };
    }
    if (this.world.reading === 'offline') {
      throw new Failure(
        'not-found',
        `nothing is kept of ${question.what} for --offline`,
        'run it once without --offline',
      );
    }
    return { ...(await this.shared(question, kept)), cached: false };
  }

  /** Whether something of that time still counts. A time to come is of a clock that was set back, and says nothing. */
  isGood(fetchedAt: number, maxAgeMs: number): boolean {
    if (this.world.reading !== 'normal') return this.world.reading === 'offline';
    const age = this.world.now() - fetchedAt;
    return age >= 0 && age < maxAgeMs;
  }

  private async shared<T>(question: Question<T>, kept: KeptAnswer | null): Promise<Omit<Got<T>, 'cached'>> {
    const { provider, operation, arguments: words } = question.key;
    const name = JSON.stringify([provider, operation, canonicalArguments(words)]);
    for (;;) {
      const other = this.underWay.get(name);
      if (other === undefined) break;
      try {
        const { body, fetchedAt } = await other;
        return { value: question.read(body), fetchedAt };
      } catch (error) {
        // Whoever sent it was stopped: that is no answer to us.
        if (!(error instanceof Failure) || error.kind !== 'interrupted' || question.signal?.aborted === true)
          throw error;
      }
    }
    const sending = this.fetched(question, kept);
    this.underWay.set(name, sending);
    try {
      const { value, fetchedAt } = await sending;
      return { value, fetchedAt };
    } finally {
      this.underWay.delete(name);
    }
  }

  private async fetched<T>(question: Question<T>, kept: KeptAnswer | null): Promise<Fetched & { readonly value: T }> {
    const sent = await question.send(kept?.etag ?? null);
    const { body, etag } = sent ?? kept ?? unsolicited(question.what);
    const value = question.read(body);
    const fetchedAt = this.world.now();
    if (question.keeps?.(value) ?? true) this.world.cache.put(question.key, { body, etag, fetchedAt });
    return { body, value, fetchedAt };
  }

  /** What is kept, if it can still be understood. */
  private keptOf<T>({ key, read, keeps }: Question<T>): (KeptAnswer & { readonly value: T }) | null {
    const kept = this.world.cache.get(key);
    if (kept === null) return null;
    try {
      const value = read(kept.body);
      return keeps?.(value) === false ? null : { ...kept, value };
    } catch {
      return null;
    }
  }
}

/** A cache in between may answer "not modified" to somebody who named no ETag. @throws Failure `provider` */
function unsolicited(what: string): never {
  throw new Failure(
    'provider',
    `Instead of ${what} came "not modified" (HTTP 304), though nothing is kept of it.`,
    'Try again later; a proxy or gateway may be in between.',
  );
}
