import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '../errors.js';
import { makeFolder } from '../make-folder.js';

export interface PrivateText {
  readonly text: string;
  /** What a person should know, a plain sentence each: a repaired mode. */
  readonly notes: readonly string[];
}

/**
 * The text of a file of secrets; null when there is none. One that others can read is closed to them first.
 * @param what names what is in it: `the keys`
 * @throws Failure `key` for a symbolic link or anything else that is no plain file, and for a file that cannot be read
 */
export function readPrivately(file: string, what: string): PrivateText | null {
  let opened: number;
  try {
    // A link could make us read, and later replace, a file somewhere else. A pipe must not make us wait.
    opened = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    // A service's home may be /dev/null.
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return null;
    throw inWords(error, { file, what, done: 'read' });
  }
  try {
    const found = fstatSync(opened);
    if (!found.isFile()) throw notPlain(file);
    const open = process.platform !== 'win32' && (found.mode & 0o077) !== 0;
    if (open) fchmodSync(opened, 0o600);
    const notes = open ? [`${file} could be read by others; now only you can.`] : [];
    return { text: readFileSync(opened, 'utf8'), notes };
  } catch (error) {
    throw inWords(error, { file, what, done: 'read' });
  } finally {
    closeSync(opened);
  }
}

/**
 * Writes a file that only the user can read (0600, its folder 0700), whole or not at all.
 * @throws Failure `unexpected` when it cannot be written
 */
export function writePrivately(file: string, what: string, content: object): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  let begun = false;
  try {
    makeFolder(dirname(file));
    const opened = openSync(draft, 'wx', 0o600);
    begun = true;
    try {
      writeSync(opened, `${JSON.stringify(content, null, 2)}\n`);
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
    renameSync(draft, file);
  } catch (error) {
    if (begun) rmSync(draft, { force: true });
    throw inWords(error, { file, what, done: 'written' });
  }
}

function notPlain(file: string): Failure {
  return new Failure(
    'key',
    `${file} is a link or no plain file, and is not read`,
    'put a plain file in its place, or remove it',
  );
}

interface Undone {
  readonly file: string;
  readonly what: string;
  readonly done: 'read' | 'written';
}

/** What the file system throws, as a Failure; anything else as it is. */
function inWords(error: unknown, { file, what, done }: Undone): unknown {
  const code = codeOf(error);
  if (code === null || error instanceof Failure) return error;
  if (code === 'ELOOP') return notPlain(file);
  const kind = done === 'read' ? 'key' : 'unexpected';
  const hint = 'check the permissions of the folder, or let INSIGHT_HOME name another one';
  return new Failure(kind, `${what} in ${file} cannot be ${done} (${code})`, hint, { cause: error });
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
