import type { TestDatabase } from './each-database.js';
import { QUICK_PASSWORDS, ServerUnderTest, type Wishes } from './server-under-test.js';

/** How often a race is run: few in CI, thousands when somebody asks (`INSIGHT_ROUNDS=1000`). */
export function rounds(inCi: number): number {
  return Number(process.env.INSIGHT_ROUNDS ?? inCi);
}

/** Long enough for any number of rounds. */
export const ROUNDS_MS = 3_600_000;

/**
 * Two servers over one database, whose clocks go alike: on PostgreSQL each with connections of its own. A file has one
 * process, and two connections of one process would only wait for each other with everything else standing still.
 */
export interface TwoServers {
  readonly first: ServerUnderTest;
  readonly second: ServerUnderTest;
  /** One or the other, in turns. */
  readonly each: (at: number) => ServerUnderTest;
  close(): Promise<void>;
}

export async function openTwo(database: TestDatabase, wishes: Wishes = {}): Promise<TwoServers> {
  const first = await ServerUnderTest.open(database, { passwords: QUICK_PASSWORDS, ...wishes });
  const now = () => first.clock.now;
  const own = first.database.dialect === 'postgres';
  const shared = { ...database, open: () => Promise.resolve(first.database) };
  const second = await ServerUnderTest.open(own ? database : shared, { passwords: QUICK_PASSWORDS, ...wishes, now });
  return {
    first,
    second,
    each: (at) => (at % 2 === 0 ? first : second),
    close: async () => {
      if (own) await second.close();
      await first.close();
    },
  };
}

/** Does something so many times at once. */
export function atOnce<T>(times: number, work: (at: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, (_, at) => work(at)));
}

/** How many there are of each: `{ 200: 1, 409: 49 }`. */
export function counted(answers: readonly { readonly status: number }[]): Readonly<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
