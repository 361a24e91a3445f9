import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { expect } from 'vitest';

/** Compares a screen with the one that is kept, or keeps it when `UPDATE_GOLDENS=1`. */
export function expectGolden(name: string, text: string): void {
  const file = fileURLToPath(new URL(`goldens/${name}.txt`, import.meta.url));
  if (process.env.UPDATE_GOLDENS === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

/** The same for what a terminal of 80 columns shows, its colours left out; and no line is wider. */
export function expectGoldenOn80Columns(name: string, text: string): void {
  const plain = stripVTControlCharacters(text).replaceAll('\r', '');
  expect(plain.split('\n').filter((line) => stringWidth(line) > 80)).toEqual([]);
  expectGolden(`${name}-on-80-columns`, plain);
}
