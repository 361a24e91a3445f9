import { tokenHash } from '../../src/server/secrets.js';
import type { Answer, ServerUnderTest } from './server-under-test.js';
import { PASSWORD } from './server-under-test.js';

/** Somebody signed in. */
export interface SignedIn {
  readonly id: string;
  readonly token: string;
  readonly refresh: string;
}

/** What a test needs to know of a route that its declaration does not tell. */
export interface RouteExample {
  /** The path's parameters, naming something of this owner; for every route with one. */
  readonly of?: (server: ServerUnderTest, owner: SignedIn) => Promise<Readonly<Record<string, string>>>;
  readonly body?: (owner: SignedIn) => unknown;
  /** The event that a success writes down, or why it writes none; for every route that changes something. */
  readonly audited?: string | { readonly silent: string };
}

const account = (_: ServerUnderTest, { id }: SignedIn) => Promise.resolve({ id });

/** An entry of somebody's history, as their machine sends it. */
const CHANGE = {
  kind: 'history',
  id: 'an-entry',
  change: 'a-change',
  base: 0,
  changedAt: 1,
  deleted: false,
  body: {
    kind: 'concepts',
    at: 1,
    prompt: 'kiln',
    provider: null,
    model: null,
    usd: null,
    tokensIn: null,
    tokensOut: null,
    ms: null,
    result: {},
    files: [],
  },
};

const LINK_TOKEN = 'isl_an-example';

/** A link to its owner, as if its letter had come. */
function link(purpose: 'password' | 'email') {
  return async (server: ServerUnderTest, { id: accountId }: SignedIn) => {
    const createdAt = server.clock.now;
    const email = purpose === 'email' ? 'elsewhere@example.org' : null;
    const row = { accountId, purpose, email, createdAt, until: createdAt + 1000, usedAt: null };
    await server.database.reader
      .insertInto('link')
      .values({ ...row, hash: tokenHash(LINK_TOKEN) })
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .execute();
    return {};
  };
}

/** By method and path. A route with a parameter, and one that changes something, has to be here: the tests say so. */
export const ROUTE_EXAMPLES: Readonly<Record<string, RouteExample>> = {
  'POST /api/v1/accounts': {
    body: () => ({ email: 'new@example.org', password: PASSWORD }),
    audited: 'account.registered',
  },
  'POST /api/v1/sessions': {
    body: () => ({ email: 'owner@example.org', password: PASSWORD }),
    audited: 'session.begun',
  },
  'POST /api/v1/sessions/refresh': {
    body: ({ refresh }) => ({ refreshToken: refresh }),
    audited: { silent: 'every ten minutes of every command line; a stolen one is written down' },
  },
  'DELETE /api/v1/sessions/current': { audited: 'session.ended' },
  'POST /api/v1/sync/push': {
    body: () => ({ machine: 'a-machine', changes: [CHANGE] }),
    audited: { silent: 'each change is itself kept for good, with the machine it came from' },
  },
  'GET /api/v1/history/{id}/versions': {
    of: async (server, { token }) => {
      const body = { machine: 'a-machine', changes: [CHANGE] };
      await server.call('POST', '/api/v1/sync/push', { body, token });
      return { id: CHANGE.id };
    },
  },
  'POST /api/v1/me/password': {
    body: () => ({ password: PASSWORD, newPassword: `${PASSWORD} anew` }),
    audited: 'password.changed',
  },
  'POST /api/v1/me/email': {
    body: () => ({ password: PASSWORD, email: 'elsewhere@example.org' }),
    audited: 'address.changed',
  },
  'POST /api/v1/email-confirmations': {
    of: link('email'),
    body: () => ({ token: LINK_TOKEN }),
    audited: 'address.changed',
  },
  'DELETE /api/v1/me': { body: () => ({ password: PASSWORD }), audited: 'account.deleted' },
  'DELETE /api/v1/sessions/{id}': {
    of: async (server, { id: accountId }) => {
      const found = server.database.reader.selectFrom('session').select('id').where('accountId', '=', accountId);
      return found.executeTakeFirstOrThrow();
    },
    audited: 'session.ended',
  },
  'POST /api/v1/password-resets': {
    body: () => ({ email: 'owner@example.org' }),
    audited: 'password.link-asked',
  },
  'POST /api/v1/password-resets/confirm': {
    of: link('password'),
    body: () => ({ token: LINK_TOKEN, password: `${PASSWORD} anew` }),
    audited: 'password.reset',
  },
  'PATCH /api/v1/admin/users/{id}': {
    of: account,
    body: () => ({ state: 'suspended' }),
    audited: 'account.suspended',
  },
  'DELETE /api/v1/admin/users/{id}/sessions': { of: account, audited: 'account.sessions-ended' },
};

/** Calls a route as its example has it. */
export async function callRoute(
  server: ServerUnderTest,
  { method, path }: { readonly method: string; readonly path: string },
  owner: SignedIn,
  token: string | null,
): Promise<Answer> {
  const example = ROUTE_EXAMPLES[routeName({ method, path })];
  const params = (await example?.of?.(server, owner)) ?? {};
  const at = path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? 'missing');
  return server.call(method.toUpperCase(), at, {
    ...(token !== null && { token }),
    ...(example?.body !== undefined && { body: example.body(owner) }),
  });
}

export function routeName({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method.toUpperCase()} ${path}`;
}
