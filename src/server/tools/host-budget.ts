import type { Reader } from '../database/database.js';
import { DAY_MS } from './tool-runs.js';

const MILLIONTH = 1e-6;

/**
 * Takes what a run may cost at most from what all runs of a UTC day may cost the host. Exact, however many ask at once, and
 * never given back: what runs really cost is never more than was taken.
 * @param usd of the run, and `usdADay` of the host, US dollars @returns whether there was so much left
 */
export async function takeFromBudget(reader: Reader, usd: number, usdADay: number, at: number): Promise<boolean> {
  const [amount, most] = [Math.round(usd / MILLIONTH), Math.round(usdADay / MILLIONTH)];
  if (amount > most) return false;
  const day = Math.floor(at / DAY_MS);
  const taken = await reader
    .insertInto('rateCount')
    .values({ key: `host usd ${day}`, count: amount, until: (day + 1) * DAY_MS })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet((row) => ({ count: row('rateCount.count', '+', amount) }))
        .where('rateCount.count', '<=', most - amount),
    )
    .returning('count')
    .executeTakeFirst();
  return taken !== undefined;
}
