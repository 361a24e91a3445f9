import { rmSync } from 'node:fs';
import { constants, access, chmod, open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Stats } from 'node:fs';
import { Failure } from '../errors.js';

/** Characters gathered before they are handed to the file. */
const BATCH = 64 * 1024;

/**
 * Whether a result can be put under this path, asked before anything is spent on getting it.
 * @throws Failure `usage` for a folder or a missing folder, `unexpected` for one that may not be written
 */
export async function checkFile(path: string): Promise<void> {
  const found = await statOf(path);
  if (found?.isDirectory() === true) {
    throw new Failure('usage', `${path} is a folder, not a file`, 'name a file in it');
  }
  const folder = dirname(path);
  const around = await statOf(folder);
  if (around?.isDirectory() !== true) {
    throw new Failure('usage', `there is no folder ${folder} to write into`, 'make it first, or name another');
  }
  try {
    await access(found === null || found.isFile() ? folder : path, constants.W_OK);
  } catch (error) {
    throw unwritable(path, error);
  }
}

/**
 * Writes pieces into a file that is there as a whole or not at all: they go to a temporary file beside it, which takes its
 * name when it is safe on the disk. Whatever stops that removes the temporary file and leaves an older file as it was.
 * A file that was there keeps its permissions, a link its name; a device or pipe is written to as it is.
 * @param mark sets the temporary file apart from those of other processes
 * @throws Failure `interrupted`, or `unexpected` when it cannot be written (full disk, no permission)
 */
export async function writeFileWhole(
  path: string,
  pieces: Iterable<string>,
  { signal, mark }: { readonly signal: AbortSignal; readonly mark: string },
): Promise<void> {
  const found = await statOf(path);
  try {
    if (found !== null && !found.isFile()) await writeInto(await open(path, 'w'), pieces, signal);
    else await replace(found === null ? path : await realpath(path), found, pieces, { signal, mark });
  } catch (error) {
    throw error instanceof Failure ? error : unwritable(path, error);
  }
}

async function replace(
  path: string,
  before: Stats | null,
  pieces: Iterable<string>,
  { signal, mark }: { readonly signal: AbortSignal; readonly mark: string },
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path).slice(0, 100)}.${mark}.tmp`);
  // 0666 less the umask, as for any new file; `wx` follows no link that somebody laid there.
  const handle = await open(temporary, 'wx', 0o666);
  // A second Ctrl-C ends the process at once, and nothing of ours may stay behind then either.
  const leave = () => {
    rmSync(temporary, { force: true });
  };
  process.once('exit', leave);
  try {
    await writeInto(handle, pieces, signal);
    if (before !== null) await chmod(temporary, before.mode & 0o777);
    stopIf(signal);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    process.off('exit', leave);
  }
}

async function writeInto(handle: FileHandle, pieces: Iterable<string>, signal: AbortSignal): Promise<void> {
  try {
    let batch = '';
    for (const piece of pieces) {
      batch += piece;
      if (batch.length < BATCH) continue;
      stopIf(signal);
      await handle.appendFile(batch);
      batch = '';
    }
    stopIf(signal);
    await handle.appendFile(batch);
    if ((await handle.stat()).isFile()) await handle.sync();
  } finally {
    await handle.close();
  }
}

function stopIf(signal: AbortSignal): void {
  if (signal.aborted) throw new Failure('interrupted', 'interrupted; the file was not written', 'run it again');
}

async function statOf(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch {
    return null;
  }
}

const REASONS: Readonly<Record<string, readonly [string, string]>> = {
  ENOSPC: ['the disk is full', 'free some space, or write to another disk'],
  EDQUOT: ['your share of the disk is used up', 'free some space, or write to another disk'],
  EACCES: ['you may not write there', 'change the permissions, or write to another folder'],
  EPERM: ['you may not write there', 'change the permissions, or write to another folder'],
  EROFS: ['that disk can only be read', 'write to another folder'],
  ENAMETOOLONG: ['the name is too long', 'choose a shorter name'],
};

/** The Failure behind what the system says of a path. What is none of its answers is thrown. */
export function unwritable(path: string, cause: unknown): Failure {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === '') throw cause;
  const [why, hint] = REASONS[code] ?? [`the system says ${code}`, 'write to another folder'];
  return new Failure('unexpected', `${path} cannot be written: ${why}`, hint, { cause });
}
