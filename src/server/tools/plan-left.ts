import type { Reader } from '../database/database.js';
import type { Account } from '../database/tables.js';
import { PLAN_ALLOWANCES, type PlanAllowance } from './plan-allowances.js';
import { DAY_MS } from './tool-runs.js';

/** What an account may take of the host's keys, and what of it is left today. */
export interface PlanLeft extends PlanAllowance {
  readonly runsLeft: number;
}

/** @param now milliseconds */
export async function planLeft(
  reader: Reader,
  { id, plan }: Pick<Account, 'id' | 'plan'>,
  now: number,
): Promise<PlanLeft> {
  const taken = await reader
    .selectFrom('toolDay')
    .select('runs')
    .where('accountId', '=', id)
    .where('day', '=', Math.floor(now / DAY_MS))
    .executeTakeFirst();
  const allowance = PLAN_ALLOWANCES[plan];
  // Of a plan that was larger this morning more may be taken than there is.
  return { ...allowance, runsLeft: Math.max(0, allowance.runsADay - (taken?.runs ?? 0)) };
}
