import type { TestDatabase } from './each-database.js';
import { QUICK_PASSWORDS, ServerUnderTest, type Wishes } from './server-under-test.js';

/** How often a race is run: few in CI, thousands when somebody asks (`INSIGHT_ROUNDS=1000`). */
export function rounds(inCi: number): number {
  return Number(process.env.INSIGHT_ROUNDS ?? inCi);
}

/** Long enough for any number of rounds. */
export const ROUNDS_MS = 3_600_000;

/** Two servers over one database, each with connections of its own, whose clocks go alike. */
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
  const second = await ServerUnderTest.open(database, { passwords: QUICK_PASSWORDS, ...wishes, now });
  return {
    first,
    second,
    each: (at) => (at % 2 === 0 ? first : second),
    close: async () => {
      await Promise.all([first.close(), second.close()]);
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
