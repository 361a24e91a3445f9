import { realpathSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { Failure } from '../errors.js';

/**
 * The files of one folder, and nothing outside it: links are followed to where they lead.
 * @returns what gives the real path of a file. @throws Failure `not-found`, alike for what is outside and for what is
 * nowhere, for whether there is such a file elsewhere is nobody's business
 * @throws Failure `not-found` when the folder is none
 */
export function folderFiles(folder: string): (path: string) => string {
  const root = realOrNull(folder);
  if (root === null || !statSync(root).isDirectory()) {
    throw new Failure('not-found', `there is no folder ${folder}`, 'name one that is there with --files');
  }
  return (path) => {
    const real = realOrNull(resolve(root, path));
    if (real !== null && real.startsWith(root.endsWith(sep) ? root : root + sep) && statSync(real).isFile())
      return real;
    throw new Failure(
      'not-found',
      `there is no file "${path}" in the folder that may be read`,
      'name one by its path in that folder; the user chose it with insight mcp --files',
    );
  };
}

function realOrNull(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}
