import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MOST_GUESSES } from '../../src/server/device/device-grants.js';
import { freshUserCode, typedUserCode } from '../../src/server/device/user-code.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { ServerUnderTest } from './server-under-test.js';

interface Code {
  readonly device_code: string;
  readonly user_code: string;
  readonly verification_uri_complete: string;
  readonly expires_in: number;
  readonly interval: number;
}
interface Told {
  readonly access_token?: string;
  readonly refresh_token?: string;
  readonly error?: string;
}

describe('a device that asks to be let in', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    let session: string;
    beforeEach(async () => {
      database = await make();
      server = await ServerUnderTest.open(database);
      session = (await server.signedIn('ada@example.org')).token;
    });
    afterEach(async () => {
      expect(server.unexpected).toEqual([]);
      await server.close();
      await database.remove();
    });

    const begin = async () =>
      (await server.call<Code>('POST', '/api/v1/device/code', { body: { label: 'the laptop' } })).body;
    const ask = (device_code: string) =>
      server.call<Told>('POST', '/api/v1/device/token', {
        body: { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code },
      });
    const errorOf = async (device_code: string) => (await ask(device_code)).body.error;
    const decide = (
      verb: 'approve' | 'deny',
      userCode: string,
      token = session,
      password = 'eleven purple elephants',
    ) =>
      server.call('POST', `/api/v1/device/${verb}`, {
        token,
        body: { userCode, ...(verb === 'approve' && { password }) },
      });

    it('waits, is let in by a person, and is let in once', async () => {
      const code = await begin();
      expect(code.user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
      expect(code.expires_in).toBe(600);
      expect(code.verification_uri_complete).toContain(code.user_code);
      expect(await ask(code.device_code)).toMatchObject({ status: 400, body: { error: 'authorization_pending' } });
      const typed = code.user_code.toLowerCase().replace('-', ' ');
      const shown = await server.call('GET', `/api/v1/device/requests/${encodeURIComponent(typed)}`, {
        token: session,
      });
      expect(shown).toMatchObject({ status: 200, body: { label: 'the laptop', client: '192.0.2.1' } });
      expect(await decide('approve', typed)).toMatchObject({ status: 204 });
      server.clock.now += code.interval * 1000;
      const told = await ask(code.device_code);
      expect(told.status).toBe(200);
      const me = await server.call('GET', '/api/v1/me', { token: told.body.access_token ?? '' });
      expect(me).toMatchObject({ status: 200, body: { email: 'ada@example.org' } });
      server.clock.now += code.interval * 1000;
      expect(await errorOf(code.device_code)).toBe('invalid_grant');
      const book = await server.database.reader.selectFrom('audit').select('action').orderBy('seq').execute();
      expect(book.map(({ action }) => action).slice(-2)).toEqual(['device.approved', 'session.begun']);
    });

    it('is let in by whoever knows the password alone', async () => {
      const code = await begin();
      expect(await decide('approve', code.user_code, session, 'a wrong one')).toMatchObject({ status: 401 });
      expect(await errorOf(code.device_code)).toBe('authorization_pending');
    });

    it('is let in once, however many ask at the same moment', async () => {
      const code = await begin();
      await decide('approve', code.user_code);
      const answers = await Promise.all(Array.from({ length: 5 }, () => ask(code.device_code)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    });

    it('is sent away', async () => {
      const code = await begin();
      expect(await decide('deny', code.user_code)).toMatchObject({ status: 204 });
      expect(await errorOf(code.device_code)).toBe('access_denied');
      expect(await decide('approve', code.user_code)).toMatchObject({ status: 404 });
    });

    it('comes too late after ten minutes, also when it was let in', async () => {
      const [waiting, allowed] = [await begin(), await begin()];
      await decide('approve', allowed.user_code);
      server.clock.now += 600_000;
      expect(await errorOf(waiting.device_code)).toBe('expired_token');
      expect(await errorOf(allowed.device_code)).toBe('expired_token');
      expect(await decide('approve', waiting.user_code)).toMatchObject({ status: 404 });
    });

    it('is told to slow down, five seconds each time', async () => {
      const { device_code, interval } = await begin();
      expect(await errorOf(device_code)).toBe('authorization_pending');
      server.clock.now += 1_000;
      expect(await errorOf(device_code)).toBe('slow_down');
      server.clock.now += interval * 1000;
      expect(await errorOf(device_code)).toBe('slow_down');
      server.clock.now += (interval + 10) * 1000;
      expect(await errorOf(device_code)).toBe('authorization_pending');
    });

    it('is not let in by an account that was suspended meanwhile', async () => {
      const code = await begin();
      await decide('approve', code.user_code);
      await server.database.write((writer) => writer.updateTable('account').set({ state: 'suspended' }).execute());
      expect(await errorOf(code.device_code)).toBe('access_denied');
    });

    it('is not found by guessing: ten wrong codes, then ten minutes of rest', async () => {
      const code = await begin();
      const other = code.user_code.startsWith('B') ? 'CCCC-CCCC' : 'BBBB-BBBB';
      for (let guess = 0; guess < MOST_GUESSES; guess += 1) {
        expect(await decide('approve', other)).toMatchObject({ status: 404 });
      }
      const refused = await decide('approve', code.user_code);
      expect(refused).toMatchObject({ status: 429 });
      expect(refused.headers.get('retry-after')).toBe('600');
      const bob = (await server.signedIn('bob@example.org')).token;
      expect(await decide('approve', code.user_code, bob)).toMatchObject({ status: 204 });
      server.clock.now += 600_000;
      session = (
        await server.call<{ accessToken: string }>('POST', '/api/v1/sessions', {
          body: { email: 'ada@example.org', password: 'eleven purple elephants' },
        })
      ).body.accessToken;
      expect(await decide('approve', (await begin()).user_code)).toMatchObject({ status: 204 });
    });

    it('needs a person who is signed in, and a code that exists', async () => {
      const code = await begin();
      const unsigned = await server.call('POST', '/api/v1/device/approve', { body: { userCode: code.user_code } });
      expect(unsigned).toMatchObject({ status: 401 });
      expect(await errorOf('isd_nothing')).toBe('invalid_grant');
      const kept = await server.database.reader.selectFrom('deviceGrant').selectAll().execute();
      expect(JSON.stringify(kept)).not.toContain(code.device_code);
      expect(JSON.stringify(kept)).not.toContain(typedUserCode(code.user_code));
    });
  });
});

describe('a user code', () => {
  it('has every letter as often as any other, and passes over the bytes that would not', () => {
    let next = 0;
    const bytes = () => Uint8Array.of(next++ % 256);
    const seen = new Map<string, number>();
    // 30 codes are the 240 bytes that count.
    for (const letter of Array.from({ length: 30 }, () => freshUserCode(bytes)).join('')) {
      seen.set(letter, (seen.get(letter) ?? 0) + 1);
    }
    expect(new Set(seen.values())).toEqual(new Set([12]));
    expect(seen.size).toBe(20);
  });
});
