import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../errors.js';
import { makeFolder } from '../make-folder.js';
import { isRecord } from './is-record.js';
import { jsonObject } from './json-object.js';
import type { Keyring } from './keyring.js';
import { secretsIn, type KeptIn, type Login } from './login.js';

/** Where the one login of this machine is kept: its secrets in the keyring where that works, else in a 0600 file. */
export interface LoginStore {
  /** Null when nobody is signed in. @throws Failure `key` when it cannot be read */
  read(): Promise<{ readonly login: Login; readonly keptIn: KeptIn } | null>;
  /** @throws Failure `unexpected` when it cannot be written */
  keep(login: Login): Promise<KeptIn>;
  forget(): Promise<void>;
}

/** @param keyring null where there is none, or where it must not be used */
export function loginStore(dir: string, keyring: Keyring | null): LoginStore {
  const file = join(dir, 'login.json');
  return {
    read: async () => {
      const kept = jsonObject(textOf(file) ?? '');
      if (kept === null) return null;
      const { server, email } = kept;
      if (typeof server !== 'string' || typeof email !== 'string') return null;
      const inFile = secretsIn(kept.secrets);
      const secrets = inFile ?? (await fromKeyring(keyring, server));
      return secrets === null
        ? null
        : { login: { server, email, secrets }, keptIn: inFile === null ? 'keyring' : 'file' };
    },
    keep: async ({ server, email, secrets }) => {
      const inKeyring = await tryKeyring(keyring, server, JSON.stringify(secrets));
      try {
        writeWhole(file, dir, { server, email, secrets: inKeyring ? null : secrets });
      } catch (cause) {
        const hint = 'check the permissions of the folder, or let INSIGHT_HOME name another one';
        throw new Failure('unexpected', `the login cannot be written to ${file}`, hint, { cause });
      }
      return inKeyring ? 'keyring' : 'file';
    },
    forget: async () => {
      const { server } = jsonObject(textOf(file) ?? '') ?? {};
      rmSync(file, { force: true });
      if (typeof server === 'string') await keyring?.remove(server).catch(() => undefined);
    },
  };
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (isRecord(cause) && ['ENOENT', 'ENOTDIR'].includes(String(cause.code))) return null;
    throw new Failure('key', `the login in ${file} cannot be read`, 'check its permissions', { cause });
  }
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

function writeWhole(file: string, dir: string, content: object): void {
  makeFolder(dir);
  const draft = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const opened = openSync(draft, 'wx', 0o600);
    try {
      writeSync(opened, `${JSON.stringify(content, null, 2)}\n`);
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
