import type { Account } from '../database/tables.js';
import type { Limit } from '../http/route.js';

/** So many requests in so long a time. */
export interface Allowance {
  readonly quota: number;
  /** Milliseconds, whole seconds. */
  readonly windowMs: number;
}

type Plan = Account['plan'];

/** What one address may, whoever calls from it, and what one account may, wherever it calls from. */
export interface Allowances {
  readonly address: Allowance;
  /** Null where only the address counts. */
  readonly account: Readonly<Record<Plan, Allowance>> | null;
}

const perMinute = (quota: number): Allowance => ({ quota, windowMs: 60_000 });
const perHour = (quota: number): Allowance => ({ quota, windowMs: 3_600_000 });

/**
 * Every limit there is. An address is given more than an account, for an office or a mobile network is one address; only
 * guessing passwords is counted by the address alone, since whoever guesses is not signed in.
 */
export const ALLOWANCES: Readonly<Record<Exclude<Limit, 'none'>, Allowances>> = {
  usual: { address: perMinute(3000), account: { free: perMinute(120), pro: perMinute(600), team: perMinute(1800) } },
  // More than a day's runs of the plan, so that it is the plan that says when they are over.
  tools: { address: perHour(2000), account: { free: perHour(40), pro: perHour(400), team: perHour(1500) } },
  // Everything that is kept of an account, at once.
  export: { address: perHour(60), account: { free: perHour(6), pro: perHour(6), team: perHour(6) } },
  'sign-in': { address: { quota: 25, windowMs: 300_000 }, account: null },
};
