import { setTimeout as pause } from 'node:timers/promises';
import { asFailure, Failure } from '../../errors.js';
import type { Account, ToolRun } from '../database/tables.js';
import type { Database } from '../database/database.js';
import { errorForLog } from '../http/request-log.js';
import type { Log } from '../log.js';
import { freshId } from '../random-text.js';
import { PLAN_ALLOWANCES } from './plan-allowances.js';
import { CANCELLED, runProblem, SUSPENDED } from './run-problem.js';
import type { ToolBench, ToolWish } from './tool-bench.js';
import { isToolName, mayCost, type ToolInput } from './tool-inputs.js';
import { claimRun, finishRun, orphanedRuns, renewLease, returnRun, waitingRuns, type Held } from './tool-runs.js';

/** Runs at once in one process: each holds answers of providers in memory. */
const MOST_AT_ONCE = 4;
/** How often a process looks for runs to begin and to stop. */
const TURN_MS = 2_000;
/** A run may be what the process died of. */
const MOST_TRIES = 2;
/** How long somebody who waits for a run of another process waits before the database is asked again. */
const LOOK_MS = 500;

interface AtWork extends Held {
  readonly stop: AbortController;
  readonly done: Promise<void>;
  /** What it is doing; null before it says. */
  said: string | null;
}

type Beside = Pick<ToolWish, 'signal' | 'onProgress'>;

export interface QueueParts {
  readonly database: Database;
  readonly log: Log;
  readonly bench: ToolBench;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Random bytes, fit for secrets. */
  readonly secretBytes: (count: number) => Uint8Array;
}

/**
 * Runs what waits in the database, a few at a time. Any number of processes may share a database: each run is begun by
 * one of them, and when that one dies, it is begun again, or marked as failed where that might cost money twice.
 */
export class ToolQueue {
  private readonly atWork = new Map<string, AtWork>();
  private timer: NodeJS.Timeout | null = null;
  private stopping = false;
  private readonly claims = new Set<Promise<void>>();
  private readonly kicks = new Set<Promise<void>>();

  constructor(private readonly parts: QueueParts) {}

  /** Looks after the runs from now on. */
  start(): void {
    this.timer = setInterval(() => void this.kick(), TURN_MS);
    this.timer.unref();
    void this.kick();
  }

  /** Lets nothing new begin, and stops what is at work: what costs nothing goes back into the queue. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (this.timer !== null) clearInterval(this.timer);
    await Promise.allSettled([...this.kicks, ...this.claims]);
    for (const { stop } of this.atWork.values()) stop.abort();
    await this.idle();
  }

  /** Waits for the runs that are at work in this process. */
  async idle(): Promise<void> {
    while (this.atWork.size > 0) await Promise.all([...this.atWork.values()].map(({ done }) => done));
  }

  /** As `turn`, for whoever cannot wait; what goes wrong goes wrong again at the next turn. */
  async kick(): Promise<void> {
    const turn = this.turn().catch((error: unknown) => {
      this.parts.log.error({ err: errorForLog(error) }, 'the runs of tools could not be looked after');
    });
    this.kicks.add(turn);
    await turn;
    this.kicks.delete(turn);
  }

  /** Renews the leases of its own runs, takes up those of the dead, and begins as many as there is room for. */
  async turn(): Promise<void> {
    const { database, now } = this.parts;
    for (const held of this.atWork.values()) {
      if (await renewLease(database.reader, held, now())) held.stop.abort();
    }
    for (const run of await orphanedRuns(database.reader, now())) await this.takeOver(run);
    if (this.room <= 0) return;
    for (const id of await waitingRuns(database.reader, this.room)) await this.begin(id);
  }

  /** Begins a run at once where there is room, and waits for its end; otherwise its turn comes. */
  async runNow(id: string): Promise<void> {
    await this.begin(id);
    await this.atWork.get(id)?.done;
  }

  /** What a run is doing, where it is at work in this process. */
  progressOf(id: string): string | null {
    return this.atWork.get(id)?.said ?? null;
  }

