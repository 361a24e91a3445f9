import { expect, it } from 'vitest';
import { secretsFrom } from '../../src/server/secrets.js';
import { ACCESS_TOKEN_S, AccessTokens, signAccessToken } from '../../src/server/sessions/access-token.js';
import { SETTINGS } from './server-under-test.js';

const claims = { accountId: 'ada', sessionId: 'first' };

it('a token that was read before is over when its time is, and not a moment earlier', async () => {
  let seconds = Date.UTC(2026, 10, 21) / 1000;
  const parts = { now: () => seconds * 1000, secrets: secretsFrom(Buffer.alloc(32, 7)), settings: SETTINGS };
  const token = await signAccessToken(claims, 'one', parts);
  const [again, fresh] = [new AccessTokens(parts), () => new AccessTokens(parts)];
  expect(await again.read(token)).toEqual(claims);
  // Clocks may differ by five seconds.
  seconds += ACCESS_TOKEN_S + 4;
  expect([await again.read(token), await fresh().read(token)]).toEqual([claims, claims]);
  seconds += 1;
  expect([await again.read(token), await fresh().read(token)]).toEqual([null, null]);
});

it('a token that was read before helps no other one', async () => {
  const parts = { now: Date.now, secrets: secretsFrom(Buffer.alloc(32, 7)), settings: SETTINGS };
  const tokens = new AccessTokens(parts);
  const token = await signAccessToken(claims, 'one', parts);
  expect(await tokens.read(token)).toEqual(claims);
  const [head = '', , signature = ''] = token.split('.');
  const body = Buffer.from(JSON.stringify({ sub: 'eve', sid: 'first' })).toString('base64url');
  expect(await tokens.read(`${head}.${body}.${signature}`)).toBeNull();
});
