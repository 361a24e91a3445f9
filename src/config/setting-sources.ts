import { parseEnv } from 'node:util';
import { nearest } from '../domain/did-you-mean.js';
import { variable, type Environment } from './environment.js';
import { quoted } from './in-words.js';
import { jsonObject } from './json-object.js';
import { placesOf, settingNamed, SETTINGS, type SettingName } from './settings.js';

/** The settings found in one place, not yet checked, and what a user should know about the rest of it. */
export interface Found {
  readonly values: ReadonlyMap<SettingName, string>;
  readonly notes: readonly string[];
}

/** A file of strangers may hold any number of keys; nobody reads more notes than this. */
const MOST_UNKNOWN = 5;

const NOTHING: Found = { values: new Map(), notes: [] };

/** The settings in the environment. Empty variables count as not set. */
export function inEnvironment(env: Environment): Found {
  const values = new Map<SettingName, string>();
  for (const { name, env: key, emptyCounts } of SETTINGS) {
    const value = variable(env, key);
    if (value !== null && (value !== '' || emptyCounts === true)) values.set(name, value);
  }
  return { values, notes: [] };
}

/**
 * The settings in the text of a `.env` file; null for no file. Such a file is shared with other programs, so only keys of
 * this program that do not belong there are noted.
 */
export function inDotEnv(text: string | null, path: string): Found {
  if (text === null) return NOTHING;
  const env = parseEnv(text.replace(/^\uFEFF/, ''));
  const values = new Map<SettingName, string>();
  const notes: string[] = [];
  for (const setting of SETTINGS) {
    const value = variable(env, setting.env);
    if (value === null || value === '') continue;
    if (setting.places.includes('.env')) values.set(setting.name, value);
    else if (setting.env.startsWith('INSIGHT_')) {
      notes.push(`${setting.env} in ${path} was ignored: it belongs in ${placesOf(setting)}`);
    }
  }
  return { values, notes };
}

/**
 * The settings in the text of a project file or user file; null for no file. What is broken, unknown or does not belong
 * there is noted and left out; notes name keys, never values.
 */
export function inSettingsFile(text: string | null, path: string, place: 'project' | 'user'): Found {
  if (text === null) return NOTHING;
  const members = jsonObject(text);
  if (members === null) return { values: new Map(), notes: [`${path} was ignored: it is not a valid JSON object`] };
  const allowed = SETTINGS.filter(({ places }) => places.includes(place)).map(({ name }) => name);
  const values = new Map<SettingName, string>();
  const notes: string[] = [];
  const unknown: string[] = [];
  for (const [key, value] of Object.entries(members)) {
    const setting = settingNamed(key);
    if (setting !== null && !setting.places.includes(place)) {
      notes.push(`${key} in ${path} was ignored: ${setting.env} belongs in ${placesOf(setting)}`);
    } else if (setting?.name !== key) {
      const meant = setting?.name ?? nearest(key, allowed);
      const question = meant === null ? '' : `; did you mean ${meant}?`;
      unknown.push(`${quoted(key)} in ${path} was ignored: it is not a setting${question}`);
    } else if (value !== null && value !== '') {
      // Whatever is not text goes on as it was written, for the setting's own check to refuse.
      values.set(setting.name, typeof value === 'string' ? value.trim() : JSON.stringify(value));
    }
  }
  const rest = unknown.length - MOST_UNKNOWN;
  if (rest > 0) unknown.splice(MOST_UNKNOWN, rest, `${path} has ${rest} more keys that are not settings`);
  return { values, notes: [...notes, ...unknown] };
}
