import { readFileSync } from 'node:fs';

/** A small file as text; null when it is not there, or may not be read: a settings file like that sets nothing. */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
