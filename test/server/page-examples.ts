import { tokenHash } from '../../src/server/secrets.js';
import { addRun } from '../../src/server/tools/tool-runs.js';
import type { RouteExample, SignedIn } from './route-examples.js';
import { PASSWORD, type ServerUnderTest } from './server-under-test.js';

const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';

/** A code that only this owner was shown. */
function codeOf({ id }: SignedIn): string {
  return Array.from(id, (sign) => LETTERS.charAt(sign.charCodeAt(0) % LETTERS.length)).join('');
}

/** A machine that waits under it. */
const machine = async (server: ServerUnderTest, owner: SignedIn) => {
  const [createdAt, code] = [server.clock.now, codeOf(owner)];
  await server.database.reader
    .insertInto('deviceGrant')
    .values({
      ...{ deviceHash: tokenHash(`isd_${code}`), userHash: tokenHash(code), label: 'a laptop', client: '192.0.2.7' },
      ...{ createdAt, until: createdAt + 1000, interval: 2, polledAt: null, state: 'waiting', accountId: null },
    })
    .onConflict((conflict) => conflict.column('deviceHash').doNothing())
    .execute();
  return {};
};

const token = async (server: ServerUnderTest, owner: SignedIn) => {
  const body = { name: 'nightly', scopes: ['read'], password: PASSWORD };
  return (await server.call<{ id: string }>('POST', '/api/v1/tokens', { body, token: owner.token })).body;
};

const entry = async (server: ServerUnderTest, { id: owner, token }: SignedIn) => {
  const body = {
    ...{ kind: 'concepts', at: 1, prompt: 'kiln', provider: null, model: null, usd: null },
    ...{ tokensIn: null, tokensOut: null, ms: null, result: {}, files: [] },
  };
  const id = `entry-of-${owner}`;
  const change = { kind: 'history', id, change: id, base: 0, changedAt: 1, deleted: false, body };
  await server.call('POST', '/api/v1/sync/push', { body: { machine: 'a-machine', changes: [change] }, token });
  return { id };
};

const run = async (server: ServerUnderTest, { id: accountId }: SignedIn) => {
  const id = `page-run-of-${accountId}`;
  const { reader } = server.database;
  const there = await reader.selectFrom('toolRun').select('id').where('id', '=', id).executeTakeFirst();
  if (there === undefined) await addRun(reader, { id, accountId, tool: 'streak', input: {}, at: server.clock.now });
  return { id };
};

const account = (_: ServerUnderTest, { id }: SignedIn) => Promise.resolve({ id });

/** The forms and pages that name something or change something, beside those that stand with the API's routes. */
export const PAGE_EXAMPLES: Readonly<Record<string, RouteExample>> = {
  'POST /device/approve': {
    of: machine,
    form: (owner) => ({ code: codeOf(owner), password: PASSWORD }),
    audited: 'device.approved',
  },
  'POST /device/deny': { of: machine, form: (owner) => ({ code: codeOf(owner) }), audited: 'device.denied' },
  'POST /tokens': {
    form: () => ({ name: 'nightly', scopes: 'read', days: '30', password: PASSWORD }),
    audited: 'token.made',
  },
  'POST /tokens/{id}/revoke': { of: token, form: () => ({}), audited: 'token.revoked' },
  'POST /settings/password': {
    form: () => ({ oldPassword: PASSWORD, newPassword: `${PASSWORD} anew` }),
    audited: 'password.changed',
  },
  'POST /settings/email': {
    form: ({ email }) => ({ newEmail: `elsewhere-${email}`, emailPassword: PASSWORD }),
    audited: 'address.changed',
  },
  'GET /history/{id}': { of: entry },
  'GET /runs/{id}': { of: run },
  'GET /admin/users/{id}': { of: account },
  'POST /admin/users/{id}': { of: account, form: () => ({ state: 'suspended' }), audited: 'account.suspended' },
  'POST /admin/users/{id}/end-sessions': { of: account, form: () => ({}), audited: 'account.sessions-ended' },
  'POST /admin/users/{id}/reset-link': {
    of: account,
    form: () => ({ linkPassword: PASSWORD }),
    audited: 'password.link-made',
  },
  'POST /settings/delete': { form: () => ({ password: PASSWORD }), audited: 'account.deleted' },
};
