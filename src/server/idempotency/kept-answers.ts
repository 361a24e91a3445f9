import type { Reader } from '../database/database.js';

/** How long an answer is given again. */
export const KEPT_MS = 24 * 3_600_000;
/** A request that has not ended by then never will: its process is gone, and the key may be tried again. */
export const ABANDONED_MS = 300_000;

/** A request that is made with a key. */
export interface KeyedRequest {
  readonly accountId: string;
  /** Of what the client calls the request. */
  readonly keyHash: string;
  /** Of everything that it asks for, under a key of the server's. */
  readonly requestHash: string;
  /** Who is asking this time. */
  readonly claim: string;
}

export type Claimed =
  | { readonly state: 'ours' }
  | { readonly state: 'under way' }
  | { readonly state: 'another request' }
  | { readonly state: 'answered'; readonly answer: string };

/** Takes a key for a request, in one statement: of many at once one is told `ours`. @param now milliseconds since 1970 */
export async function claimKey(reader: Reader, request: KeyedRequest, now: number): Promise<Claimed> {
  const { accountId, keyHash, requestHash } = request;
  const fresh = await reader
    .insertInto('keptAnswer')
    .values({ ...request, createdAt: now, answer: null })
    .onConflict((conflict) =>
      conflict
        .columns(['accountId', 'keyHash'])
        .doUpdateSet({ requestHash, claim: request.claim, createdAt: now, answer: null })
        .where((build) =>
          build.or([
            build('keptAnswer.createdAt', '<=', now - KEPT_MS),
            build.and([
              build('keptAnswer.answer', 'is', null),
              build('keptAnswer.createdAt', '<=', now - ABANDONED_MS),
            ]),
          ]),
        ),
    )
    .returning('claim')
    .executeTakeFirst();
  if (fresh !== undefined) {
    await reader
      .deleteFrom('keptAnswer')
      .where('createdAt', '<=', now - KEPT_MS)
      .execute();
    return { state: 'ours' };
  }
  const there = await reader
    .selectFrom('keptAnswer')
    .select(['requestHash', 'answer'])
    .where('accountId', '=', accountId)
    .where('keyHash', '=', keyHash)
    .executeTakeFirst();
  if (there !== undefined && there.requestHash !== requestHash) return { state: 'another request' };
  const answer = there?.answer ?? null;
  return answer === null ? { state: 'under way' } : { state: 'answered', answer };
}

/** Keeps the answer for those who ask again. */
export async function keepAnswer(reader: Reader, request: KeyedRequest, answer: string): Promise<void> {
  const { accountId, keyHash, claim } = request;
  await reader
    .updateTable('keptAnswer')
    .set({ answer })
    .where('accountId', '=', accountId)
    .where('keyHash', '=', keyHash)
    .where('claim', '=', claim)
    .execute();
}

/** Gives the key back: nothing was done, and the same may be tried again. */
export async function releaseKey(reader: Reader, { accountId, keyHash, claim }: KeyedRequest): Promise<void> {
  await reader
    .deleteFrom('keptAnswer')
    .where('accountId', '=', accountId)
    .where('keyHash', '=', keyHash)
    .where('claim', '=', claim)
    .execute();
}
