import type { Failure } from '../../errors.js';
import type { KeyRing, RingKey } from './key-ring.js';
import type { HttpAnswer } from './request.js';

/** What an answer says of the key that was sent. */
export type KeyFate =
  | 'taken'
  | { readonly refused: Failure }
  /** Milliseconds: when it may be asked again; null for when its day is over. */
  | { readonly restsUntil: number | null };

/** One question that any key of a ring will do for. */
export interface KeyedQuestion<Bucket extends string> {
  readonly bucket: Bucket;
  /** Sends it with a key; must call `book` before each try, which books it. */
  readonly send: (key: RingKey, book: () => void) => Promise<HttpAnswer>;
  /** Null when the answer is no word on the key. */
  readonly fateOf: (answer: HttpAnswer, key: RingKey) => KeyFate | null;
}

/** Thrown by a key that has nothing left, before anything is sent. */
class NothingLeft extends Error {}

/**
 * Asks with one key after the other until one is neither spent nor refused; with none twice, even if it returns meanwhile.
 * @throws as `KeyRing.next` when none is left, and what `send` throws
 */
export async function withSomeKey<Bucket extends string>(
  keys: KeyRing<Bucket>,
  { bucket, send, fateOf }: KeyedQuestion<Bucket>,
): Promise<HttpAnswer> {
  const asked = new Set<string>();
  for (;;) {
    const key = await keys.next(bucket, asked);
    asked.add(key.id);
    try {
      const answer = await send(key, () => {
        if (!keys.reserve(key, bucket)) throw new NothingLeft();
      });
      const fate = fateOf(answer, key);
      if (fate === 'taken') keys.accept(key);
      if (fate === null || fate === 'taken') return answer;
      if ('refused' in fate) keys.refuse(key, fate.refused);
      else keys.exhaust(key, bucket, fate.restsUntil);
    } catch (error) {
      if (!(error instanceof NothingLeft)) throw error;
    }
  }
}
