import { z } from '@hono/zod-openapi';
import type { TypedResponse } from 'hono';
import { audit } from '../audit/audit.js';
import { errorForLog } from '../http/request-log.js';
import { piecewise } from '../http/piecewise.js';
import { fails, gives, NOTHING, takes } from '../http/bodies.js';
import { callerOf, route } from '../http/route.js';
import { askForAddress, changePassword, confirmAddress, deleteAccount } from './change-account.js';
import { confirmSelf } from './confirm-self.js';
import { exportOwn } from './export-own.js';
import { acceptedSchema, emailSchema, tokenSchema, typedPasswordSchema } from './schemas.js';

const OWN = { access: { who: 'user', scope: 'session' }, limit: 'sign-in' } as const;
const REFUSED = ['invalid-request', 'not-signed-in', 'wrong-credentials', 'too-many-requests', 'busy'] as const;

const exportSchema = z.record(z.string(), z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))));

const password = route(
  {
    ...OWN,
    tags: ['account'],
    method: 'post',
    path: '/api/v1/me/password',
    summary: 'Change the password; every other session and every token ends',
    request: { body: takes(z.object({ password: typedPasswordSchema, newPassword: typedPasswordSchema })) },
    responses: { 204: NOTHING, ...fails(...REFUSED, 'unprocessable') },
  },
  async (context) => {
    const body = context.req.valid('json');
    const caller = await confirmSelf(context, body.password);
    await changePassword(context.get('parts'), caller, body.newPassword);
    return context.body(null, 204);
  },
);

const email = route(
  {
    ...OWN,
    tags: ['account'],
    method: 'post',
    path: '/api/v1/me/email',
    summary: 'Change the address; with mail it has to be confirmed first',
    request: { body: takes(z.object({ password: typedPasswordSchema, email: emailSchema })) },
    responses: {
      202: gives(acceptedSchema, 'A link goes to the new address.'),
      204: NOTHING,
      ...fails(...REFUSED, 'conflict'),
    },
  },
  async (context) => {
    const body = context.req.valid('json');
    const caller = await confirmSelf(context, body.password);
    const changed = await askForAddress(context.get('parts'), caller, body.email);
    if (changed) return context.body(null, 204);
    return context.json({ message: 'Open the link that goes to the new address within 20 minutes.' }, 202);
  },
);

const confirmEmail = route(
  {
    access: { who: 'anyone' },
    limit: 'sign-in',
    method: 'post',
    path: '/api/v1/email-confirmations',
    summary: 'Confirm a new address by the link that went to it; every session and every token ends',
    tags: ['account'],
    request: { body: takes(z.object({ token: tokenSchema })) },
    responses: { 204: NOTHING, ...fails('invalid-request', 'unprocessable', 'too-many-requests') },
  },
  async (context) => {
    await confirmAddress(context.get('parts'), context.req.valid('json').token);
    return context.body(null, 204);
  },
);

const remove = route(
  {
    ...OWN,
    tags: ['account'],
    method: 'delete',
    path: '/api/v1/me',
    summary: 'Delete the account with all that is its own',
    request: { body: takes(z.object({ password: typedPasswordSchema })) },
    responses: { 204: NOTHING, ...fails(...REFUSED, 'conflict') },
  },
  async (context) => {
    const body = context.req.valid('json');
    const caller = await confirmSelf(context, body.password);
    await deleteAccount(context.get('parts'), caller);
    return context.body(null, 204);
  },
);

const exported = route(
  {
    access: { who: 'user', scope: 'account' },
    limit: 'export',
    method: 'get',
    path: '/api/v1/me/export',
    summary: 'Everything that is kept of you',
    description:
      'It is read page by page, so it is not one moment: what changes meanwhile may stand in it as it was, as it is, or as both ' +
      '(an item by a higher seq). Nothing that was there at the start and is not deleted meanwhile is left out.',
    tags: ['account'],
    responses: {
      200: gives(exportSchema, 'By kind; times are milliseconds since 1970.'),
      ...fails('not-signed-in', 'not-allowed', 'too-many-requests'),
    },
  },
  async (context) => {
    const { database, log, now } = context.get('parts');
    const requestId = context.get('requestId');
    const { id } = callerOf(context).account;
    await database.write((writer) =>
      audit(writer, now(), { actor: id, action: 'account.exported', subject: id, detail: {} }),
    );
    const pieces = exportOwn(database.reader, id);
    const body = piecewise(pieces, (error) => {
      log.error({ err: errorForLog(error), requestId }, 'an export ended halfway');
    });
    const answer = context.body(body, 200, {
      'content-type': 'application/json',
      'content-disposition': 'attachment; filename="insight-account.json"',
      // No two are alike, for each is written down; and to compare them it would have to be read whole.
      etag: `"${requestId}"`,
    });
    // It is what the schema says; only its type is that of its pieces.
    return answer as unknown as TypedResponse<z.infer<typeof exportSchema>, 200, 'json'>;
  },
);

export const CHANGE_ROUTES = [password, email, confirmEmail, remove, exported];
