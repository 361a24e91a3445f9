import { expect, it } from 'vitest';
import { SETTINGS } from '../../src/config/settings.js';
import { SYNCED_SETTINGS } from '../../src/domain/sync/synced-settings.js';

it('are those that a folder from elsewhere may set too, and none of them is a secret or an address', () => {
  const harmless = SETTINGS.filter(({ places, secret }) => places.includes('project') && secret !== true);
  expect([...SYNCED_SETTINGS].sort()).toEqual(harmless.map(({ name }) => name).sort());
});
