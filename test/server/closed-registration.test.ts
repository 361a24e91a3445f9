import { describe, expect, it } from 'vitest';
import { onEachPageWorld } from './pages/page-world.js';
import { PASSWORD, SETTINGS } from './server-under-test.js';

const WISH = { email: 'ada@example.org', password: PASSWORD };

describe('a server that takes no registrations', () => {
  onEachPageWorld(
    (world) => {
      it('says whom to ask, leads nobody there, and changes nothing', async () => {
        const { browser, letters, server } = world();
        const refused = await server.call<{ detail: string }>('POST', '/api/v1/accounts', { body: WISH });
        expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('ask whoever runs it')]);
        for (const answer of [await browser.get('/register'), await browser.send('/register', WISH)]) {
          expect([answer.status, answer.body]).toEqual([403, expect.stringContaining('ask whoever runs it')]);
        }
        for (const path of ['/', '/sign-in']) expect((await browser.get(path)).body).not.toContain('href="/register"');
        const { reader } = server.database;
        expect(await reader.selectFrom('audit').select('action').execute()).toEqual([]);
        expect(await reader.selectFrom('account').select('id').execute()).toEqual([]);
        expect(letters).toEqual([]);
        await browser.signedIn('bob@example.org');
        expect((await browser.get('/register')).headers.get('location')).toBe('/');
      });
    },
    { settings: { ...SETTINGS, registration: 'closed' } },
  );
});
