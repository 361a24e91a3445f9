import type { Writer } from '../database/database.js';
import { PLAN_ALLOWANCES } from '../tools/plan-allowances.js';

/** What is kept of an account so far: every version counts, for each is kept for good. */
export interface Kept {
  readonly bytes: number;
  readonly versions: number;
}

/** What an account may have kept, counted as changes are taken. */
export class Room {
  private constructor(
    private kept: Kept,
    private readonly most: Kept,
    /** Why nothing more fits: a clause, as `insight sync` shows it. */
    private readonly reason: string,
  ) {}

  /** @param kept so far, in a row that stays locked to the end of the transaction */
  static async of(writer: Writer, accountId: string, kept: Kept): Promise<Room> {
    const { plan } = await writer
      .selectFrom('account')
      .select('plan')
      .where('id', '=', accountId)
      .executeTakeFirstOrThrow();
    const { keptBytes, keptVersions } = PLAN_ALLOWANCES[plan];
    const [megabytes, changes] = [keptBytes / 1_000_000, keptVersions.toLocaleString('en')];
    const reason = `the server keeps ${megabytes} megabytes and ${changes} changes in the plan "${plan}", and it would be more`;
    return new Room(kept, { bytes: keptBytes, versions: keptVersions }, reason);
  }

  /**
   * Takes room for one more version.
   * @param always whether it is taken also where there is none
   * @returns why there is none; null where it was taken
   */
  take(body: string | null, always: boolean): string | null {
    const { bytes, versions } = this.kept;
    const next = { bytes: bytes + Buffer.byteLength(body ?? ''), versions: versions + 1 };
    if (!always && (next.bytes > this.most.bytes || next.versions > this.most.versions)) return this.reason;
    this.kept = next;
    return null;
  }

  /** Writes down what is kept now. */
  async keep(writer: Writer, accountId: string): Promise<void> {
    await writer.updateTable('syncCounter').set(this.kept).where('accountId', '=', accountId).execute();
  }
}
