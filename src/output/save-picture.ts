import { constants } from 'node:fs';
import { access, copyFile, link, open, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../errors.js';
import { makeFolder } from '../make-folder.js';
import { unwritable } from './write-file.js';

/** File systems that know no second name for a file say one of these. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES'];

/**
 * Whether so many bytes can be put into a folder, which need not be there yet; asked before anything is spent on them.
 * @throws Failure `usage` when something else is in its place, `unexpected` when it may not be written or has no room
 */
export async function checkFolder(folder: string, bytes: number): Promise<void> {
  let path = folder;
  for (;;) {
    const found = await stat(path).catch(() => null);
    if (found?.isDirectory() === true) break;
    const above = dirname(path);
    if (found !== null || above === path) {
      throw new Failure('usage', `${path} is no folder`, 'name another with --output');
    }
    path = above;
  }
  try {
    await access(path, constants.W_OK);
  } catch (error) {
    throw unwritable(path, error);
  }
  // Some file systems of networks do not say how large they are.
  const { blocks, bavail, bsize } = await statfs(path).catch(() => ({ blocks: 0, bavail: 0, bsize: 0 }));
  if (blocks > 0 && bavail * bsize < bytes) {
    const message = `${path} has no room for pictures: the disk is nearly full`;
    throw new Failure('unexpected', message, 'free some space, or name another folder with --output');
  }
}

/**
 * Puts bytes into a new file of a folder, whole or not at all, and never over another one: when the name is taken, it gets
 * a -2 behind it, or a higher number.
 * @param stem the name without its ending: letters, digits and dashes
 * @param mark sets the temporary file apart from those of other processes
 * @returns the full path
 * @throws Failure `unexpected` when it cannot be written
 */
export async function saveNew(
  folder: string,
  { stem, ending, mark }: { readonly stem: string; readonly ending: '.png' | '.jpg'; readonly mark: string },
  bytes: Uint8Array,
): Promise<string> {
  const temporary = join(folder, `.${stem}.${mark}.tmp`);
  try {
    makeFolder(folder, 0o777);
    await write(temporary, bytes);
    for (let number = 1; ; number++) {
      const path = join(folder, `${stem}${number === 1 ? '' : `-${number}`}${ending}`);
      if (await named(temporary, path)) return path;
    }
  } catch (error) {
    throw unwritable(folder, error);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  // 0666 less the umask, as for any new file; `wx` follows no link that somebody laid there.
  const handle = await open(path, 'wx', 0o666);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives a whole file its name, unless that is taken. */
async function named(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'EEXIST') return false;
    if (!NO_LINKS.includes(code)) throw error;
  }
  try {
    await copyFile(temporary, path, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
