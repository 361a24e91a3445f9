import { closeSync, openSync, constants, fstatSync } from 'node:fs';
import { SETTINGS } from '../../config/settings.js';
import { SECRET_FORM, secretBytes, secretsIn } from '../../domain/alerts/webhook-signature.js';
import { listed } from '../../domain/doctor/listed.js';
import { ok, problem, warning, type Check } from '../../domain/doctor/check.js';
import { Failure } from '../../errors.js';
import type { DoctorParts } from './surroundings.js';

const NAME = 'settings';

/** Which settings stand somewhere else than usual, which are wrong, and which files of them cannot be read. */
export function settingChecks({ settings, settingFiles }: DoctorParts): readonly Check[] {
  const wrong = SETTINGS.flatMap(({ name }) => {
    try {
      settings.values.get(name);
      return [];
    } catch (error) {
      return error instanceof Failure ? [error] : [];
    }
  });
  const told = new Set(wrong.map(({ message, hint }) => `${message}: ${hint}.`));
  const checks = [
    ...Object.values(settingFiles).flatMap((file) => (file === null ? [] : unreadable(file))),
    ...wrong.map(({ message, hint }) => problem(NAME, message, hint)),
    ...settings.notes
      .filter((note) => !told.has(note))
      .map((note) => warning(NAME, note.replace(/\.$/, ''), 'correct it there, or take it out')),
    ...unsigned(settings),
    ...elsewhere(settings),
  ];
  const set = settings.list.filter(({ origin }) => origin !== 'default');
  const places = [...new Set(set.map(({ origin }) => origin))].map((place) => {
    const names = set
      .filter(({ origin }) => origin === place)
      .map(({ name, env }) => (place === 'environment' ? env : name));
    return `${listed(names)} in the ${place}`.replace('the .env', '.env');
  });
  return [...checks, ok(NAME, places.length === 0 ? 'none is set: all as they come' : places.join('; '))];
}

/** A file that is there and cannot be read sets nothing, without a word. */
function unreadable(file: string): readonly Check[] {
  try {
    const opened = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const isFolder = fstatSync(opened).isDirectory();
    closeSync(opened);
    return isFolder ? [warning(NAME, `${file} is a folder, and sets nothing`, 'move it away')] : [];
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (['ENOENT', 'ENOTDIR'].includes(code)) return [];
    return [problem(NAME, `${file} cannot be read (${code}), and sets nothing`, 'let yourself read it, or remove it')];
  }
}

/** Only a run with a webhook would find out, and that is a job of the night. */
function unsigned({ values }: DoctorParts['settings']): readonly Check[] {
  const secrets = secretsIn(values.get('webhookSecret'));
  if (secrets.every((secret) => secretBytes(secret) !== null)) return [];
  return [problem(NAME, `INSIGHT_WEBHOOK_SECRET ${SECRET_FORM}`, 'make one: echo "whsec_$(openssl rand -base64 32)"')];
}

/** Whoever answers under another address is sent what the provider would be, keys too. */
function elsewhere({ list }: DoctorParts['settings']): readonly Check[] {
  const changed = list.filter(({ name, value, origin }) => {
    const fallback = SETTINGS.find((setting) => setting.name === name)?.fallback ?? null;
    return name.endsWith('Url') && fallback !== null && origin !== 'default' && value !== null && value !== fallback;
  });
  if (changed.length === 0) return [];
  const words = changed.map(({ env, value }) => `${env} ${value ?? ''}`).join(', ');
  return [
    warning(
      'addresses',
      `requests, and the keys in them, go elsewhere than to the provider: ${words}`,
      'take them out unless you set them for a gateway',
    ),
  ];
}
