import { join } from 'node:path';
import { readKeys } from '../config/credentials.js';
import { knownKeys } from '../config/known-keys.js';
import type { World } from '../context.js';
import type { KeyProvider } from '../domain/key-providers.js';
import { readText } from './read-text.js';

/**
 * The keys of a provider, in the order in which they are used up.
 * @param config the folder of the user's own settings
 * @throws Failure `key` when the file of keys cannot be read
 */
export function keysOf(
  provider: KeyProvider,
  { env, cwd }: Pick<World, 'env' | 'cwd'>,
  config: string,
): { readonly keys: readonly string[]; readonly notes: readonly string[] } {
  const { keys: stored, notes: said } = readKeys(config);
  const notes = [...said];
  const known = knownKeys({ env, dotEnv: readText(join(cwd, '.env'), (note) => notes.push(note)), stored });
  return { keys: known.filter((each) => each.provider === provider).map(({ key }) => key), notes };
}
