import { addRun } from '../../src/server/tools/tool-runs.js';
import { tokenHash } from '../../src/server/secrets.js';
import { PAGE_EXAMPLES } from './page-examples.js';
import { routeName } from './route-rules.js';
import { PASSWORD, PUBLIC_URL, type Answer, type ServerUnderTest } from './server-under-test.js';

/** Somebody signed in. */
export interface SignedIn {
  readonly id: string;
  readonly email: string;
  readonly token: string;
  readonly refresh: string;
}

type Named = Readonly<Record<string, string>>;

/** What a test needs to know of a route that its declaration does not tell. */
export interface RouteExample {
  /** Makes what the call is about, of this owner. @returns the path's parameters, and what else the body needs */
  readonly of?: (server: ServerUnderTest, owner: SignedIn) => Promise<Named>;
  /** What follows the path, after `?`. */
  readonly query?: (owner: SignedIn) => Named;
  /** JSON. */
  readonly body?: (owner: SignedIn, named: Named) => unknown;
  /** What a form of the page sends instead. */
  readonly form?: (owner: SignedIn) => Named;
  /** The event that a success writes down, or why it writes none; for every route that changes something. */
  readonly audited?: string | { readonly silent: string } | { readonly ofSession: string };
  /** Why what its path names is no one's own, though it names something. */
  readonly shared?: string;
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

/** The token of a link to its owner, as if its letter had come. */
const linkToken = ({ id }: SignedIn, purpose: Purpose) => `isl_${purpose}-${id}`;
type Purpose = 'password' | 'email' | 'register';

function link(purpose: Purpose) {
  return async (server: ServerUnderTest, owner: SignedIn) => {
    const createdAt = server.clock.now;
    const email = purpose === 'password' ? null : `${purpose}-${owner.email}`;
    const accountId = purpose === 'register' ? null : owner.id;
    const row = { accountId, purpose, email, createdAt, until: createdAt + 1000, usedAt: null };
    await server.database.reader
      .insertInto('link')
      .values({ ...row, hash: tokenHash(linkToken(owner, purpose)) })
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .execute();
    return {};
  };
}

const session = async (server: ServerUnderTest, { id: accountId }: SignedIn) => {
  const found = server.database.reader.selectFrom('session').select('id').where('accountId', '=', accountId);
  return found.where('endedAt', 'is', null).executeTakeFirstOrThrow();
};

interface DeviceCode {
  readonly device_code: string;
  readonly user_code: string;
}

const device = async (server: ServerUnderTest) => {
  const { body } = await server.call<DeviceCode>('POST', '/api/v1/device/code', { body: { label: 'a laptop' } });
  return { userCode: body.user_code, deviceCode: body.device_code };
};

const run = async (server: ServerUnderTest, { id: accountId }: SignedIn) => {
  const id = `run-of-${accountId}`;
  const { reader } = server.database;
  const there = await reader.selectFrom('toolRun').select('id').where('id', '=', id).executeTakeFirst();
  if (there === undefined) {
    await addRun(reader, { id, accountId, tool: 'hashtags', input: {}, at: server.clock.now });
    await reader
      .insertInto('toolFile')
      .values({ runId: id, name: 'picture.png', type: 'image/png', content: '' })
      .execute();
  }
  return { id, name: 'picture.png' };
};

const KEPT_AS_RUN = { silent: 'the run itself is kept, with who asked for it' };
const tool = (body: object): RouteExample => ({ body: () => body, audited: KEPT_AS_RUN });
const channels = { channels: ['@made-up'] };

/** By method and path. A route with a parameter, and one that changes something, has to be here: the tests say so. */
export const ROUTE_EXAMPLES: Readonly<Record<string, RouteExample>> = {
  'POST /api/v1/accounts': {
    body: ({ email }) => ({ email: `new-${email}`, password: PASSWORD }),
    audited: 'account.registered',
  },
  'POST /api/v1/accounts/confirm': {
    of: link('register'),
    body: (owner) => ({ token: linkToken(owner, 'register'), password: PASSWORD }),
    audited: 'account.registered',
  },
  'POST /api/v1/sessions': {
    body: ({ email }) => ({ email, password: PASSWORD }),
    audited: 'session.begun',
  },
  'POST /api/v1/sessions/refresh': {
    body: ({ refresh }) => ({ refreshToken: refresh }),
    audited: { silent: 'every ten minutes of every command line; a stolen one is written down' },
  },
  'DELETE /api/v1/sessions/current': { audited: 'session.ended' },
  'DELETE /api/v1/sessions/{id}': { of: session, audited: 'session.ended' },
  'POST /api/v1/me/password': {
    body: () => ({ password: PASSWORD, newPassword: `${PASSWORD} anew` }),
    audited: 'password.changed',
  },
  'POST /api/v1/me/email': {
    body: ({ email }) => ({ password: PASSWORD, email: `elsewhere-${email}` }),
    audited: 'address.changed',
  },
  'POST /api/v1/email-confirmations': {
    of: link('email'),
    body: (owner) => ({ token: linkToken(owner, 'email') }),
    audited: 'address.changed',
  },
  'GET /api/v1/me/export': { audited: 'account.exported' },
  'DELETE /api/v1/me': { body: () => ({ password: PASSWORD }), audited: 'account.deleted' },
  'POST /api/v1/password-resets': { body: ({ email }) => ({ email }), audited: 'password.link-asked' },
  'POST /api/v1/password-resets/confirm': {
    of: link('password'),
    body: (owner) => ({ token: linkToken(owner, 'password'), password: `${PASSWORD} anew` }),
    audited: 'password.reset',
  },
  'POST /api/v1/tokens': {
    body: () => ({ name: 'nightly', scopes: ['read'], password: PASSWORD }),
    audited: 'token.made',
  },
  'DELETE /api/v1/tokens/{id}': {
    of: async (server, { token }) => {
      const body = { name: 'nightly', scopes: ['read'], password: PASSWORD };
      return (await server.call<{ id: string }>('POST', '/api/v1/tokens', { body, token })).body;
    },
    audited: 'token.revoked',
  },
  'POST /api/v1/device/code': {
    body: () => ({ label: 'a laptop' }),
    audited: { silent: 'nobody is let in yet; letting in is written down' },
  },
  'POST /api/v1/device/token': {
    of: async (server, { token }) => {
      const made = await device(server);
      await server.call('POST', '/api/v1/device/approve', {
        body: { userCode: made.userCode, password: PASSWORD },
        token,
      });
      return made;
    },
    body: (_, { deviceCode }) => ({
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: deviceCode,
    }),
    audited: 'session.begun',
  },
  'GET /api/v1/device/requests/{userCode}': { of: device, shared: 'a device is nobody’s until somebody lets it in' },
  'POST /api/v1/device/approve': {
    of: device,
    body: (_, { userCode }) => ({ userCode, password: PASSWORD }),
    audited: 'device.approved',
  },
  'POST /api/v1/device/deny': { of: device, body: (_, { userCode }) => ({ userCode }), audited: 'device.denied' },
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
  'POST /api/v1/tools/outliers': tool(channels),
  'POST /api/v1/tools/streak': tool(channels),
  'POST /api/v1/tools/hashtags': tool({ topic: 'kiln' }),
  'POST /api/v1/tools/keywords': tool({ topic: 'kiln' }),
  'POST /api/v1/tools/concepts': tool({ topic: 'kiln' }),
  'POST /api/v1/tools/thumbnails-search': tool({ query: 'kiln' }),
  'POST /api/v1/tools/thumbnails-generate': tool({ prompt: 'a kiln' }),
  'GET /api/v1/jobs/{id}': { of: run },
  'DELETE /api/v1/jobs/{id}': { of: run, audited: KEPT_AS_RUN },
  'GET /api/v1/jobs/{id}/files/{name}': { of: run },
  'PATCH /api/v1/admin/users/{id}': {
    of: account,
    body: () => ({ state: 'suspended' }),
    audited: 'account.suspended',
  },
  'POST /api/v1/admin/users/{id}/reset-link': {
    of: account,
    body: () => ({ password: PASSWORD }),
    audited: 'password.link-made',
  },
  'DELETE /api/v1/admin/users/{id}/sessions': { of: account, audited: 'account.sessions-ended' },
  'POST /sign-in': {
    form: ({ email }) => ({ email, password: PASSWORD, next: '/' }),
    audited: 'session.begun',
  },
  'POST /sign-out': { form: () => ({}), audited: { ofSession: 'session.ended' } },
  'POST /register': {
    form: ({ email }) => ({ email: `new-${email}`, password: PASSWORD }),
    audited: 'account.registered',
  },
  'POST /forgot': { form: ({ email }) => ({ email }), audited: 'password.link-asked' },
  'GET /reset': { of: link('password'), query: (owner) => ({ token: linkToken(owner, 'password') }) },
  'POST /reset': {
    of: link('password'),
    form: (owner) => ({ token: linkToken(owner, 'password'), password: `${PASSWORD} anew` }),
    audited: 'password.reset',
  },
  'GET /confirm-account': { of: link('register'), query: (owner) => ({ token: linkToken(owner, 'register') }) },
  'POST /confirm-account': {
    of: link('register'),
    form: (owner) => ({ token: linkToken(owner, 'register'), password: PASSWORD }),
    audited: 'account.registered',
  },
  'GET /confirm-email': { of: link('email'), query: (owner) => ({ token: linkToken(owner, 'email') }) },
  'POST /confirm-email': {
    of: link('email'),
    form: (owner) => ({ token: linkToken(owner, 'email') }),
    audited: 'address.changed',
  },
  'POST /sessions/{id}/end': { of: session, form: () => ({}), audited: 'session.ended' },
  'POST /sessions/end-others': { form: () => ({}), audited: 'sessions.ended' },
  ...PAGE_EXAMPLES,
};

/** Makes a call as an example has it. @param wish what is other than in the example; a path may be a whole address */
export type ExampleCall = (
  headers: Named,
  wish?: { readonly method?: string; readonly path?: string },
) => Promise<Answer>;

/** Gets a call of a route ready, as its example has it, in the name of whoever then brings the headers. */
export async function exampleCall(
  server: ServerUnderTest,
  route: { readonly method: string; readonly path: string },
  owner: SignedIn,
): Promise<ExampleCall> {
  const { of, query, body, form } = ROUTE_EXAMPLES[routeName(route)] ?? {};
  const named = (await of?.(server, owner)) ?? {};
  const own = route.method.toUpperCase();
  const search = query === undefined ? '' : `?${new URLSearchParams(query(owner)).toString()}`;
  const filled = (path: string) => path.replace(/\{(\w+)\}/g, (_, name: string) => named[name] ?? 'missing') + search;
  return (headers, { method = own, path = route.path } = {}) => {
    // A request that reads may hold nothing.
    const bodyless = ['GET', 'HEAD'].includes(method) || (body === undefined && form === undefined);
    if (bodyless) return server.call(method, filled(path), { headers });
    if (form === undefined) return server.call(method, filled(path), { headers, body: body?.(owner, named) });
    // As the page's own forms are sent, unless the caller is of another mind.
    const sent = { origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin', ...headers };
    const type = 'application/x-www-form-urlencoded';
    const text = new URLSearchParams(form(owner)).toString();
    return server.call(method, filled(path), { headers: { ...sent, 'content-type': type }, body: text });
  };
}
