import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../errors.js';
import { jsonObject } from './json-object.js';
import type { Keyring } from './keyring.js';
import { secretsIn, type KeptIn, type Login } from './login.js';
import { readPrivately, writePrivately } from './private-file.js';

/** Where the one login of this machine is kept: its secrets in the keyring where that works, else in a 0600 file. */
export interface LoginStore {
  /** Null when nobody is signed in. @throws Failure `key` when it cannot be read */
  read(): Promise<{ readonly login: Login; readonly keptIn: KeptIn } | null>;
  /** @throws Failure `unexpected` when it cannot be written */
  keep(login: Login): Promise<KeptIn>;
  forget(): Promise<void>;
}

const THE_LOGIN = 'the login';

/**
 * @param keyring null where there is none, or where it must not be used
 * @param note told what a person should know, a plain sentence
 */
export function loginStore(dir: string, keyring: Keyring | null, note: (sentence: string) => void): LoginStore {
  const file = join(dir, 'login.json');
  const kept = () => {
    const found = readPrivately(file, THE_LOGIN);
    for (const sentence of found?.notes ?? []) note(sentence);
    return jsonObject(found?.text ?? '');
  };
  const dropFromKeyring = async (server: unknown) => {
    if (typeof server === 'string') await keyring?.remove(server).catch(() => undefined);
  };
  return {
    read: async () => {
      const { server, email, secrets: written } = kept() ?? {};
      if (typeof server !== 'string' || typeof email !== 'string') return null;
      const inFile = secretsIn(written);
      const secrets = inFile ?? (await fromKeyring(keyring, server));
      return secrets === null
        ? null
        : { login: { server, email, secrets }, keptIn: inFile === null ? 'keyring' : 'file' };
    },
    keep: async ({ server, email, secrets }) => {
      const before = kept()?.server;
      const inKeyring = await tryKeyring(keyring, server, JSON.stringify(secrets));
      writePrivately(file, THE_LOGIN, { server, email, secrets: inKeyring ? null : secrets });
      if (before !== server) await dropFromKeyring(before);
      return inKeyring ? 'keyring' : 'file';
    },
    forget: async () => {
      const before = kept()?.server;
      rmSync(file, { force: true });
      await dropFromKeyring(before);
    },
  };
}

async function fromKeyring(keyring: Keyring | null, server: string) {
  try {
    return secretsIn(jsonObject((await keyring?.read(server)) ?? ''));
  } catch (cause) {
    const hint = 'unlock the keyring of your system, or sign in again: insight login';
    throw new Failure('key', 'the keyring of this system does not give the login out', hint, { cause });
  }
}

/** Whether it is in there now. Read back, for some keyrings take what they do not keep. */
async function tryKeyring(keyring: Keyring | null, server: string, text: string): Promise<boolean> {
  if (keyring === null) return false;
  try {
    await keyring.write(server, text);
    return (await keyring.read(server)) === text;
  } catch {
    return false;
  }
}
