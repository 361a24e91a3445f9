import type { Account } from '../database/tables.js';

/** What one account may take: of the host's keys by the tools, and of its disk by sync. */
export interface PlanAllowance {
  /** Runs of tools in one UTC day, whatever becomes of them. */
  readonly runsADay: number;
  /** US dollars that one run may cost, by the price list. */
  readonly usdARun: number;
  /** Whether makers of pictures that take money may be asked. */
  readonly paidPictures: boolean;
  /** Bytes of all that its machines sent, every version of it. */
  readonly keptBytes: number;
  /** How many versions. */
  readonly keptVersions: number;
}

export const PLAN_ALLOWANCES: Readonly<Record<Account['plan'], PlanAllowance>> = {
  free: { runsADay: 20, usdARun: 0.1, paidPictures: false, keptBytes: 20e6, keptVersions: 10_000 },
  pro: { runsADay: 200, usdARun: 0.5, paidPictures: true, keptBytes: 100e6, keptVersions: 50_000 },
  team: { runsADay: 1_000, usdARun: 1, paidPictures: true, keptBytes: 200e6, keptVersions: 100_000 },
};
