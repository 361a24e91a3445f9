import type { PluginTransformResultArgs } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ToolQueue } from '../../src/server/tools/tool-queue.js';
import type { Database } from '../../src/server/database/database.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { ServerUnderTest } from './server-under-test.js';

/** As a driver throws it: what it was given stands in its members, and a token in its words. */
const ERROR = Object.assign(new Error(`it went wrong with isr_${'x'.repeat(43)}`), { parameters: ['CANARY'] });

describe('what the log says of a tool that went wrong', () => {
  onEachDatabase((make) => {
    let made: TestDatabase;
    let server: ServerUnderTest;
    let token: string;
    beforeEach(async () => {
      made = await make();
      server = await ServerUnderTest.open(made, { bench: { run: () => Promise.reject(ERROR) } });
      ({ token } = await server.signedIn('ada@example.org'));
    });
    afterEach(async () => {
      await server.parts.tools.stop();
      await server.close();
      await made.remove();
    });

    const ask = () => server.call('POST', '/api/v1/tools/outliers', { body: { channels: ['@made-up'] }, token });
    const waiting = async () => {
      await ask();
      await server.database.reader.updateTable('toolRun').set({ state: 'queued', lease: null }).execute();
      const lines: object[] = [];
      const say = (fields: object, message: string) => void lines.push({ message, ...fields });
      const queue = (database: Database) =>
        new ToolQueue({
          ...server.parts,
          database,
          bench: { run: () => Promise.reject(ERROR) },
          log: { info: say, warn: say, error: say },
        });
      return { lines, queue };
    };
    const hidden = (lines: readonly object[], message: string) => {
      const found = lines.filter((line) => 'message' in line && line.message === message);
      expect(found).toMatchObject([{ err: { type: 'Error', message: 'it went wrong with (hidden)' } }]);
      expect(JSON.stringify(found)).not.toMatch(/CANARY|xxx/);
    };

    it('is not what the tool was given', async () => {
      expect((await ask()).status).toBe(500);
      hidden(server.unexpected, 'a tool failed');
    });

    it('is not what could not be kept', async () => {
      const { lines, queue } = await waiting();
      const broken = queue({ ...server.database, write: () => Promise.reject(ERROR) });
      await broken.turn();
      await broken.idle();
      hidden(lines, 'what a tool came to could not be kept');
    });

    it('is not what the database was asked', async () => {
      const { lines, queue } = await waiting();
      const fails = {
        transformQuery: () => {
          throw ERROR;
        },
        transformResult: ({ result }: PluginTransformResultArgs) => Promise.resolve(result),
      };
      await queue({ ...server.database, reader: server.database.reader.withPlugin(fails) }).kick();
      hidden(lines, 'the runs of tools could not be looked after');
    });
  });
});
