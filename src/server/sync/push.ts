import type { ChangeAnswer, ItemChange, PushAnswer } from '../../domain/sync/item.js';
import { refusalOf } from '../../domain/sync/refusal.js';
import type { Writer } from '../database/database.js';
import { itemInForce, type ItemName, versionBody, type VersionRow } from './items.js';
import { headOf } from './head.js';
import { isPoint, newestPoint } from './points.js';
import { Room } from './room.js';

export interface Push {
  readonly accountId: string;
  readonly machine: string;
  readonly changes: readonly ItemChange[];
  /** Where the machine has seen the changes of its account last. */
  readonly seen: string;
  /** A name that was never given out. */
  readonly mark: string;
  /** Milliseconds. */
  readonly now: number;
}

/**
 * Takes what a machine changed, in this order; what was taken before is answered again, and not done again.
 * @returns null where this server never came by what the machine has seen
 */
export async function push(writer: Writer, { changes, seen, ...pushed }: Push): Promise<PushAnswer | null> {
  const { accountId } = pushed;
  // First of all: this row stays locked to the end, so that the numbers of an account become visible in their order.
  const { seq, ...kept } = await writer
    .insertInto('syncCounter')
    .values({ accountId, seq: changes.length, bytes: 0, versions: 0 })
    .onConflict((conflict) =>
      conflict.column('accountId').doUpdateSet((set) => ({ seq: set('syncCounter.seq', '+', changes.length) })),
    )
    .returning(['seq', 'bytes', 'versions'])
    .executeTakeFirstOrThrow();
  if (!(await isPoint(writer, accountId, seen))) return null;
  const room = await Room.of(writer, accountId, kept);
  const answers: ChangeAnswer[] = [];
  for (const [at, change] of changes.entries()) {
    const first = seq - changes.length + 1;
    answers.push(await takeOne(writer, change, { ...pushed, room, seq: first + at }));
  }
  await room.keep(writer, accountId);
  return { answers, seen: await newestPoint(writer, accountId) };
}

interface Taking extends Omit<Push, 'changes' | 'seen'> {
  readonly seq: number;
  readonly room: Room;
}

async function takeOne(writer: Writer, sent: ItemChange, taking: Taking): Promise<ChangeAnswer> {
  const { kind, id, change } = sent;
  const reason = refusalOf(sent);
  if (reason !== null) return { kind, id, change, outcome: 'refused', reason };
  const name: ItemName = { accountId: taking.accountId, kind, id };
  const inForce = await itemInForce(writer, name);
  if (inForce !== null && (await isKnown(writer, name, change))) return answer(sent, inForce);
  const version: VersionRow = {
    ...name,
    version: (inForce?.versions ?? 0) + 1,
    change,
    machine: taking.machine,
    // A clock that runs ahead would win for as long as it does.
    changedAt: Math.min(sent.changedAt, taking.now),
    receivedAt: taking.now,
    seq: taking.seq,
    mark: taking.mark,
    deleted: sent.deleted ? 1 : 0,
    body: sent.body === null ? null : JSON.stringify(sent.body),
  };
  const winner = inForce === null || wins(version, sent.base, inForce) ? version : inForce;
  // It can be done once for each item that found room: whoever is full can still delete, and nobody grows by it for ever.
  const deletes = winner === version && sent.deleted && inForce?.deleted === 0;
  const full = taking.room.take(version.body, deletes);
  if (full !== null) return { kind, id, change, outcome: 'refused', reason: full };
  await writer.insertInto('itemVersion').values(version).execute();
  await keepInForce(writer, name, { winner, versions: version.version, lost: winner !== version });
  return answer(sent, winner);
}

/** What was made knowing the version in force follows it; of two that did not know each other the later one wins. */
function wins(version: VersionRow, base: number, inForce: VersionRow): boolean {
  if (base === inForce.version || version.machine === inForce.machine) return true;
  if (version.changedAt !== inForce.changedAt) return version.changedAt > inForce.changedAt;
  return version.change > inForce.change;
}

async function keepInForce(
  writer: Writer,
  name: ItemName,
  { winner, versions, lost }: { winner: VersionRow; versions: number; lost: boolean },
): Promise<void> {
  if (lost) {
    await writer
      .updateTable('item')
      .set({ versions })
      .where('accountId', '=', name.accountId)
      .where('kind', '=', name.kind)
      .where('id', '=', name.id)
      .execute();
    return;
  }
  const { version, seq, changedAt, deleted } = winner;
  const head = headOf(name.kind, winner.body);
  const tool = name.kind === 'history' ? toolOf(head) : null;
  const now = { version, versions, seq, changedAt, deleted, head, tool };
  await writer
    .insertInto('item')
    .values({ ...name, ...now })
    .onConflict((conflict) => conflict.columns(['accountId', 'kind', 'id']).doUpdateSet(now))
    .execute();
}

async function isKnown(writer: Writer, { accountId, kind, id }: ItemName, change: string): Promise<boolean> {
  const found = await writer
    .selectFrom('itemVersion')
    .select('version')
    .where('accountId', '=', accountId)
    .where('kind', '=', kind)
    .where('id', '=', id)
    .where('change', '=', change)
    .executeTakeFirst();
  return found !== undefined;
}

function answer({ kind, id, change }: ItemChange, winner: VersionRow): ChangeAnswer {
  return winner.change === change
    ? { kind, id, change, outcome: 'accepted', version: winner.version }
    : { kind, id, change, outcome: 'superseded', winner: versionBody(winner) };
}

/** What an entry of the history was made with; null where no program of ours wrote it. */
function toolOf(head: string | null): string | null {
  const { kind } = JSON.parse(head ?? '{}') as { readonly kind?: unknown };
  return typeof kind === 'string' && /^[\w-]{1,40}$/.test(kind) ? kind : null;
}
