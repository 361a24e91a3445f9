import { SESSION_COOKIE } from '../../src/server/http/authenticate.js';
import { SCOPES, type Scope } from '../../src/server/http/access.js';
import { beginWebSession } from '../../src/server/sessions/sessions.js';
import { addToken, revokeTokens } from '../../src/server/tokens/personal-tokens.js';
import type { SignedIn } from './route-examples.js';
import { changes, type Rule } from './route-rules.js';
import { PUBLIC_URL, type ServerUnderTest } from './server-under-test.js';

/** The people of one round. */
export interface Cast {
  /** Whose the things are that paths name. */
  readonly owner: SignedIn;
  readonly other: SignedIn;
  readonly admin: SignedIn;
}

/** Somebody who calls a route, in one way. */
export interface Caller {
  readonly name: string;
  /** As whom the server has to take this caller. */
  readonly as: 'nobody' | keyof Cast;
  /** Whether it brings a personal access token, and one of which scopes. */
  readonly token?: 'every scope' | 'every scope but that of the route';
  /** Whether it is a page of another site, which a browser sends the cookie along for. */
  readonly foreign?: true;
  /** Makes what it brings. @returns the headers */
  readonly headers: (server: ServerUnderTest, cast: Cast, rule: Rule) => Promise<Readonly<Record<string, string>>>;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const FROM_PAGE = { origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin' };
const FROM_ELSEWHERE = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' };
const DAYS = 30;

async function cookieOf(server: ServerUnderTest, { id }: SignedIn): Promise<string> {
  const account = await server.database.reader
    .selectFrom('account')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const cookie = await server.database.write((writer) => beginWebSession(writer, account, 'a browser', server.parts));
  return `${SESSION_COOKIE}=${cookie}`;
}

async function tokenOf(server: ServerUnderTest, { id }: SignedIn, scopes: readonly Scope[], days = DAYS) {
  const wish = { name: 'a script', scopes, days };
  const { token } = await server.database.write((writer) => addToken(writer, id, wish, server.parts));
  return bearer(token);
}

async function suspend(server: ServerUnderTest, { id }: SignedIn): Promise<void> {
  await server.database.reader.updateTable('account').set({ state: 'suspended' }).where('id', '=', id).execute();
}

async function endAll(server: ServerUnderTest, { id }: SignedIn): Promise<void> {
  const endedAt = server.clock.now;
  await server.database.reader.updateTable('session').set({ endedAt }).where('accountId', '=', id).execute();
}

const WHOSE = { owner: 'the owner', other: 'another user', admin: 'an administrator' } as const;

/** The three ways to be somebody. */
function ways(as: keyof Cast): readonly Caller[] {
  return [
    { name: `${WHOSE[as]}, signed in`, as, headers: (_, cast) => Promise.resolve(bearer(cast[as].token)) },
    {
      name: `${WHOSE[as]}, on the page`,
      as,
      headers: async (server, cast) => ({ ...FROM_PAGE, cookie: await cookieOf(server, cast[as]) }),
    },
    {
      name: `a token of ${WHOSE[as]} with every scope`,
      as,
      token: 'every scope',
      headers: (server, cast) => tokenOf(server, cast[as], SCOPES),
    },
  ];
}

/** Everybody whom a server meets. What "nobody" brings held once, or belongs to somebody who may not (any more). */
export const CALLERS: readonly Caller[] = [
  { name: 'a guest', as: 'nobody', headers: () => Promise.resolve({}) },
  ...ways('owner'),
  ...ways('other'),
  ...ways('admin'),
  {
    name: 'a token of the owner with every scope but that of the route',
    as: 'owner',
    token: 'every scope but that of the route',
    headers: (server, { owner }, rule) =>
      tokenOf(
        server,
        owner,
        SCOPES.filter((scope) => scope !== rule),
      ),
  },
  {
    name: 'another site, with the cookie of the owner',
    as: 'owner',
    foreign: true,
    headers: async (server, { owner }) => ({ ...FROM_ELSEWHERE, cookie: await cookieOf(server, owner) }),
  },
  {
    name: 'somebody whose session ended',
    as: 'nobody',
    headers: async (server, { other }) => {
      await endAll(server, other);
      return bearer(other.token);
    },
  },
  {
    name: 'a page whose session ended',
    as: 'nobody',
    headers: async (server, { other }) => {
      const cookie = await cookieOf(server, other);
      await endAll(server, other);
      return { ...FROM_PAGE, cookie };
    },
  },
  {
    name: 'a suspended administrator',
    as: 'nobody',
    headers: async (server, { admin }) => {
      await suspend(server, admin);
      return bearer(admin.token);
    },
  },
  {
    name: 'the page of a suspended administrator',
    as: 'nobody',
    headers: async (server, { admin }) => {
      const cookie = await cookieOf(server, admin);
      await suspend(server, admin);
      return { ...FROM_PAGE, cookie };
    },
  },
  {
    name: 'a token of somebody suspended',
    as: 'nobody',
    headers: async (server, { other }) => {
      const headers = await tokenOf(server, other, SCOPES);
      await suspend(server, other);
      return headers;
    },
  },
  { name: 'a token that is over', as: 'nobody', headers: (server, { other }) => tokenOf(server, other, SCOPES, 0) },
  {
    name: 'a token that was revoked',
    as: 'nobody',
    headers: async (server, { other }) => {
      const headers = await tokenOf(server, other, SCOPES);
      await server.database.write((writer) => revokeTokens(writer, other.id, server.clock.now));
      return headers;
    },
  },
  {
    name: 'a bad token beside the good cookie of an administrator',
    as: 'nobody',
    headers: async (server, { admin }) => ({
      ...FROM_PAGE,
      ...bearer(`${admin.token}x`),
      cookie: await cookieOf(server, admin),
    }),
  },
];

/** What a caller is promised: `in`, or the status by which it is turned away. 404: as if there were no such thing. */
export function promised(
  { as, token, foreign }: Caller,
  rule: Rule,
  { method, owned }: { readonly method: string; readonly owned: boolean },
): 'in' | 401 | 403 | 404 {
  if (foreign === true && changes({ method })) return 403;
  if (rule === 'anyone') return 'in';
  if (as === 'nobody') return 401;
  if (rule === 'admin') return as === 'admin' && token === undefined ? 'in' : 403;
  if (token !== undefined && (rule === 'session' || token === 'every scope but that of the route')) return 403;
  return owned && as !== 'owner' ? 404 : 'in';
}
