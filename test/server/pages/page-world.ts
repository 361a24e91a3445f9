import { afterEach, beforeEach, expect } from 'vitest';
import type { Letter } from '../../../src/server/mail/mailer.js';
import { onEachDatabase, type TestDatabase } from '../each-database.js';
import { ServerUnderTest, type Wishes } from '../server-under-test.js';
import { BrowserUnderTest } from './browser-under-test.js';

/** What a test of pages has: made anew for each test. */
export interface PageWorld {
  readonly server: ServerUnderTest;
  readonly browser: BrowserUnderTest;
  /** What the server sent. */
  readonly letters: readonly Letter[];
}

/** The same tests of pages on both databases. @param wishes of a server that sends no mail: `{ mailer: null }` */
export function onEachPageWorld(tests: (world: () => PageWorld) => void, wishes: Wishes = {}): void {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let world: PageWorld;
    beforeEach(async () => {
      const letters: Letter[] = [];
      database = await make();
      const server = await ServerUnderTest.open(database, {
        mailer: { post: (letter) => void letters.push(letter) },
        ...wishes,
      });
      world = { server, browser: new BrowserUnderTest(server), letters };
    });
    afterEach(async () => {
      expect(world.server.unexpected).toEqual([]);
      await world.server.close();
      await database.remove();
    });
    tests(() => world);
  });
}
