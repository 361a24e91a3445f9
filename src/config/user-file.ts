import { existsSync, readFileSync, renameSync } from 'node:fs';
import type Conf from 'conf';
import { nearest } from '../domain/did-you-mean.js';
import { Failure } from '../errors.js';
import { makeFolder } from '../make-folder.js';
import { quoted } from './in-words.js';
import { jsonObject } from './json-object.js';
import { userFile } from './paths.js';
import { placesOf, problemWith, settingNamed, SETTINGS, tidied, type Setting } from './settings.js';

/** What became of the user file. */
export interface PreferenceChange {
  readonly file: string;
  /** The value in force from this file from now on; null when the setting is no longer in it. */
  readonly value: string | null;
  /** False when the file said so before. */
  readonly changed: boolean;
  /** Something the user should know, one line: a corrupt file that was moved aside. */
  readonly note: string | null;
}

type Preferences = Conf;

/** The setting that a word names. @throws Failure `usage` for an unknown one and for one that the user file may not hold */
function preferenceNamed(word: string): Setting {
  const setting = settingNamed(word);
  if (setting === null) {
    const names = SETTINGS.filter(({ places }) => places.includes('user')).map(({ name }) => name);
    const meant = nearest(word, names);
    const hint = meant === null ? `there are ${names.join(', ')}` : `did you mean ${meant}?`;
    throw new Failure('usage', `there is no setting ${quoted(word)}`, hint);
  }
  if (!setting.places.includes('user')) {
    const why = setting.secret ? 'is a secret and is not kept in a settings file' : 'cannot be kept in a settings file';
    throw new Failure('usage', `${setting.name} ${why}`, `put ${setting.env} into ${placesOf(setting)}`);
  }
  return setting;
}

/** Moves a file aside that holds no JSON object: somebody may want to rescue what is in it. @returns what was done */
function moveCorruptAside(file: string): string | null {
  if (!existsSync(file) || jsonObject(readFileSync(file, 'utf8')) !== null) return null;
  let number = 1;
  while (existsSync(`${file}.corrupt-${number}`)) number += 1;
  renameSync(file, `${file}.corrupt-${number}`);
  return `${file} was not a valid JSON object and is kept as ${file}.corrupt-${number}`;
}

/** @throws Failure `unexpected` when the folder or the file cannot be read or written */
async function change(
  dir: string,
  alter: (preferences: Preferences) => Pick<PreferenceChange, 'value' | 'changed'>,
): Promise<PreferenceChange> {
  const { default: Conf } = await import('conf');
  const file = userFile(dir);
  try {
    makeFolder(dir);
    const note = moveCorruptAside(file);
    const preferences: Preferences = new Conf({
      cwd: dir,
      configName: 'config',
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
      deserialize: (text) => jsonObject(text) ?? {},
    });
    return { file, note, ...alter(preferences) };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
    const hint = 'make the folder writable, or set INSIGHT_HOME to a folder that is';
    throw new Failure('unexpected', `the settings in ${file} cannot be changed (${error.code})`, hint, {
      cause: error,
    });
  }
}

/**
 * Keeps one setting in the user's own file, which only the user can read (0600, folders 0700).
 * @param dir the config folder
 * @param name a setting's name or variable
 * @throws Failure `usage` for an unknown name, a secret, a setting of the environment, or a value that it does not take
 * @throws Failure `unexpected` when the file cannot be written
 */
export async function setPreference(dir: string, name: string, value: string): Promise<PreferenceChange> {
  const setting = preferenceNamed(name);
  const text = value.trim();
  const problem = text === '' ? 'takes no empty value' : problemWith(setting, text);
  if (problem !== null) {
    throw new Failure(
      'usage',
      `${setting.name} ${problem}`,
      `to return to the default: insight config unset ${setting.name}`,
    );
  }
  const kept = tidied(setting, text);
  return change(dir, (preferences) => {
    const changed = preferences.get(setting.name) !== kept;
    // Written even when it was so already: that closes a file that others could read.
    preferences.set(setting.name, kept);
    return { value: kept, changed };
  });
}

/**
 * Removes one setting from the user's own file.
 * @throws Failure as `setPreference`
 */
export async function unsetPreference(dir: string, name: string): Promise<PreferenceChange> {
  const setting = preferenceNamed(name);
  return change(dir, (preferences) => {
    const changed = preferences.has(setting.name);
    if (changed) preferences.delete(setting.name);
    return { value: null, changed };
  });
}
