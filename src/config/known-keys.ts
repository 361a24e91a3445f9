import { parseEnv } from 'node:util';
import { variable, type Environment } from './environment.js';
import { KEY_NAMES, KEY_PROVIDERS, type KeyProvider } from '../domain/key-providers.js';
import type { StoredKey } from './credentials.js';

/** A key that may be used, and where it was found. */
export interface KnownKey {
  readonly provider: KeyProvider;
  /** The secret itself: never for any output. */
  readonly key: string;
  readonly origin: 'environment' | '.env' | 'stored';
  /** The variable that holds it; null for a stored one. */
  readonly variable: string | null;
}

/** The variables that hold keys of a provider: `YOUTUBE_API_KEY`, and as many more as wanted with `_1`, `_2` … */
function variablesOf(provider: KeyProvider): RegExp {
  return new RegExp(`^${KEY_NAMES[provider].variable}(?:_(\\d+))?$`);
}

/**
 * Every key, in the order in which they are used: those of the environment, of `.env`, then the stored ones. A variable
 * of the environment hides that of `.env`, as with every setting; a key found twice counts once.
 * @param dotEnv the text of `.env`; null when there is none
 */
export function knownKeys({
  env,
  dotEnv,
  stored,
}: {
  readonly env: Environment;
  readonly dotEnv: string | null;
  readonly stored: readonly StoredKey[];
}): readonly KnownKey[] {
  const fromFile = Object.fromEntries(
    Object.entries(dotEnv === null ? {} : parseEnv(dotEnv.replace(/^\uFEFF/, ''))).filter(
      ([name]) => (variable(env, name) ?? '') === '',
    ),
  );
  const found: readonly KnownKey[] = [
    ...inVariables(env, 'environment'),
    ...inVariables(fromFile, '.env'),
    ...stored.map((kept) => ({ ...kept, origin: 'stored' as const, variable: null })),
  ];
  const first = new Map(found.toReversed().map((known) => [`${known.provider} ${known.key}`, known]));
  return found.filter((known) => first.get(`${known.provider} ${known.key}`) === known);
}

function inVariables(env: Environment, origin: 'environment' | '.env'): readonly KnownKey[] {
  return KEY_PROVIDERS.flatMap((provider) => {
    const variables = variablesOf(provider);
    const place = (name: string) => Number(variables.exec(name)?.[1] ?? -1);
    return Object.keys(env)
      .filter((name) => variables.test(name) && (variable(env, name) ?? '') !== '')
      .sort((a, b) => place(a) - place(b))
      .map((name) => ({ provider, key: variable(env, name) ?? '', origin, variable: name }));
  });
}
