import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeResetLink } from '../../src/server/accounts/password-reset.js';
import { INTERVAL_S } from '../../src/server/device/device-grants.js';
import { SESSION_COOKIE } from '../../src/server/http/authenticate.js';
import { beginWebSession } from '../../src/server/sessions/sessions.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import type { SignedIn } from './route-examples.js';
import { PASSWORD, PUBLIC_URL } from './server-under-test.js';
import { openTwo, type TwoServers } from './two-servers.js';

const NEW = 'a new and longer password';
const SAME_SITE = { origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin' };

interface Pair {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Everything by which somebody is in, or about to be. */
interface Ways {
  readonly id: string;
  readonly laptop: Pair;
  readonly phone: Pair;
  readonly cookie: string;
  readonly token: string;
  readonly deviceCode: string;
}

/** Which of them are still in. */
interface In {
  readonly laptop: boolean;
  readonly phone: boolean;
  readonly page: boolean;
  readonly token: boolean;
  /** A device that was let in, and has not come for its tokens yet. */
  readonly device: boolean;
}

const ALL: In = { laptop: true, phone: true, page: true, token: true, device: true };
const NONE: In = { laptop: false, phone: false, page: false, token: false, device: false };

type Act = (both: TwoServers, ways: Ways, admin: SignedIn) => Promise<{ readonly status: number }>;

const patch =
  (body: object): Act =>
  ({ first }, { id }, { token }) =>
    first.call('PATCH', `/api/v1/admin/users/${id}`, { token, body });

/** What happens on one server, and who is in on the other at the very next request. */
const EVENTS: readonly (readonly [string, Act, In])[] = [
  ['nothing', () => Promise.resolve({ status: 200 }), ALL],
  [
    'signing out',
    ({ first }, { laptop }) => first.call('DELETE', '/api/v1/sessions/current', { token: laptop.accessToken }),
    { ...ALL, laptop: false },
  ],
  [
    'signing out of the page',
    ({ first }, { cookie }) =>
      first.call('POST', '/sign-out', {
        headers: { ...SAME_SITE, cookie, 'content-type': 'application/x-www-form-urlencoded' },
        body: '',
      }),
    { ...ALL, page: false },
  ],
  ['being suspended', patch({ state: 'suspended' }), NONE],
  [
    'being suspended and let in again',
    async (both, ways, admin) => {
      await patch({ state: 'suspended' })(both, ways, admin);
      return patch({ state: 'active' })(both, ways, admin);
    },
    NONE,
  ],
  [
    'an administrator ending all sessions',
    ({ first }, { id }, { token }) => first.call('DELETE', `/api/v1/admin/users/${id}/sessions`, { token }),
    { ...NONE, token: true },
  ],
  [
    'changing the password on the laptop',
    ({ first }, { laptop }) =>
      first.call('POST', '/api/v1/me/password', {
        token: laptop.accessToken,
        body: { password: PASSWORD, newPassword: NEW },
      }),
    { ...NONE, laptop: true },
  ],
  [
    'a new password by a link',
    async ({ first }, { id }) => {
      const account = await first.database.reader
        .selectFrom('account')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      const link = await first.database.write((writer) => makeResetLink(writer, account, 'system', first.parts));
      const token = link.split('=')[1];
      return first.call('POST', '/api/v1/password-resets/confirm', { body: { token, password: NEW } });
    },
    NONE,
  ],
  [
    'changing the address on the laptop',
    ({ first }, { laptop }) =>
      first.call('POST', '/api/v1/me/email', {
        token: laptop.accessToken,
        body: { password: PASSWORD, email: 'countess@example.org' },
      }),
    { ...NONE, laptop: true },
  ],
  [
    'deleting the account',
    ({ first }, { laptop }) =>
      first.call('DELETE', '/api/v1/me', { token: laptop.accessToken, body: { password: PASSWORD } }),
    NONE,
  ],
];

describe('at the very next request, on another server', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let both: TwoServers;
    let admin: SignedIn;
    beforeAll(async () => {
      database = await make();
      both = await openTwo(database);
      admin = await both.first.signedIn('root@example.org', 'admin');
    });
    afterAll(async () => {
      expect([...both.first.unexpected, ...both.second.unexpected]).toEqual([]);
      await both.close();
      await database.remove();
    });

    let people = 0;
    const login = async (email: string, label: string) => {
      const body = { email, password: PASSWORD, label };
      return (await both.first.call<Pair>('POST', '/api/v1/sessions', { body })).body;
    };
    const allWays = async (): Promise<Ways> => {
      const { first } = both;
      people += 1;
      const email = `ada${String(people)}@example.org`;
      const { id } = await first.signedIn(email);
      const [laptop, phone] = [await login(email, 'a laptop'), await login(email, 'a phone')];
      const account = await first.database.reader
        .selectFrom('account')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      const held = await first.database.write((writer) => beginWebSession(writer, account, 'a browser', first.parts));
      const made = await first.call<{ token: string }>('POST', '/api/v1/tokens', {
        token: laptop.accessToken,
        body: { name: 'nightly', scopes: ['read'], password: PASSWORD },
      });
      const asked = await first.call<{ device_code: string; user_code: string }>('POST', '/api/v1/device/code', {
        body: { label: 'a television' },
      });
      const userCode = asked.body.user_code;
      const approval = { userCode, password: PASSWORD };
      await first.call('POST', '/api/v1/device/approve', { token: laptop.accessToken, body: approval });
      const cookie = `${SESSION_COOKIE}=${held}`;
      return { id, laptop, phone, cookie, token: made.body.token, deviceCode: asked.body.device_code };
    };
    /** By its access token, and by its refresh token: the two must not differ. */
    const goesOn = async ({ accessToken, refreshToken }: Pair) => {
      const { second } = both;
      const me = await second.call('GET', '/api/v1/me', { token: accessToken });
      const refreshed = await second.call('POST', '/api/v1/sessions/refresh', { body: { refreshToken } });
      expect(refreshed.status).toBe(me.status);
      return me.status === 200;
    };
    const whoIsIn = async ({ laptop, phone, cookie, token, deviceCode }: Ways): Promise<In> => {
      const { second } = both;
      const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
      return {
        laptop: await goesOn(laptop),
        phone: await goesOn(phone),
        page: (await second.call('GET', '/api/v1/me', { headers: { cookie } })).status === 200,
        token: (await second.call('GET', '/api/v1/me', { token })).status === 200,
        device:
          (await second.call('POST', '/api/v1/device/token', { body: { grant_type, device_code: deviceCode } }))
            .status === 200,
      };
    };

    it.each(EVENTS)('%s has its effect', async (_, act, expected) => {
      const ways = await allWays();
      both.first.clock.now += INTERVAL_S * 1000;
      expect((await act(both, ways, admin)).status).toBeLessThan(400);
      expect(await whoIsIn(ways)).toEqual(expected);
    });

    it('a role that is given and taken has its effect, for all who are signed in', async () => {
      const ways = await allWays();
      const look = async () => {
        const [laptop, page] = [
          await both.second.call('GET', '/api/v1/admin/users', { token: ways.laptop.accessToken }),
          await both.second.call('GET', '/api/v1/admin/users', { headers: { cookie: ways.cookie } }),
        ];
        return [laptop.status, page.status];
      };
      expect(await look()).toEqual([403, 403]);
      await patch({ role: 'admin', password: PASSWORD })(both, ways, admin);
      expect(await look()).toEqual([200, 200]);
      await patch({ role: 'user' })(both, ways, admin);
      expect(await look()).toEqual([403, 403]);
    });
  });
});
