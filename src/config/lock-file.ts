import { closeSync, openSync, rmSync, statSync } from 'node:fs';
import { makeFolder } from '../make-folder.js';
import { dirname } from 'node:path';

/** A lock that is older belongs to a process that died: no request takes so long. */
const STALE_MS = 20_000;

export interface LockParts {
  /** Milliseconds since 1970, of the clock that the file system stamps with. */
  readonly now: () => number;
  readonly pause: () => Promise<unknown>;
}

/**
 * Runs work while no other process of this machine does. Whoever died holding the lock holds nobody up for long; the work
 * must be harmless when it does run twice.
 */
export async function alone<T>(file: string, { now, pause }: LockParts, work: () => Promise<T>): Promise<T> {
  makeFolder(dirname(file));
  const begun = now();
  while (!taken(file)) {
    const at = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? now();
    if (now() - at > STALE_MS || now() - begun > STALE_MS) rmSync(file, { force: true });
    else await pause();
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function taken(file: string): boolean {
  try {
    closeSync(openSync(file, 'wx', 0o600));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
