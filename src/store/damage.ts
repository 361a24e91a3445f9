import { existsSync, renameSync, rmSync } from 'node:fs';
import { Failure } from '../errors.js';
import { foundFile } from './found-file.js';

/** A database file whose content can no longer be trusted. It has been taken out of the way already. */
export class Damaged extends Failure {
  constructor(
    file: string,
    /** What was done with it, a sentence without its full stop. */
    readonly taken: string,
    options?: ErrorOptions,
  ) {
    super('unexpected', `${file} was damaged`, `${taken}; the next command begins a new one`, options);
  }
}

/**
 * Takes a damaged file out of the way and says what was done.
 * @param inode which file of that name it was: never touch the new one that another process has put there since
 */
export type TakeAway = (file: string, inode: number | undefined) => string;

const PARTS = ['', '-wal', '-shm'];
const REPLACED = 'Another process has replaced it';

/** Removes a damaged database: for what can be fetched again. */
export const discard: TakeAway = (file, inode) => {
  if (foundFile(file)?.ino !== inode) return REPLACED;
  for (const part of PARTS) rmSync(file + part, { force: true });
  return 'It was removed';
};

/**
 * Moves a damaged database aside whole, as `<file>.corrupt-<date>`, for a person to save what is in it.
 * @param now milliseconds
 */
export function keepAside(now: () => number): TakeAway {
  return (file, inode) => {
    if (foundFile(file)?.ino !== inode) return REPLACED;
    const stem = `${file}.corrupt-${new Date(now()).toISOString().slice(0, 10)}`;
    let aside = stem;
    for (let again = 2; existsSync(aside); again += 1) aside = `${stem}-${again}`;
    // The companions first: were the database moved first, a new one could take up its old log.
    for (const part of PARTS.toReversed()) if (existsSync(file + part)) renameSync(file + part, aside + part);
    return `It is kept as ${aside}`;
  };
}
