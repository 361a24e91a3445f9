import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** More than any file of settings holds, in bytes. */
const LONGEST = 1_000_000;

/**
 * A small file as text; null when it is not there, or may not be read: a settings file like that sets nothing. A pipe
 * would be waited for without end, a device read without end, and a folder that came from elsewhere may hold either.
 * @param note told when a file is there that is no such file
 */
export function readText(path: string, note: (sentence: string) => void): string | null {
  let opened: number;
  try {
    opened = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return null;
  }
  try {
    const found = fstatSync(opened);
    if (found.isFile() && found.size <= LONGEST) return readFileSync(opened, 'utf8');
    if (!found.isDirectory())
      note(`${path} is not read: ${found.isFile() ? 'it is over 1 MB' : 'it is no plain file'}.`);
    return null;
  } catch {
    return null;
  } finally {
    closeSync(opened);
  }
}
