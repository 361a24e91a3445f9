import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { audit } from '../audit/audit.js';
import { fails, gives, NOTHING, takes } from '../http/bodies.js';
import { Problem } from '../http/problem.js';
import { callerOf, route, type ServerEnv } from '../http/route.js';
import { ACCESS_TOKEN_S } from '../sessions/access-token.js';
import {
  answerDevice,
  askForDevice,
  decideDevice,
  DEVICE_CODE_MS,
  findDevice,
  INTERVAL_S,
  type DeviceAnswer,
} from './device-grants.js';
import { shownUserCode } from './user-code.js';

const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:device_code';
const LONGEST_LABEL = 80;
const LONGEST_CODE = 40;
const access = { who: 'user', scope: 'session' } as const;

/** What the errors of RFC 8628 mean, for people. */
const WORDS = {
  authorization_pending: 'Nobody has let the device in yet.',
  slow_down: 'Ask less often: five seconds later each time.',
  expired_token: 'The code is over: begin anew.',
  access_denied: 'Somebody sent the device away.',
  invalid_grant: 'There is no such code, or it was used.',
} as const;

const code = route(
  {
    access: { who: 'anyone' },
    limit: 'sign-in',
    method: 'post',
    path: '/api/v1/device/code',
    summary: 'Begin to sign a device in (RFC 8628)',
    tags: ['device'],
    request: {
      body: takes(
        z.object({ label: z.string().trim().min(1).max(LONGEST_LABEL).default('a command line') }).describe('Its name'),
      ),
    },
    responses: {
      200: gives(
        z
          .object({
            device_code: z.string(),
            user_code: z.string(),
            verification_uri: z.url(),
            verification_uri_complete: z.url(),
            expires_in: z.number().int().describe('Seconds'),
            interval: z.number().int().describe('Seconds between two questions'),
          })
          .openapi('DeviceCode'),
        'What a person types, and where.',
      ),
      ...fails('invalid-request', 'too-many-requests'),
    },
  },
  async (context) => {
    const parts = context.get('parts');
    const wish = { ...context.req.valid('json'), client: context.get('client') };
    const { deviceCode, userCode } = await parts.database.write((writer) => askForDevice(writer, wish, parts));
    const shown = shownUserCode(userCode);
    const page = `${parts.settings.publicUrl}/device`;
    context.header('cache-control', 'no-store');
    return context.json(
      {
        device_code: deviceCode,
        user_code: shown,
        verification_uri: page,
        verification_uri_complete: `${page}?code=${shown}`,
        expires_in: DEVICE_CODE_MS / 1000,
        interval: INTERVAL_S,
      },
      200,
    );
  },
);

const token = route(
  {
    access: { who: 'anyone' },
    method: 'post',
    path: '/api/v1/device/token',
    summary: 'Ask whether a device was let in (RFC 8628)',
    tags: ['device'],
    request: {
      body: takes(z.object({ grant_type: z.literal(GRANT_TYPE), device_code: z.string().max(200) })),
    },
    responses: {
      200: gives(
        z
          .object({
            access_token: z.string(),
            token_type: z.literal('Bearer'),
            expires_in: z.number().int().describe('Seconds'),
            refresh_token: z.string(),
          })
          .openapi('DeviceToken'),
        'It was.',
      ),
      ...fails('invalid-request', 'device-refused'),
    },
  },
  async (context) => {
    const parts = context.get('parts');
    const { device_code: deviceCode } = context.req.valid('json');
    const answer = await parts.database.write(async (writer): Promise<DeviceAnswer> => {
      const answered = await answerDevice(writer, deviceCode, parts);
      if ('account' in answered) {
        const { id } = answered.account;
        const detail = { kind: 'cli', by: 'device' };
        await audit(writer, parts.now(), { actor: id, action: 'session.begun', subject: id, detail });
      }
      return answered;
    });
    if ('error' in answer) {
      const { error } = answer;
      // Both languages at once: `error` is what OAuth clients look at.
      throw new Problem('device-refused', { detail: WORDS[error], more: { error, error_description: WORDS[error] } });
    }
    const { accessToken, refreshToken } = answer.pair;
    context.header('cache-control', 'no-store');
    return context.json(
      {
        access_token: accessToken,
        token_type: 'Bearer' as const,
        expires_in: ACCESS_TOKEN_S,
        refresh_token: refreshToken,
      },
      200,
    );
  },
);

const waiting = route(
  {
    access,
    method: 'get',
    path: '/api/v1/device/requests/{userCode}',
    summary: 'Which device waits under a code, before it is let in',
    tags: ['device'],
    request: { params: z.object({ userCode: z.string().max(LONGEST_CODE) }) },
    responses: {
      200: gives(
        z
          .object({ label: z.string(), client: z.string(), createdAt: z.iso.datetime(), expiresAt: z.iso.datetime() })
          .openapi('DeviceRequest'),
        'What it says it is, and the address it asks from.',
      ),
      ...fails('not-signed-in', 'not-allowed', 'not-found', 'too-many-requests'),
    },
  },
  async (context) => {
    const { userCode } = context.req.valid('param');
    const { label, client, createdAt, until } = await deviceOr404(context, userCode);
    const [asked, over] = [new Date(createdAt), new Date(until)];
    return context.json({ label, client, createdAt: asked.toISOString(), expiresAt: over.toISOString() }, 200);
  },
);

const decisionBody = takes(z.object({ userCode: z.string().max(LONGEST_CODE) }));
const decisionFails = fails('invalid-request', 'not-signed-in', 'not-allowed', 'not-found', 'too-many-requests');

const approve = route(
  {
    access,
    method: 'post',
    path: '/api/v1/device/approve',
    summary: 'Let the device in that waits under a code',
    tags: ['device'],
    request: { body: decisionBody },
    responses: { 204: NOTHING, ...decisionFails },
  },
  async (context) => {
    await decide(context, context.req.valid('json').userCode, 'approved');
    return context.body(null, 204);
  },
);

const deny = route(
  {
    access,
    method: 'post',
    path: '/api/v1/device/deny',
    summary: 'Send the device away that waits under a code',
    tags: ['device'],
    request: { body: decisionBody },
    responses: { 204: NOTHING, ...decisionFails },
  },
  async (context) => {
    await decide(context, context.req.valid('json').userCode, 'denied');
    return context.body(null, 204);
  },
);

async function decide(context: Context<ServerEnv>, typed: string, decision: 'approved' | 'denied'): Promise<void> {
  const { database, now } = context.get('parts');
  const { id } = callerOf(context).account;
  const grant = await deviceOr404(context, typed);
  const decided = await database.write(async (writer) => {
    if (!(await decideDevice(writer, grant, id, decision))) return false;
    const detail = { label: grant.label, client: grant.client };
    await audit(writer, now(), { actor: id, action: `device.${decision}`, subject: id, detail });
    return true;
  });
  if (!decided) throw new Problem('not-found');
}

async function deviceOr404(context: Context<ServerEnv>, typed: string) {
  const found = await findDevice(callerOf(context).account.id, typed, context.get('parts'));
  if (found === null) throw new Problem('not-found', { detail: 'No device waits under this code.' });
  return found;
}

export const DEVICE_ROUTES = [code, token, waiting, approve, deny];
