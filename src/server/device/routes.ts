import { confirmSelf } from '../accounts/confirm-self.js';
import { typedPasswordSchema } from '../accounts/schemas.js';
import { z } from '@hono/zod-openapi';
import { audit } from '../audit/audit.js';
import { fails, gives, hasNoZero, NOTHING, takes } from '../http/bodies.js';
import { Problem } from '../http/problem.js';
import { callerOf, route } from '../http/route.js';
import { ACCESS_TOKEN_S } from '../sessions/access-token.js';
import {
  answerDevice,
  askForDevice,
  isDeviceCode,
  DEVICE_CODE_MS,
  INTERVAL_S,
  type DeviceAnswer,
} from './device-grants.js';
import { decideByCode, waitingDevice } from './decide-device.js';
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
        z
          .object({ label: z.string().trim().min(1).max(LONGEST_LABEL).refine(hasNoZero).default('a command line') })
          .describe('Its name'),
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
    // Guesses must not stand in the way of those who change something.
    const known = await isDeviceCode(parts.database.reader, deviceCode);
    const answer: DeviceAnswer = !known
      ? { error: 'invalid_grant' }
      : await parts.database.write(async (writer): Promise<DeviceAnswer> => {
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
    const { label, client, createdAt, until } = await waitingDevice(
      callerOf(context).account.id,
      userCode,
      context.get('parts'),
    );
    const [asked, over] = [new Date(createdAt), new Date(until)];
    return context.json({ label, client, createdAt: asked.toISOString(), expiresAt: over.toISOString() }, 200);
  },
);

const decisionSchema = z.object({ userCode: z.string().max(LONGEST_CODE) });
const decisionFails = fails('invalid-request', 'not-signed-in', 'not-allowed', 'not-found', 'too-many-requests');

const approve = route(
  {
    access,
    method: 'post',
    path: '/api/v1/device/approve',
    limit: 'sign-in',
    summary: 'Let the device in that waits under a code',
    tags: ['device'],
    request: { body: takes(decisionSchema.extend({ password: typedPasswordSchema.describe('Yours') })) },
    responses: { 204: NOTHING, ...decisionFails, ...fails('wrong-credentials', 'busy') },
  },
  async (context) => {
    const { userCode, password } = context.req.valid('json');
    // It gets a session of its own, which lasts longer than the one that lets it in.
    const { account } = await confirmSelf(context, password);
    const wish = { typed: userCode, decision: 'approved' } as const;
    await decideByCode(account.id, wish, context.get('parts'));
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
    request: { body: takes(decisionSchema) },
    responses: { 204: NOTHING, ...decisionFails },
  },
  async (context) => {
    const wish = { typed: context.req.valid('json').userCode, decision: 'denied' } as const;
    await decideByCode(callerOf(context).account.id, wish, context.get('parts'));
    return context.body(null, 204);
  },
);

export const DEVICE_ROUTES = [code, token, waiting, approve, deny];
