import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findByEmail } from '../../src/server/accounts/accounts.js';
import { makeAccount } from '../../src/server/admin/make-account.js';
import { administratorOfFirstStart, type GivenAdministrator } from '../../src/server/admin/make-administrator.js';
import { secretsFrom } from '../../src/server/secrets.js';
import { isKnownSecret, takeSecret } from '../../src/server/system/known-secret.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { PASSWORD, ServerUnderTest } from './server-under-test.js';

const GIVEN = { email: 'root@example.org', password: PASSWORD };
const NOTHING = { email: null, password: null };

describe('the administrator of the very first start', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    beforeEach(async () => {
      database = await make();
      server = await ServerUnderTest.open(database);
    });
    afterEach(async () => {
      await server.close();
      await database.remove();
    });

    const start = (given: GivenAdministrator) => administratorOfFirstStart(given, server.parts);
    const admins = () => server.database.reader.selectFrom('account').selectAll().where('role', '=', 'admin').execute();

    it('is made once, signs in, and stands in the book', async () => {
      expect(await start(GIVEN)).toBe('made');
      expect(await server.call('POST', '/api/v1/sessions', { body: GIVEN })).toMatchObject({ status: 201 });
      expect(await start(GIVEN)).toBe('ignored');
      expect(await start({ ...GIVEN, email: 'other@example.org' })).toBe('ignored');
      expect(await start({ ...GIVEN, password: null })).toBe('ignored');
      expect(await start(NOTHING)).toBe('none');
      expect(await admins()).toHaveLength(1);
      const events = await server.database.reader.selectFrom('audit').select(['actor', 'action']).execute();
      expect(events[0]).toEqual({ actor: 'system', action: 'account.admin-made' });
    });

    it('is not made after a first start without one', async () => {
      expect(await start(NOTHING)).toBe('none');
      expect(await start(GIVEN)).toBe('ignored');
      expect(await admins()).toEqual([]);
    });

    it('is not made where somebody administers already', async () => {
      await makeAccount({ email: 'ada@example.org', role: 'admin' }, PASSWORD, server.parts);
      expect(await start(GIVEN)).toBe('ignored');
      expect(await admins()).toMatchObject([{ email: 'ada@example.org' }]);
    });

    it.each([
      [{ ...GIVEN, email: 'root' }, '"root" is no e-mail address'],
      [{ ...GIVEN, password: 'admin' }, 'at least 12 characters'],
      [{ ...GIVEN, email: null }, 'ADMIN_USERNAME is not'],
      [{ ...GIVEN, password: null }, 'ADMIN_PASSWORD is not'],
    ])('is refused as %j, and the next start is the first', async (given, words) => {
      await expect(start(given)).rejects.toMatchObject({
        problem: 'unprocessable',
        message: expect.stringContaining(words) as string,
      });
      expect(await start(GIVEN)).toBe('made');
    });

    it('is one when ten servers start at once', async () => {
      const others = await Promise.all(Array.from({ length: 3 }, () => database.open()));
      const starts = Array.from({ length: 10 }, (_, at) =>
        administratorOfFirstStart(
          { ...GIVEN, email: `root-${at}@example.org` },
          { ...server.parts, database: others[at % 3] ?? server.database },
        ),
      );
      const ends = await Promise.all(starts);
      expect(ends.filter((end) => end === 'made')).toHaveLength(1);
      expect(await admins()).toHaveLength(1);
      await Promise.all(others.map((other) => other.close()));
    });

    it('is no second account of an address', async () => {
      await makeAccount({ email: 'ada@example.org', role: 'admin' }, PASSWORD, server.parts);
      await expect(
        makeAccount({ email: ' ADA@example.org', role: 'admin' }, PASSWORD, server.parts),
      ).rejects.toMatchObject({
        problem: 'conflict',
      });
      expect(await findByEmail(server.database.reader, 'ada@example.org')).toMatchObject({ role: 'admin' });
    });

    it('a database knows the secret that its passwords are made with, until a server takes another', async () => {
      const [one, other] = [1, 2].map((fill) => secretsFrom(Buffer.alloc(32, fill)));
      if (one === undefined || other === undefined) throw new Error('two secrets were made');
      const { reader } = server.database;
      expect(await isKnownSecret(reader, one)).toBe(true);
      expect([await isKnownSecret(reader, one), await isKnownSecret(reader, other)]).toEqual([true, false]);
      await takeSecret(reader, other);
      expect([await isKnownSecret(reader, one), await isKnownSecret(reader, other)]).toEqual([false, true]);
    });
  });
});
