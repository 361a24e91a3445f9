import { describe, expect, it } from 'vitest';
import { PASSWORD } from '../server-under-test.js';
import { BrowserUnderTest } from './browser-under-test.js';
import { onEachPageWorld, type PageWorld } from './page-world.js';

const EMAIL = 'ada@example.org';
const HOSTILE = '<img src=x onerror=alert(1)>';

interface DeviceCode {
  readonly device_code: string;
  readonly user_code: string;
  readonly verification_uri_complete: string;
}

function machine({ server }: PageWorld) {
  const ask = async (label: string) =>
    (await server.call<DeviceCode>('POST', '/api/v1/device/code', { body: { label }, from: '198.51.100.7' })).body;
  const answer = async (code: string) =>
    (
      await server.call<{ error?: string; access_token?: string }>('POST', '/api/v1/device/token', {
        body: { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: code },
      })
    ).body;
  return { ask, answer };
}

describe('the page that lets machines in', () => {
  onEachPageWorld((world) => {
    it('leads from the address in the terminal over the sign-in to the machine, and lets it in', async () => {
      const { browser, server } = world();
      const { ask, answer } = machine(world());
      await server.signedIn(EMAIL);
      const { device_code, user_code, verification_uri_complete: whole } = await ask(`studio ${HOSTILE}`);
      const path = new URL(whole).pathname + new URL(whole).search;
      const away = (await browser.get(path)).headers.get('location') ?? '';
      expect(away).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
      const next = /name="next" value="([^"]*)"/.exec((await browser.get(away)).body)?.[1] ?? '';
      await browser.send('/sign-in', { email: EMAIL, password: PASSWORD, next });
      const { body } = await browser.get(next);
      for (const told of [user_code, 'studio &lt;img src=x onerror=alert(1)&gt;', '198.51.100.7', 'your history']) {
        expect(body).toContain(told);
      }
      expect(body).not.toContain('<img src=x');
      expect(await answer(device_code)).toMatchObject({ error: 'authorization_pending' });
      const unsure = await browser.send('/device/approve', { code: user_code, password: 'a wrong one' });
      expect([unsure.status, unsure.body]).toEqual([401, expect.stringContaining('id="password-error"')]);
      expect(await answer(device_code)).not.toHaveProperty('access_token');
      const done = await browser.send('/device/approve', { code: user_code, password: PASSWORD });
      expect(done.headers.get('location')).toBe('/device?done=approved');
      expect((await browser.get('/device?done=approved')).body).toContain('<h1>The machine is in</h1>');
      server.clock.now += 30_000;
      const { access_token: token = '' } = await answer(device_code);
      expect((await server.call('GET', '/api/v1/me', { token })).body).toMatchObject({ email: EMAIL });
    });

    it('says what an administrator hands over', async () => {
      const { browser } = world();
      await browser.signedIn('root@example.org', 'admin');
      const { user_code } = await machine(world()).ask('studio');
      expect((await browser.get(`/device?code=${user_code}`)).body).toContain('manage the users of this server');
    });

    it('sends a machine away, and says of a wrong, a used and an old code that nobody waits', async () => {
      const { browser, server } = world();
      const { ask, answer } = machine(world());
      await browser.signedIn(EMAIL);
      const sent = await ask('studio');
      const typed = sent.user_code.toLowerCase().replace('-', ' ');
      expect((await browser.get(`/device?code=${encodeURIComponent(typed)}`)).body).toContain(sent.user_code);
      await browser.send('/device/deny', { code: sent.user_code });
      expect(await answer(sent.device_code)).toMatchObject({ error: 'access_denied' });
      const old = await ask('studio');
      server.clock.now += 11 * 60_000;
      for (const code of ['BCDF-GHJK', sent.user_code, old.user_code]) {
        const looked = await browser.get(`/device?code=${code}`);
        expect(looked.status).toBe(404);
        expect(looked.body).toMatch(/id="code-error">No machine waits under this code/);
        expect((await browser.send('/device/approve', { code })).status).toBe(404);
      }
    });
  });
});

describe('the page of tokens', () => {
  onEachPageWorld((world) => {
    it('makes a token that is shown once, and revokes it', async () => {
      const { browser, server } = world();
      await browser.signedIn(EMAIL);
      expect((await browser.get('/tokens')).body).toContain('There are none.');
      const made = await browser.send('/tokens', {
        name: `build ${HOSTILE}`,
        scopes: 'read',
        days: '30',
        password: PASSWORD,
      });
      expect(made.status).toBe(201);
      const token = /id="token">(isp_[\w-]{43})</.exec(made.body)?.[1] ?? 'none';
      const listed = (await browser.get('/tokens')).body;
      expect(listed).toContain('build &lt;img src=x onerror=alert(1)&gt;');
      expect(listed).toContain('21 Dec 2026');
      expect(listed).not.toContain(token);
      expect((await server.call('GET', '/api/v1/me', { token })).status).toBe(200);
      expect((await server.call('GET', '/tokens', { token })).status).toBe(403);
      const id = /\/tokens\/(\w{20})\/revoke/.exec(listed)?.[1] ?? 'none';
      const other = new BrowserUnderTest(server);
      await other.signedIn('bob@example.org');
      expect((await other.send(`/tokens/${id}/revoke`, {})).status).toBe(404);
      const revoked = await browser.send(`/tokens/${id}/revoke`, {});
      expect(revoked.headers.get('location')).toBe('/tokens?done=token-revoked');
      expect((await server.call('GET', '/api/v1/me', { token })).status).toBe(401);
      expect((await browser.send('/tokens/%00/revoke', {})).status).toBe(400);
    });

    it('says beside the field what is missing', async () => {
      const { browser } = world();
      await browser.signedIn(EMAIL);
      const nameless = await browser.send('/tokens', { name: ' ', scopes: 'read', days: '30' });
      expect([nameless.status, nameless.body]).toEqual([422, expect.stringContaining('id="name-error"')]);
      const powerless = await browser.send('/tokens', { name: 'x', days: '30' });
      expect([powerless.status, powerless.body]).toEqual([422, expect.stringContaining('id="scopes-error"')]);
      const lasting = await browser.send('/tokens', { name: 'x', scopes: 'read', days: '99999' });
      expect(lasting.status).toBe(422);
      const unsure = await browser.send('/tokens', { name: 'x', scopes: 'read', days: '30', password: 'a wrong one' });
      expect([unsure.status, unsure.body]).toEqual([401, expect.stringContaining('id="password-error"')]);
    });
  });
});
