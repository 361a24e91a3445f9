import { join } from 'node:path';
import { Failure } from '../errors.js';
import type { Environment } from './environment.js';
import { masked } from './masked.js';
import { userFile, type Paths } from './paths.js';
import { inDotEnv, inEnvironment, inSettingsFile, type Found } from './setting-sources.js';
import { problemWith, SETTINGS, tidied, type Setting, type SettingName } from './settings.js';

export type Origin = 'environment' | '.env' | 'project file' | 'user file' | 'default';

/** One setting as a person may see it. */
export interface ShownSetting {
  readonly name: string;
  readonly env: string;
  /** A secret is masked; null when it is not set and has no default. */
  readonly value: string | null;
  readonly origin: Origin;
  /** The file it stands in. */
  readonly from: string | null;
  readonly secret: boolean;
  readonly describe: string;
}

export interface ResolvedSetting extends ShownSetting {
  readonly name: SettingName;
}

export interface Settings {
  /**
   * The value in force, secrets in the clear; null when there is none.
   * @throws Failure `usage` naming the variable, or the file and the key, of a value that the setting does not take
   */
  get(name: SettingName): string | null;
}

export interface Resolution {
  readonly values: Settings;
  /** Every setting, in the order of the table. */
  readonly list: readonly ResolvedSetting[];
  /** What was ignored and why, one line each, without any value. */
  readonly notes: readonly string[];
}

interface Source extends Found {
  readonly origin: Origin;
  readonly from: string | null;
}

/** The value, or a Failure `usage` when the setting does not take it. */
function checked(setting: Setting, text: string, { origin, from }: Source): string | Failure {
  const problem = problemWith(setting, text);
  if (problem === null) return tidied(setting, text);
  if (from === null) return new Failure('usage', `${setting.env} ${problem}`, 'correct or remove the variable');
  const key = origin === '.env' ? setting.env : setting.name;
  return new Failure('usage', `${key} in ${from} ${problem}`, 'correct or remove it in that file');
}

/**
 * Every setting's value and where it comes from: environment, then `.env` and `insight.config.json` of the working
 * folder, then the user file, then the default. Only a value that is in force is checked, and only when it is asked for:
 * a bad one must not stop `config set` from mending it; in the list it stands with a note.
 * @param readText the text of a file; null when there is none to be read
 */
export function resolveSettings({
  env,
  cwd,
  paths,
  readText,
}: {
  readonly env: Environment;
  readonly cwd: string;
  readonly paths: Pick<Paths, 'config'>;
  readonly readText: (path: string) => string | null;
}): Resolution {
  const [dotEnv, project, user] = [join(cwd, '.env'), join(cwd, 'insight.config.json'), userFile(paths.config)];
  const sources: readonly Source[] = [
    { origin: 'environment', from: null, ...inEnvironment(env) },
    { origin: '.env', from: dotEnv, ...inDotEnv(readText(dotEnv), dotEnv) },
    { origin: 'project file', from: project, ...inSettingsFile(readText(project), project, 'project') },
    { origin: 'user file', from: user, ...inSettingsFile(readText(user), user, 'user') },
  ];
  const values = new Map<SettingName, string | null | Failure>();
  const bad: string[] = [];
  const list = SETTINGS.map((setting): ResolvedSetting => {
    const { name, env: key, describe, fallback, secret = false } = setting;
    const source = sources.find((each) => each.values.has(name));
    const text = source?.values.get(name);
    const found = source === undefined || text === undefined ? fallback : checked(setting, text, source);
    values.set(name, found);
    if (found instanceof Failure) bad.push(`${found.message}: ${found.hint}.`);
    // A bad value is not shown: an address may carry a password.
    const value = found instanceof Failure ? null : found;
    return {
      name,
      env: key,
      value: secret && value !== null ? masked(value) : value,
      origin: source?.origin ?? 'default',
      from: source?.from ?? null,
      secret,
      describe,
    };
  });
  return {
    values: {
      get: (name) => {
        const value = values.get(name) ?? null;
        if (value instanceof Failure) throw value;
        return value;
      },
    },
    list,
    notes: [...sources.flatMap(({ notes }) => notes), ...bad],
  };
}
