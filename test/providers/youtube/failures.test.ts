import { describe, expect, it } from 'vitest';
import { youtubeFailure } from '../../../src/providers/youtube/failures.js';

/** An error in Google's shape: the old list of reasons, and the new one. */
const google = (reason: string | null, detail: string | null = null) => ({
  error: {
    message: 'No.',
    ...(reason === null ? {} : { errors: [{ reason }] }),
    ...(detail === null ? {} : { details: [{ reason: detail }] }),
  },
});

describe('an answer refuses the key', () => {
  // Names of google/api/error_reason.proto (CamelCase ones: developers.google.com/youtube/v3/docs/errors and bodies seen).
  it.each<[number, string | null, string | null]>([
    [400, 'badRequest', 'API_KEY_INVALID'],
    [400, 'keyInvalid', null],
    [400, 'keyExpired', null],
    [403, 'forbidden', null],
    [403, 'forbidden', 'API_KEY_SERVICE_BLOCKED'],
    [403, null, 'API_KEY_HTTP_REFERRER_BLOCKED'],
    [403, null, 'API_KEY_IP_ADDRESS_BLOCKED'],
    [403, 'ipRefererBlocked', null],
    [403, 'accessNotConfigured', null],
    [403, null, 'SERVICE_DISABLED'],
    [403, null, 'CONSUMER_SUSPENDED'],
    [401, 'authError', null],
    [401, null, null],
  ])('with %i and %s, %s', (status, reason, detail) => {
    expect(youtubeFailure(status, google(reason, detail)).kind).toBe('key');
  });
});

describe('an answer says nothing of the key', () => {
  it.each<[number, unknown]>([
    [403, null],
    [401, null],
    [403, {}],
    [401, { error: 'unauthorized' }],
    [403, google(null)],
    [403, google('insufficientPermissions')],
    [407, null],
    [400, google('badRequest')],
  ])('with %i and %j', (status, body) => {
    expect(youtubeFailure(status, body).kind).toBe('provider');
  });
});
