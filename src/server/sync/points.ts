import type { Reader } from '../database/database.js';

/**
 * A point in the changes of an account, as machines name it: `12.k3x…`, the number of a change and what this server drew
 * when it took it. A server that was restored from a backup gives the number out again, but never with the same name.
 */
export const POINT = /^\d{1,15}\.[a-z0-9]{20}$/;

interface Point {
  readonly seq: number;
  readonly mark: string;
}

export function pointText({ seq, mark }: Point): string {
  return `${seq}.${mark}`;
}

/** The number of a point's change; 0 for the beginning, which is no text. */
export function seqOf(point: string): number {
  return Number(point.split('.')[0]);
}

/** Whether the changes of an account ever came by a point. */
export async function isPoint(reader: Reader, accountId: string, point: string): Promise<boolean> {
  if (point === '') return true;
  const found = await reader
    .selectFrom('itemVersion')
    .select('mark')
    .where('accountId', '=', accountId)
    .where('seq', '=', seqOf(point))
    .executeTakeFirst();
  return found !== undefined && pointText({ seq: seqOf(point), mark: found.mark }) === point;
}

/** The newest point of an account; no text while it has none. */
export async function newestPoint(reader: Reader, accountId: string): Promise<string> {
  const newest = await reader
    .selectFrom('itemVersion')
    .select(['seq', 'mark'])
    .where('accountId', '=', accountId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest === undefined ? '' : pointText(newest);
}
