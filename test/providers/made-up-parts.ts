import { canonicalArguments } from '../../src/domain/canonical-arguments.js';
import type { AnswerCache, AnswerKey, KeptAnswer, QuotaBook } from '../../src/providers/ports.js';

const nameOf = ({ provider, operation, arguments: words }: AnswerKey): string =>
  JSON.stringify([provider, operation, canonicalArguments(words)]);

/** A cache that lasts as long as the test. */
export class MemoryCache implements AnswerCache {
  readonly kept = new Map<string, KeptAnswer>();

  get(key: AnswerKey): KeptAnswer | null {
    return this.kept.get(nameOf(key)) ?? null;
  }

  put(key: AnswerKey, answer: KeptAnswer): void {
    this.kept.set(nameOf(key), answer);
  }
}

/** A book in which every key has enough. */
export const PLENTY = (): Promise<QuotaBook> =>
  Promise.resolve({
    reserve: () => true,
    exhaust: () => undefined,
    refuse: () => undefined,
    accept: () => undefined,
    isRefused: () => false,
    returnsAt: () => 0,
  });
