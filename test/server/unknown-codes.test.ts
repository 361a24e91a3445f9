import { describe, expect, it } from 'vitest';
import { isUnavailable } from '../../src/server/database/unavailable.js';
import { onEachDatabase } from './each-database.js';
import { ServerUnderTest } from './server-under-test.js';

describe('a code that was never given out', () => {
  onEachDatabase((make) => {
    it('is refused without a change, in whose way others would be', async () => {
      const database = await make();
      const opened = await database.open();
      const never = () => Promise.reject(new Error('it began a change'));
      const server = await ServerUnderTest.open(database, { database: { ...opened, write: never } });
      const post = (path: string, body: object) => server.call('POST', path, { body });
      const grant = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: 'isd_unknown' };
      expect(await post('/api/v1/device/token', grant)).toMatchObject({ body: { error: 'invalid_grant' } });
      expect(await post('/api/v1/sessions/refresh', { refreshToken: 'isr_unknown' })).toMatchObject({ status: 401 });
      expect(server.unexpected).toEqual([]);
      await opened.close();
      await database.remove();
    });
  });
});

describe('a change that met others each time it tried', () => {
  it.each(['40001', '40P01'])('is answered as busy: %s', (code) => {
    expect(isUnavailable(Object.assign(new Error('could not serialize access'), { code }))).toBe(true);
  });
});
