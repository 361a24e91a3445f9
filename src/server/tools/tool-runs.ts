import { NO_COST } from '../../domain/source.js';
import type { Database, Reader, Writer } from '../database/database.js';
import type { ToolRun } from '../database/tables.js';
import type { RunProblem } from './run-problem.js';
import type { ToolAnswer } from './tool-bench.js';
import type { ToolInput, ToolName } from './tool-inputs.js';

export const DAY_MS = 86_400_000;
/** A process that says nothing for so long is taken for dead. */
export const LEASE_MS = 60_000;

/** Takes one of an account's runs of a day. Exact, however many ask at once. @returns how many are left then; null when there was none */
export async function takeRunOfDay(
  reader: Reader,
  accountId: string,
  at: number,
  runsADay: number,
): Promise<number | null> {
  const taken = await reader
    .insertInto('toolDay')
    .values({ accountId, day: Math.floor(at / DAY_MS), runs: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['accountId', 'day'])
        .doUpdateSet((row) => ({ runs: row('toolDay.runs', '+', 1) }))
        .where('toolDay.runs', '<', runsADay),
    )
    .returning('runs')
    .executeTakeFirst();
  return taken === undefined ? null : runsADay - taken.runs;
}

/** Puts a run into the queue. */
export async function addRun(
  reader: Reader,
  run: { id: string; accountId: string; tool: ToolName; input: ToolInput; at: number },
): Promise<void> {
  const { id, accountId, tool, input, at } = run;
  await reader
    .insertInto('toolRun')
    .values({
      ...{ id, accountId, tool, input: JSON.stringify(input), state: 'queued', createdAt: at },
      ...{ result: null, problem: null, notes: '[]', cost: JSON.stringify(NO_COST), startedAt: null },
      ...{ finishedAt: null, lease: null, leaseUntil: null, tries: 0, cancelAsked: 0 },
    })
    .execute();
}

/** A run of an account, or null: those of others are not there. */
export async function findRun(reader: Reader, accountId: string, id: string): Promise<ToolRun | null> {
  const found = await reader
    .selectFrom('toolRun')
    .selectAll()
    .where('id', '=', id)
    .where('accountId', '=', accountId)
    .executeTakeFirst();
  return found ?? null;
}

/** Takes a run out of the queue; null when somebody else has, whoever asks at the same time. */
export async function claimRun(reader: Reader, id: string, lease: string, at: number): Promise<ToolRun | null> {
  const claimed = await reader
    .updateTable('toolRun')
    .set((row) => ({ state: 'running', startedAt: at, lease, leaseUntil: at + LEASE_MS, tries: row('tries', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .returningAll()
    .executeTakeFirst();
  return claimed ?? null;
}

/** Says that a run is still at work. @returns whether it is to stop: cancelled, or no longer of this process */
export async function renewLease(reader: Reader, { id, lease }: Held, at: number): Promise<boolean> {
  const renewed = await reader
    .updateTable('toolRun')
    .set({ leaseUntil: at + LEASE_MS })
    .where('id', '=', id)
    .where('lease', '=', lease)
    .where('state', '=', 'running')
    .returning('cancelAsked')
    .executeTakeFirst();
  return renewed?.cancelAsked !== 0;
}

/** A run that this process has. */
export interface Held {
  readonly id: string;
  readonly lease: string;
}

/** Keeps what a run came to; nothing when it is no longer of this process. */
export async function finishRun(
  database: Database,
  { id, lease }: Held,
  at: number,
  outcome: { readonly answer: ToolAnswer | null; readonly problem: RunProblem | null },
): Promise<void> {
  const { answer, problem } = outcome;
  await database.write(async (writer) => {
    const { numUpdatedRows } = await writer
      .updateTable('toolRun')
      .set({
        state: answer === null ? 'failed' : 'done',
        finishedAt: at,
        result: answer?.result ?? null,
        problem: problem === null ? null : JSON.stringify(problem),
        ...(answer !== null && { notes: JSON.stringify(answer.notes), cost: JSON.stringify(answer.cost) }),
        ...{ lease: null, leaseUntil: null },
      })
      .where('id', '=', id)
      .where('lease', '=', lease)
      .where('state', '=', 'running')
      .executeTakeFirst();
    if (Number(numUpdatedRows) === 0) return;
    for (const { name, type, bytes } of answer?.files ?? []) {
      const content = Buffer.from(bytes).toString('base64');
      await writer.insertInto('toolFile').values({ runId: id, name, type, content }).execute();
    }
  });
}

/** Puts a run of this process back into the queue. */
export async function returnRun(reader: Reader, { id, lease }: Held): Promise<void> {
  await reader
    .updateTable('toolRun')
    .set({ state: 'queued', startedAt: null, lease: null, leaseUntil: null })
    .where('id', '=', id)
    .where('lease', '=', lease)
    .where('state', '=', 'running')
    .execute();
}

/** Runs whose process is taken for dead. */
export async function orphanedRuns(reader: Reader, at: number): Promise<readonly ToolRun[]> {
  return reader
    .selectFrom('toolRun')
    .selectAll()
    .where('state', '=', 'running')
    .where('leaseUntil', '<=', at)
    .orderBy('createdAt')
    .limit(50)
    .execute();
}

/** The ids of the runs that wait, the oldest first. */
export async function waitingRuns(reader: Reader, most: number): Promise<readonly string[]> {
  const found = await reader
    .selectFrom('toolRun')
    .select('id')
    .where('state', '=', 'queued')
    .orderBy('createdAt')
    .orderBy('id')
    .limit(most)
    .execute();
  return found.map(({ id }) => id);
}

/** Ends a run that waits; one at work is told to stop. Nothing for one that has ended. */
export async function cancelRun(
  database: Database,
  { accountId, id }: Pick<ToolRun, 'accountId' | 'id'>,
  at: number,
  problem: RunProblem,
): Promise<ToolRun | null> {
  return database.write(async (writer) => {
    const run = await findRun(writer, accountId, id);
    if (run?.state === 'queued') {
      const ended = { state: 'failed', finishedAt: at, problem: JSON.stringify(problem) } as const;
      await writer.updateTable('toolRun').set(ended).where('id', '=', id).execute();
    } else if (run?.state === 'running') {
      await writer.updateTable('toolRun').set({ cancelAsked: 1 }).where('id', '=', id).execute();
    }
    return findRun(writer, accountId, id);
  });
}

/** The same for all runs of an account. */
export async function cancelRunsOf(writer: Writer, accountId: string, at: number, problem: RunProblem): Promise<void> {
  const ended = { state: 'failed', finishedAt: at, problem: JSON.stringify(problem) } as const;
  const runs = writer.updateTable('toolRun').where('accountId', '=', accountId);
  await runs.set(ended).where('state', '=', 'queued').execute();
  await runs.set({ cancelAsked: 1 }).where('state', '=', 'running').execute();
}