  /** Waits for the end of a run, so long at most; of one that is not at work here no longer than its turn may take. */
  async settled(id: string, ms: number): Promise<void> {
    const done = this.atWork.get(id)?.done;
    const stop = new AbortController();
    const longest = pause(done === undefined ? Math.min(ms, LOOK_MS) : ms, undefined, { signal: stop.signal });
    await Promise.race([longest, ...(done === undefined ? [] : [done])]);
    stop.abort();
    await longest.catch(() => undefined);
  }

  /** Stops a run that is at work here; another process sees at its next turn that it is to. */
  stopRun(id: string): void {
    this.atWork.get(id)?.stop.abort();
  }

  private async begin(id: string): Promise<void> {
    if (this.stopping || this.room <= 0) return;
    const claim = this.claim(id);
    this.claims.add(claim);
    try {
      await claim;
    } finally {
      this.claims.delete(claim);
    }
  }

  private async claim(id: string): Promise<void> {
    const { database, now, secretBytes } = this.parts;
    const lease = freshId(secretBytes);
    const run = await claimRun(database.reader, id, lease, now());
    if (run === null) return;
    const stop = new AbortController();
    const said = (words: string): void => {
      const own = this.atWork.get(id);
      if (own !== undefined) own.said = words;
    };
    const done = this.work(run, { id, lease }, { signal: stop.signal, onProgress: said }).finally(() =>
      this.atWork.delete(id),
    );
    this.atWork.set(id, { id, lease, stop, done, said: null });
  }

  private get room(): number {
    return MOST_AT_ONCE - this.atWork.size - this.claims.size;
  }

  private async takeOver({ id, lease, tool, input, tries }: ToolRun): Promise<void> {
    const { database, now } = this.parts;
    const held = { id, lease: lease ?? '' };
    const again = isToolName(tool) && !mayCost(tool, readInput(input)) && tries < MOST_TRIES;
    if (again) return returnRun(database.reader, held);
    const lost = new Failure(
      'interrupted',
      'the server stopped in the midst of it, and it is not begun once more',
      'ask for it again',
    );
    return finishRun(database, held, now(), { answer: null, problem: runProblem(lost) });
  }

  private async work(run: ToolRun, held: Held, beside: Beside): Promise<void> {
    const { database, now, log } = this.parts;
    try {
      const { answer, failure } = await this.answerOf(run, beside);
      if (failure?.kind === 'unexpected') {
        log.error({ err: errorForLog(failure.cause ?? failure), run: run.id }, 'a tool failed');
      }
      if (failure?.kind === 'key') log.warn({ run: run.id, tool: run.tool, why: failure.message }, 'no key');
      const tried = isToolName(run.tool) && mayCost(run.tool, readInput(run.input));
      if (this.stopping && failure?.kind === 'interrupted' && !tried) {
        await returnRun(database.reader, held);
        return;
      }
      const wrong = failure ?? answer.shortfall ?? null;
      const problem = wrong === null ? null : runProblem(wrong);
      await finishRun(database, held, now(), { answer, problem });
    } catch (error) {
      // Its lease will end, and somebody takes it up.
      log.error({ err: errorForLog(error), run: run.id }, 'what a tool came to could not be kept');
    }
  }

  private async answerOf(run: ToolRun, { signal, onProgress }: Beside) {
    const { id, tool, input, accountId } = run;
    try {
      if (!isToolName(tool)) throw new Failure('usage', `there is no tool ${tool} here`, 'update the server');
      if (signal.aborted) throw CANCELLED;
      const { usdARun, paidPictures } = PLAN_ALLOWANCES[await this.planOf(accountId)];
      const wish = { id, tool, input: readInput(input), usdMost: usdARun, paidPictures, signal, onProgress };
      return { answer: await this.parts.bench.run(wish), failure: null };
    } catch (error) {
      return { answer: null, failure: signal.aborted ? CANCELLED : asFailure(error) };
    }
  }

  /** What the account has now: it may have changed since it asked. @throws Failure `interrupted`, suspended or gone */
  private async planOf(accountId: string): Promise<Account['plan']> {
    const { reader } = this.parts.database;
    const found = await reader
      .selectFrom('account')
      .select('plan')
      .where('id', '=', accountId)
      .where('state', '=', 'active')
      .executeTakeFirst();
    if (found === undefined) throw SUSPENDED;
    return found.plan;
  }
}

/** As it was checked before it was kept. */
function readInput(text: string): ToolInput {
  return JSON.parse(text) as ToolInput;
}
