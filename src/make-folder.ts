import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder, with all above it that is missing. Not by Node's own `recursive`: where a file system says that a folder
 * cannot be there (ENOENT below /proc/1), that tries again for ever.
 * @param mode less the umask; without it for its owner alone (0700)
 * @throws what the file system throws, with its `code`
 */
export function makeFolder(path: string, mode = 0o700): void {
  const missing: string[] = [];
  for (let at = resolve(path); statSync(at, { throwIfNoEntry: false }) === undefined; at = dirname(at))
    missing.push(at);
  for (const folder of missing.reverse()) makeOne(folder, mode);
  if (missing.length === 0 && !statSync(path).isDirectory()) makeOne(path, mode);
}

/** Another process may be making the same. */
function makeOne(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
