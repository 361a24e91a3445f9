import { realpathSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { Failure } from '../errors.js';

/**
 * The files of one folder, and nothing outside it: links that lead out are followed to where they lead, and refused.
 * @throws Failure `not-found` when the folder is none
 */
export function folderFiles(folder: string): (path: string) => string {
  const root = realOrNull(folder);
  if (root === null || !statSync(root).isDirectory()) {
    throw new Failure('not-found', `there is no folder ${folder}`, 'name one that is there with --files');
  }
  return (path) => {
    const real = realOrNull(resolve(root, path));
    const outside = real === null ? !resolve(root, path).startsWith(root + sep) : !real.startsWith(root + sep);
    // Whether there is such a file elsewhere is nobody's business.
    if (outside) {
      throw new Failure('usage', `${path} is outside the folder that may be read`, 'name a file of that folder');
    }
    if (real === null || !statSync(real).isFile()) {
      throw new Failure('not-found', `there is no file ${path} in the folder that may be read`, 'look at its name');
    }
    return real;
  };
}

function realOrNull(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}
