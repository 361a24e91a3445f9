import { expect, it } from 'vitest';
import { withoutSecrets } from '../../src/config/without-secrets.js';
import { SETTINGS } from '../../src/config/settings.js';
import { KEY_NAMES } from '../../src/domain/key-providers.js';

it('leaves a program of the user everything but our secrets', () => {
  const secrets = [
    ...SETTINGS.filter(({ secret }) => secret === true).map(({ env }) => env),
    ...Object.values(KEY_NAMES).flatMap(({ variable }) => [variable, `${variable}_1`, `${variable}_27`]),
    'INSIGHT_WEBHOOK_SECRET',
    'DATABASE_URL',
    'youtube_api_key',
  ];
  expect(secrets.length).toBeGreaterThan(20);
  const harmless = {
    PATH: '/bin',
    HOME: '/home/a',
    TZ: 'UTC',
    SLACK_TOKEN: 'theirs',
    INSIGHT_FORMAT: 'json',
    LC_1: '',
  };
  const env = { ...Object.fromEntries(secrets.map((name) => [name, 'CANARY'])), ...harmless };
  expect(withoutSecrets(env)).toEqual(harmless);
});
