import { statSync, type Stats } from 'node:fs';

/** What has this name now; null when there is nothing, or nothing that can be seen. */
export function foundFile(file: string): Stats | null {
  try {
    return statSync(file);
  } catch {
    return null;
  }
}
