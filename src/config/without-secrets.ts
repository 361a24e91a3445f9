import { KEY_NAMES } from '../domain/key-providers.js';
import type { Environment } from './environment.js';
import { SETTINGS } from './settings.js';

/** Every variable that holds a secret; of keys there may be more, with `_1`, `_2` … behind. */
const SECRET_NAMES: ReadonlySet<string> = new Set([
  ...SETTINGS.filter(({ secret }) => secret === true).map(({ env }) => env),
  ...Object.values(KEY_NAMES).map(({ variable }) => variable),
]);

/** An environment for a program of the user's, which has no business with our keys. */
export function withoutSecrets(env: Environment): Environment {
  // Windows does not tell capitals from small letters.
  const kept = Object.entries(env).filter(([name]) => !SECRET_NAMES.has(name.toUpperCase().replace(/_\d+$/, '')));
  return Object.fromEntries(kept);
}
