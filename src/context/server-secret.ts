import { randomBytes } from 'node:crypto';
import { closeSync, fchmodSync, fsyncSync, linkSync, openSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPrivately } from '../config/private-file.js';
import { Failure } from '../errors.js';
import { makeFolder } from '../make-folder.js';

/** Bytes of a secret made here. */
const BYTES = 48;
/** Shorter ones can be guessed. */
const LEAST_BYTES = 32;

/**
 * The secret of the server: the one given in the environment, else one kept in a file that is made once (0600).
 * @param given base64, or null
 * @param dir the data folder
 * @throws Failure `usage` for one that is too short, `key` for a file that cannot be read or is a link, `unexpected` when it cannot be made
 */
export function serverSecret(given: string | null, dir: string): Uint8Array {
  if (given !== null) return checked(Buffer.from(given, 'base64'), 'INSIGHT_SERVER_SECRET');
  const file = join(dir, 'server-secret');
  try {
    return checked(readOrMake(file, dir), file);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure('unexpected', `${file} cannot be read or made`, 'make its folder writable', { cause });
  }
}

function readOrMake(file: string, dir: string): Buffer {
  const kept = read(file);
  if (kept !== null) return kept;
  makeFolder(dir);
  // Two servers that start at once must not end with two secrets: whoever links first has made it.
  const own = `${file}.${randomBytes(6).toString('hex')}`;
  const opened = openSync(own, 'wx', 0o600);
  try {
    fchmodSync(opened, 0o600);
    writeFileSync(opened, randomBytes(BYTES).toString('base64'));
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
  try {
    linkSync(own, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    unlinkSync(own);
  }
  return read(file) ?? Buffer.alloc(0);
}

/** Closed to others first, and never through a link: see `readPrivately`. */
function read(file: string): Buffer | null {
  const kept = readPrivately(file, "the server's secret");
  return kept === null ? null : Buffer.from(kept.text.trim(), 'base64');
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function checked(secret: Buffer, where: string): Uint8Array {
  if (secret.length >= LEAST_BYTES) return secret;
  throw new Failure(
    'usage',
    `${where} is no secret of at least ${LEAST_BYTES} bytes in base64`,
    'make one with: openssl rand -base64 48',
  );
}
