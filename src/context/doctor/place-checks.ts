import {
  accessSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ok, problem, warning, type Check } from '../../domain/doctor/check.js';
import { diskCheck } from '../../domain/doctor/disk.js';
import { Failure } from '../../errors.js';
import { unwritable } from '../../output/write-file.js';
import type { DoctorParts } from './surroundings.js';

/** A page of SQLite: what no disk that is full takes. */
const PROBE = Buffer.alloc(4096);

/** Whether each folder can be written to, tried with a small file that is taken away again, and what room there is. */
export function placeChecks({ paths, world }: DoctorParts): readonly Check[] {
  if (paths === null) return [];
  const mark = Math.floor(world.random() * 2 ** 40).toString(36);
  const folders = [
    folderCheck('settings folder', paths.config, mark),
    folderCheck('data folder', paths.data, mark),
    folderCheck('cache folder', paths.cache, mark),
  ];
  const place = nearest(paths.data);
  const { bavail, bsize } = statfsSync(place);
  return [...folders, diskCheck(place, bavail * bsize)];
}

function folderCheck(name: string, folder: string, mark: string): Check {
  const there = nearest(folder);
  try {
    if (there !== folder) {
      if (!statSync(there).isDirectory()) throw Object.assign(new Error('no folder'), { code: 'ENOTDIR' });
      accessSync(there, constants.W_OK);
      return ok(name, `${folder} is made when it is needed`);
    }
    probe(join(folder, `.insight-doctor-${mark}`));
    return ok(name, folder);
  } catch (error) {
    const { message, hint } = inWords(folder, error);
    // Without a cache everything works, only slower.
    return name === 'cache folder' ? warning(name, message, hint) : problem(name, message, hint);
  }
}

function inWords(folder: string, error: unknown): Failure {
  try {
    return unwritable(folder, error);
  } catch {
    return new Failure('unexpected', `${folder} cannot be written`, 'look at the disk');
  }
}

function probe(file: string): void {
  const opened = openSync(file, 'wx', 0o600);
  try {
    writeSync(opened, PROBE);
  } finally {
    closeSync(opened);
    rmSync(file, { force: true });
  }
}

/** The folder itself, or the first above it that is there. */
function nearest(folder: string): string {
  return isThere(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder));
}

function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code)));
  }
}
