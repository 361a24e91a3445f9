import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder for its owner alone (0700), with all above it that is missing. Not by Node's own `recursive`: where a
 * file system says that a folder cannot be there (ENOENT below /proc/1), that tries again for ever.
 * @throws what the file system throws, with its `code`
 */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  for (let at = resolve(path); statSync(at, { throwIfNoEntry: false }) === undefined; at = dirname(at))
    missing.push(at);
  for (const folder of missing.reverse()) makeOne(folder);
  if (missing.length === 0 && !statSync(path).isDirectory()) makeOne(path);
}

/** Another process may be making the same. */
function makeOne(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
