import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertDesk } from '../../src/context/alert-desk.js';
import type { AlertWish } from '../../src/providers/ports/alerts.js';
import type { Database } from '../../src/store/database.js';
import { openInsight } from '../../src/store/insight-db.js';
import { freshDir } from '../store/processes.js';

const SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
const WISH: AlertWish = { webhook: null, exec: null, execArgs: [], allowPrivate: false };

let database: Database;
beforeAll(async () => {
  ({ database } = await openInsight({ dir: freshDir(), now: Date.now, random: Math.random }));
});
afterAll(() => {
  database.close();
});

const desk = (wish: Partial<AlertWish>, secret: string | null = null) =>
  alertDesk(
    {
      context: { setting: () => secret, now: Date.now, signal: new AbortController().signal },
      world: { env: {}, cwd: '/', random: Math.random, now: Date.now, endGroup: null },
      insight: () => Promise.resolve(database),
    },
    { ...WISH, ...wish },
  );
const names = async (wish: Partial<AlertWish>) => (await desk(wish, SECRET)).ways.map(({ name }) => name);

describe('the desk of alerts', () => {
  it('refuses a bad address, and a secret that is missing or none, before anything is spent', async () => {
    const webhook = 'https://8.8.8.8/T0KEN';
    await expect(desk({ webhook })).rejects.toMatchObject({
      kind: 'key',
      message: expect.stringContaining('no secret') as string,
    });
    for (const wrong of ['AIzaCANARY', `${SECRET} AIzaCANARY`, SECRET.slice(0, 20)]) {
      await expect(desk({ webhook }, wrong)).rejects.toMatchObject({
        kind: 'key',
        message: expect.not.stringContaining('CANARY') as string,
      });
    }
    for (const refused of [
      'http://example.com/',
      'https://127.0.0.1/',
      'https://localhost/',
      'https://169.254.169.254/',
    ]) {
      await expect(desk({ webhook: refused }, SECRET)).rejects.toMatchObject({ kind: 'usage' });
    }
    const own = { webhook: 'http://127.0.0.1:9/', allowPrivate: true };
    expect((await desk(own, SECRET)).ways).toHaveLength(1);
    expect((await desk({ webhook }, `${SECRET} ${SECRET}`)).ways).toHaveLength(1);
  });

  it('calls each way another name, which tells nothing of it', async () => {
    const seen = [
      await names({ webhook: 'https://8.8.8.8/T0KEN' }),
      await names({ webhook: 'https://8.8.8.8/other' }),
      await names({ exec: './notify.sh' }),
      await names({ exec: './notify.sh', execArgs: ['T0KEN'] }),
    ].flat();
    expect(new Set(seen).size).toBe(4);
    expect(seen.join()).not.toContain('T0KEN');
    expect(await names({ webhook: 'HTTPS://8.8.8.8:443/T0KEN' })).toEqual(seen.slice(0, 1));
    expect((await desk({})).ways).toEqual([]);
  });
});
