import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveSettings } from '../../src/config/resolve.js';
import { SETTINGS } from '../../src/config/settings.js';
import { setPreference, unsetPreference } from '../../src/config/user-file.js';
import { Failure } from '../../src/errors.js';

let root: string;
let dir: string;
let file: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'insight-config-'));
  dir = join(root, 'new', 'config');
  file = join(dir, 'config.json');
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const stored = (): unknown => JSON.parse(readFileSync(file, 'utf8'));

async function failureOf(running: Promise<unknown>): Promise<Failure> {
  const outcome = await running.catch((error: unknown) => error);
  if (outcome instanceof Failure) return outcome;
  throw new Error(`no Failure: ${String(outcome)}`);
}

describe('setPreference', () => {
  it('keeps a setting where resolution finds it', async () => {
    expect(await setPreference(dir, 'tz', 'Europe/Paris')).toEqual({
      file,
      value: 'Europe/Paris',
      changed: true,
      note: null,
    });
    const { list, notes } = resolveSettings({
      env: {},
      cwd: root,
      paths: { config: dir },
      readText: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null),
    });
    expect(list.find(({ name }) => name === 'tz')).toMatchObject({
      value: 'Europe/Paris',
      origin: 'user file',
      from: file,
    });
    expect(notes).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('makes folders and file for the user alone, whatever the umask', async () => {
    const before = process.umask(0);
    try {
      await setPreference(dir, 'format', 'json');
    } finally {
      process.umask(before);
    }
    expect([modeOf(join(root, 'new')), modeOf(dir), modeOf(file)]).toEqual(['700', '700', '600']);
  });

  it.skipIf(process.platform === 'win32')('closes a file that others could read, even without a change', async () => {
    mkdirSync(dir, { recursive: true });
    writeFileSync(file, '{"format":"json"}');
    chmodSync(file, 0o644);
    expect((await setPreference(dir, 'format', 'json')).changed).toBe(false);
    expect(modeOf(file)).toBe('600');
  });

  it('takes a variable for a name, and brings values into one form', async () => {
    await setPreference(dir, 'INSIGHT_FORMAT', ' JSON ');
    await setPreference(dir, 'youtubeUrl', 'http://127.0.0.1:1/api');
    expect(stored()).toEqual({ format: 'json', youtubeUrl: 'http://127.0.0.1:1/api/' });
  });

  it('leaves everything else in the file alone', async () => {
    mkdirSync(dir, { recursive: true });
    writeFileSync(file, '\uFEFF{"later":{"a":[1]},"format":"csv","__proto__":7}');
    await setPreference(dir, 'format', 'md');
    expect(
      JSON.parse(readFileSync(file, 'utf8'), (key, value: unknown) => (key === '__proto__' ? 'own' : value)),
    ).toEqual(JSON.parse('{"later":{"a":[1]},"format":"md","__proto__":"own"}'));
    expect(readdirSync(dir)).toEqual(['config.json']);
  });

  it.skipIf(process.platform === 'win32')('writes through a link to where the file really is', async () => {
    mkdirSync(dir, { recursive: true });
    const real = join(root, 'dotfiles.json');
    writeFileSync(real, '{}');
    symlinkSync(real, file);
    await setPreference(dir, 'format', 'md');
    expect(JSON.parse(readFileSync(real, 'utf8'))).toEqual({ format: 'md' });
  });

  const KEPT = SETTINGS.filter(({ places, secret }) => places.includes('user') && secret !== true)
    .map(({ name }) => name)
    .join(', ');
  it.each([
    ['fromat', 'json', 'there is no setting "fromat"', 'did you mean format?'],
    ['__proto__', 'x', 'there is no setting "__proto__"', `there are ${KEPT}`],
    ['home', '/x', 'home cannot be kept in a settings file', 'put INSIGHT_HOME into the environment'],
    [
      'format',
      'xml',
      'format takes table, json, ndjson, csv, tsv or md, not "xml"',
      'to return to the default: insight config unset format',
    ],
    ['tz', '  ', 'tz takes no empty value', 'to return to the default: insight config unset tz'],
  ])('refuses %s %s', async (name, value, message, hint) => {
    const failure = await failureOf(setPreference(dir, name, value));
    expect([failure.kind, failure.message, failure.hint]).toEqual(['usage', message, hint]);
    expect(existsSync(dir)).toBe(false);
  });

  it.each(['youtubeApiKey', 'YOUTUBE_API_KEY'])('refuses the secret %s without repeating it', async (name) => {
    const failure = await failureOf(setPreference(dir, name, 'CanaryKey-7f3a9c'));
    expect(failure.kind).toBe('usage');
    expect(failure.message).toBe('youtubeApiKey is a secret and is not kept in a settings file');
    expect(failure.hint).toBe('put YOUTUBE_API_KEY into the environment or .env');
    expect(existsSync(dir)).toBe(false);
  });
});

describe('a corrupt file', () => {
  it.each(['{"format": "js', '', '[]', 'null'])('%j is kept aside and a new one begun', async (text) => {
    mkdirSync(dir, { recursive: true });
    writeFileSync(file, text);
    writeFileSync(`${file}.corrupt-1`, 'an older one');
    const { note } = await setPreference(dir, 'format', 'json');
    expect(note).toBe(`${file} was not a valid JSON object and is kept as ${file}.corrupt-2`);
    expect(readFileSync(`${file}.corrupt-1`, 'utf8')).toBe('an older one');
    expect(readFileSync(`${file}.corrupt-2`, 'utf8')).toBe(text);
    expect(stored()).toEqual({ format: 'json' });
  });
});

describe('unsetPreference', () => {
  it('removes one setting and says whether it was there', async () => {
    await setPreference(dir, 'format', 'json');
    await setPreference(dir, 'tz', 'UTC');
    expect(await unsetPreference(dir, 'format')).toEqual({ file, value: null, changed: true, note: null });
    expect(stored()).toEqual({ tz: 'UTC' });
    expect((await unsetPreference(dir, 'format')).changed).toBe(false);
  });

  it('begins no file', async () => {
    expect((await unsetPreference(dir, 'format')).changed).toBe(false);
    expect(existsSync(file)).toBe(false);
  });

  it('refuses unknown names', async () => {
    expect((await failureOf(unsetPreference(dir, 'sorce'))).hint).toBe('did you mean source?');
  });
});

describe('a folder that cannot be written', () => {
  it('fails in a clear line when a file is in the way', async () => {
    writeFileSync(join(root, 'new'), '');
    const failure = await failureOf(setPreference(dir, 'format', 'json'));
    expect(failure.kind).toBe('unexpected');
    expect(failure.message).toMatch(/config\.json cannot be changed \((ENOTDIR|EEXIST)\)$/);
    expect(failure.hint).toContain('INSIGHT_HOME');
  });

  it.skipIf(process.platform === 'win32')('fails in a clear line when it is read-only', async () => {
    await setPreference(dir, 'format', 'json');
    const before = readFileSync(file, 'utf8');
    chmodSync(root, 0o755);
    chmodSync(join(root, 'new'), 0o755);
    chmodSync(file, 0o644);
    chmodSync(dir, 0o555);
    // Root may write anywhere, so it steps down for a moment.
    const root0 = process.geteuid?.() === 0;
    if (root0) process.seteuid?.(65_534);
    try {
      const failure = await failureOf(setPreference(dir, 'format', 'csv'));
      expect(failure.kind).toBe('unexpected');
      expect(failure.message).toBe(`the settings in ${file} cannot be changed (EACCES)`);
    } finally {
      if (root0) process.seteuid?.(0);
      chmodSync(dir, 0o700);
    }
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});
