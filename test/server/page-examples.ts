import { tokenHash } from '../../src/server/secrets.js';
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
  const body = { name: 'nightly', scopes: ['read'] };
  return (await server.call<{ id: string }>('POST', '/api/v1/tokens', { body, token: owner.token })).body;
};

/** The forms and pages that name something or change something, beside those that stand with the API's routes. */
export const PAGE_EXAMPLES: Readonly<Record<string, RouteExample>> = {
  'POST /device/approve': {
    of: machine,
    form: (owner) => ({ code: codeOf(owner) }),
    audited: 'device.approved',
  },
  'POST /device/deny': { of: machine, form: (owner) => ({ code: codeOf(owner) }), audited: 'device.denied' },
  'POST /tokens': { form: () => ({ name: 'nightly', scopes: 'read', days: '30' }), audited: 'token.made' },
  'POST /tokens/{id}/revoke': { of: token, form: () => ({}), audited: 'token.revoked' },
  'POST /settings/password': {
    form: () => ({ oldPassword: PASSWORD, newPassword: `${PASSWORD} anew` }),
    audited: 'password.changed',
  },
  'POST /settings/email': {
    form: ({ email }) => ({ newEmail: `elsewhere-${email}`, emailPassword: PASSWORD }),
    audited: 'address.changed',
  },
  'POST /settings/delete': { form: () => ({ password: PASSWORD }), audited: 'account.deleted' },
};
