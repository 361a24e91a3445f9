import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeAccount } from '../../src/server/admin/change-account.js';
import { Failure } from '../../src/errors.js';
import { addRun } from '../../src/server/tools/tool-runs.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { ServerUnderTest } from './server-under-test.js';

describe('the runs of a suspended account', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    /** The ids of what was begun. */
    let begun: string[];
    let stopped: string[];
    let ada: string;
    beforeEach(async () => {
      database = await make();
      [begun, stopped] = [[], []];
      const run = ({ id, signal }: { id: string; signal: AbortSignal }) => {
        begun.push(id);
        return new Promise<never>((_, reject) => {
          signal.addEventListener('abort', () => {
            stopped.push(id);
            reject(new Failure('interrupted', 'interrupted', 'run it again'));
          });
        });
      };
      server = await ServerUnderTest.open(database, { bench: { run } });
      ada = (await server.signedIn('ada@example.org')).id;
    });
    afterEach(async () => {
      await server.parts.tools.stop();
      expect(server.unexpected).toEqual([]);
      await server.close();
      await database.remove();
    });

    const ask = (id: string, accountId = ada) =>
      addRun(server.database.reader, { id, accountId, tool: 'concepts', input: { topic: 'x' }, at: server.clock.now });
    const suspend = (id: string) =>
      server.database.write((writer) =>
        changeAccount(writer, 'system', id, { state: 'suspended' }, server.clock.now).then(() => undefined),
      );
    const turn = () => server.parts.tools.turn();
    const stands = async () => {
      const runs = await server.database.reader.selectFrom('toolRun').select(['id', 'state', 'problem']).execute();
      return Object.fromEntries(
        runs.map(({ id, state, problem }) => [
          id,
          `${state}: ${problem === null ? '' : (JSON.parse(problem) as { detail: string }).detail}`,
        ]),
      );
    };

    it('are stopped, at work or waiting, and those of others go on', async () => {
      const bob = (await server.signedIn('bob@example.org')).id;
      await ask('bobs', bob);
      await ask('at-work');
      await turn();
      await expect.poll(() => [...begun].sort()).toEqual(['at-work', 'bobs']);
      await ask('waiting');
      await suspend(ada);
      await turn();
      await expect
        .poll(() => stands())
        .toEqual({
          bobs: 'running: ',
          'at-work': 'failed: it was cancelled',
          waiting: 'failed: the account is suspended',
        });
      expect(stopped).toEqual(['at-work']);
      expect([...begun].sort()).toEqual(['at-work', 'bobs']);
    });

    it('are not begun where one was asked for in the very moment', async () => {
      await suspend(ada);
      await ask('late');
      await turn();
      await server.parts.tools.idle();
      expect(begun).toEqual([]);
      expect(await stands()).toEqual({ late: 'failed: the account is suspended' });
    });
  });
});
