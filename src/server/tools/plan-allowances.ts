import type { Account } from '../database/tables.js';

/** What the tools may take of the host's keys for one account. */
export interface PlanAllowance {
  /** Runs of tools in one UTC day, whatever becomes of them. */
  readonly runsADay: number;
  /** US dollars that one run may cost, by the price list. */
  readonly usdARun: number;
  /** Whether makers of pictures that take money may be asked. */
  readonly paidPictures: boolean;
}

export const PLAN_ALLOWANCES: Readonly<Record<Account['plan'], PlanAllowance>> = {
  free: { runsADay: 20, usdARun: 0.1, paidPictures: false },
  pro: { runsADay: 200, usdARun: 0.5, paidPictures: true },
  team: { runsADay: 1_000, usdARun: 1, paidPictures: true },
};
