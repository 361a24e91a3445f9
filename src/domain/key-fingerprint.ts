import { createHash } from 'node:crypto';

/** Stands for a key wherever the key itself must not be: the first 16 hexadecimal digits of its SHA-256. */
export function keyFingerprint(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}
