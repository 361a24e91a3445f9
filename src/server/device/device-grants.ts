import type { Reader, Writer } from '../database/database.js';
import type { Account, DeviceGrant } from '../database/tables.js';
import { Problem } from '../http/problem.js';
import type { Parts } from '../parts.js';
import { freshToken } from '../random-text.js';
import { tokenHash } from '../secrets.js';
import { beginCliSession, type TokenPair } from '../sessions/sessions.js';
import { freshUserCode, typedUserCode } from './user-code.js';

const PREFIX = 'isd_';
const MINUTE_MS = 60_000;
/** How long somebody has to let a device in. */
export const DEVICE_CODE_MS = 10 * MINUTE_MS;
/** How often a device may ask whether it was. */
export const INTERVAL_S = 2;
/** What one that asks more often has to wait longer (RFC 8628, 3.5). */
const SLOWER_S = 5;
/** What the way of a request may take more or less than that of the one before. */
const JITTER_MS = 500;
/** Wrong codes that one account may type within ten minutes. */
export const MOST_GUESSES = 10;

/** A device that asks to be let in. */
export interface NewDevice {
  /** What it asks again with: nobody else sees it. */
  readonly deviceCode: string;
  /** What a person types, without a dash. */
  readonly userCode: string;
}

/** Begins to wait for somebody who lets a device in. @param client the address that it asks from */
export async function askForDevice(
  writer: Writer,
  { label, client }: { readonly label: string; readonly client: string },
  { now, secretBytes }: Pick<Parts, 'now' | 'secretBytes'>,
): Promise<NewDevice> {
  const at = now();
  // What is long over is of no use to anybody.
  await writer
    .deleteFrom('deviceGrant')
    .where('until', '<', at - DEVICE_CODE_MS)
    .execute();
  const deviceCode = freshToken(PREFIX, secretBytes);
  const userCode = freshUserCode(secretBytes);
  await writer
    .insertInto('deviceGrant')
    .values({
      deviceHash: tokenHash(deviceCode),
      userHash: tokenHash(userCode),
      label,
      client,
      createdAt: at,
      until: at + DEVICE_CODE_MS,
      interval: INTERVAL_S,
      polledAt: null,
      state: 'waiting',
      accountId: null,
    })
    .execute();
  return { deviceCode, userCode };
}

/** Whether a device ever asked with this code, and it is not long over. */
export async function isDeviceCode(reader: Reader, deviceCode: string): Promise<boolean> {
  const hash = tokenHash(deviceCode);
  const found = await reader
    .selectFrom('deviceGrant')
    .select('state')
    .where('deviceHash', '=', hash)
    .executeTakeFirst();
  return found !== undefined;
}

/** What a device is told: let in, or the error of RFC 8628. */
export type DeviceAnswer =
  | { readonly pair: TokenPair; readonly account: Account }
  | { readonly error: 'authorization_pending' | 'slow_down' | 'expired_token' | 'access_denied' | 'invalid_grant' };

/** Answers a device that asks whether it was let in. Once it was, its code is used up. */
export async function answerDevice(
  writer: Writer,
  deviceCode: string,
  parts: Pick<Parts, 'now' | 'secretBytes' | 'secrets' | 'settings'>,
): Promise<DeviceAnswer> {
  const now = parts.now();
  const hash = tokenHash(deviceCode);
  const grant = await writer.selectFrom('deviceGrant').selectAll().where('deviceHash', '=', hash).executeTakeFirst();
  if (grant === undefined || grant.state === 'taken') return { error: 'invalid_grant' };
  if (grant.until <= now) return { error: 'expired_token' };
  if (grant.state === 'denied') return { error: 'access_denied' };
  const early = grant.polledAt !== null && now - grant.polledAt < grant.interval * 1000 - JITTER_MS;
  const update = writer.updateTable('deviceGrant').where('deviceHash', '=', hash);
  if (early) {
    await update.set({ polledAt: now, interval: grant.interval + SLOWER_S }).execute();
    return { error: 'slow_down' };
  }
  if (grant.state === 'waiting') {
    await update.set({ polledAt: now }).execute();
    return { error: 'authorization_pending' };
  }
  const account = await writer
    .selectFrom('account')
    .selectAll()
    .where('id', '=', grant.accountId ?? '')
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (account === undefined) return { error: 'access_denied' };
  await update.set({ state: 'taken' }).execute();
  return { pair: await beginCliSession(writer, account, grant.label, parts), account };
}

/**
 * The device that waits under a code somebody typed; null where none does. Wrong codes are counted, in a change of its
 * own, for whoever guesses must not be able to undo that.
 * @throws Problem `too-many-requests` after ten wrong ones in ten minutes
 */
export async function findDevice(
  accountId: string,
  typed: string,
  { database, now }: Pick<Parts, 'database' | 'now'>,
): Promise<DeviceGrant | null> {
  const at = now();
  return database.write(async (writer) => {
    const guesses = await guessesOf(writer, accountId, at);
    if (guesses.wrong >= MOST_GUESSES) throw tooMany(guesses.since + DEVICE_CODE_MS - at);
    const found = await writer
      .selectFrom('deviceGrant')
      .selectAll()
      .where('userHash', '=', tokenHash(typedUserCode(typed)))
      .where('state', '=', 'waiting')
      .where('until', '>', at)
      .executeTakeFirst();
    if (found !== undefined) return found;
    const next = { since: guesses.since, wrong: guesses.wrong + 1 };
    await writer
      .insertInto('deviceGuess')
      .values({ accountId, ...next })
      .onConflict((conflict) => conflict.column('accountId').doUpdateSet(next))
      .execute();
    return null;
  });
}

async function guessesOf(reader: Reader, accountId: string, now: number): Promise<{ since: number; wrong: number }> {
  const kept = await reader.selectFrom('deviceGuess').selectAll().where('accountId', '=', accountId).executeTakeFirst();
  return kept === undefined || now - kept.since >= DEVICE_CODE_MS ? { since: now, wrong: 0 } : kept;
}

function tooMany(ms: number): Problem {
  return new Problem('too-many-requests', {
    detail: 'Too many wrong codes: begin anew with insight login in a few minutes.',
    headers: { 'retry-after': String(Math.ceil(ms / 1000)) },
  });
}

/** Lets a device in, or sends it away. @returns false where it was decided meanwhile */
export async function decideDevice(
  writer: Writer,
  { deviceHash }: Pick<DeviceGrant, 'deviceHash'>,
  accountId: string,
  decision: 'approved' | 'denied',
): Promise<boolean> {
  const { numUpdatedRows } = await writer
    .updateTable('deviceGrant')
    .set({ state: decision, accountId })
    .where('deviceHash', '=', deviceHash)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
