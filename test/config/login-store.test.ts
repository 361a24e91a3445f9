import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Keyring } from '../../src/config/keyring.js';
import { loginStore } from '../../src/config/login-store.js';

const SECRETS = { accessToken: 'access-CANARY', refreshToken: 'refresh-CANARY', until: 5 };
const LOGIN = { server: 'https://insight.example.org', email: 'ada@example.org', secrets: SECRETS };
const ELSEWHERE = { ...LOGIN, server: 'https://other.example.org' };

/** A keyring in memory; each of its verbs may be replaced. */
class FakeKeyring implements Keyring {
  readonly kept = new Map<string, string>();
  read = (name: string) => Promise.resolve(this.kept.get(name) ?? null);
  write = (name: string, text: string) => {
    this.kept.set(name, text);
    return Promise.resolve();
  };
  remove = (name: string) => {
    this.kept.delete(name);
    return Promise.resolve();
  };
}

const fails = () => Promise.reject(new Error('the keyring is locked'));

let root: string;
let dir: string;
let file: string;
let notes: string[];
let keyring: FakeKeyring;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'insight-login-'));
  dir = join(root, 'data');
  file = join(dir, 'login.json');
  notes = [];
  keyring = new FakeKeyring();
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const store = (with_: Keyring | null = keyring) => loginStore(dir, with_, (sentence) => notes.push(sentence));
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const text = () => readFileSync(file, 'utf8');

describe('a login', () => {
  it('is kept in the keyring where there is one, and the file holds no secret', async () => {
    expect(await store().keep(LOGIN)).toBe('keyring');
    expect(await store().read()).toEqual({ login: LOGIN, keptIn: 'keyring' });
    expect(text()).not.toContain('CANARY');
    expect([...keyring.kept.keys()]).toEqual([LOGIN.server]);
  });

  it('is kept in a file of its owner where there is no keyring', async () => {
    const before = process.umask(0);
    try {
      expect(await store(null).keep(LOGIN)).toBe('file');
    } finally {
      process.umask(before);
    }
    expect([modeOf(dir), modeOf(file)]).toEqual(['700', '600']);
    expect(await store(null).read()).toEqual({ login: LOGIN, keptIn: 'file' });
  });

  it.each<[string, Partial<Keyring>]>([
    ['cannot be written to', { write: fails }],
    ['cannot be read from', { read: fails }],
    ['takes what it does not keep', { read: () => Promise.resolve(null) }],
    ['gives out something else', { read: () => Promise.resolve('{}') }],
  ])('is kept in the file where the keyring %s', async (_, verbs) => {
    Object.assign(keyring, verbs);
    expect(await store().keep(LOGIN)).toBe('file');
    expect(await store().read()).toEqual({ login: LOGIN, keptIn: 'file' });
    expect(modeOf(file)).toBe('600');
  });

  it('moves from the file to the keyring, and back, with the next one', async () => {
    await store(null).keep(LOGIN);
    expect(await store().keep(LOGIN)).toBe('keyring');
    expect(text()).not.toContain('CANARY');
    expect(await store(null).keep(LOGIN)).toBe('file');
    expect(await store().read()).toEqual({ login: LOGIN, keptIn: 'file' });
  });

  it('in a keyring that is locked now is asked for with a way out', async () => {
    await store().keep(LOGIN);
    keyring.read = fails;
    await expect(store().read()).rejects.toMatchObject({
      kind: 'key',
      hint: expect.stringContaining('unlock') as string,
    });
  });

  it('in a keyring that is gone, or emptied, is none', async () => {
    await store().keep(LOGIN);
    expect(await store(null).read()).toBeNull();
    keyring.kept.clear();
    expect(await store().read()).toBeNull();
  });

  it('at another server takes the place of the one before, also in the keyring', async () => {
    await store().keep(LOGIN);
    await store().keep(ELSEWHERE);
    expect([...keyring.kept.keys()]).toEqual([ELSEWHERE.server]);
  });

  it('is forgotten in both places, also by a keyring that does not answer', async () => {
    await store().keep(LOGIN);
    await store().forget();
    expect([keyring.kept.size, await store().read()]).toEqual([0, null]);
    await store().keep(LOGIN);
    keyring.remove = fails;
    await store().forget();
    expect(await store().read()).toBeNull();
    await store().forget();
  });
});

describe('a file of the login', () => {
  it('that others could read is closed to them, and it is said', async () => {
    await store(null).keep(LOGIN);
    chmodSync(file, 0o644);
    expect(await store(null).read()).toMatchObject({ keptIn: 'file' });
    expect([modeOf(file), notes]).toEqual(['600', [`${file} could be read by others; now only you can.`]]);
  });

  it('that is a link is neither followed nor replaced through', async () => {
    mkdirSync(dir);
    const target = join(root, 'elsewhere.json');
    writeFileSync(target, JSON.stringify(LOGIN));
    symlinkSync(target, file);
    await expect(store(null).read()).rejects.toMatchObject({ kind: 'key' });
  });

  it.each([
    '',
    'no JSON',
    '[]',
    '{"server":5}',
    '{"server":"https://a.example","email":"b","secrets":{"accessToken":5}}',
  ])('that holds %j is no login, and the next one takes its place', async (content) => {
    mkdirSync(dir);
    writeFileSync(file, content, { mode: 0o600 });
    expect(await store(null).read()).toBeNull();
    await store(null).keep(LOGIN);
    expect(await store(null).read()).toMatchObject({ login: LOGIN });
  });
});
