import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readText, ROOT } from './source-files.js';

const PAGE = 'docs/where-would-i-look.md';
const decisions = readdirSync(`${ROOT}docs/decisions`).map((name) => `docs/decisions/${name}`);

/** The last cell of each row of the table: a path in backticks. */
const rows = readText(PAGE)
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2);
const paths = rows.map((row) => /`([^`]+)`\s*\|$/.exec(row)?.[1] ?? `no path in: ${row}`);

/** Targets of links to files of this repository, seen from its root. */
function linkedFiles(page: string): readonly string[] {
  return [...readText(page).matchAll(/\]\(([^)#]+)[^)]*\)/g)]
    .map(([, target]) => target ?? '')
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => new URL(target, `file:///${page}`).pathname.slice(1));
}

describe('the prose of the project', () => {
  it('has a table of about thirty places or more', () => {
    expect(rows.length).toBeGreaterThanOrEqual(30);
  });

  it('names only files that are there', () => {
    expect(paths.filter((path) => !existsSync(ROOT + path))).toEqual([]);
  });

  it.each(['README.md', 'CHANGELOG.md', ...decisions])('links only to files that are there: %s', (page) => {
    expect(linkedFiles(page).filter((path) => !existsSync(ROOT + path))).toEqual([]);
  });

  it('reaches every decision from the README', () => {
    expect(linkedFiles('README.md')).toEqual(expect.arrayContaining(decisions));
  });

  it('also names the source files that decisions stand on', () => {
    const named = decisions.flatMap((page) => [...readText(page).matchAll(/`((?:src|test)\/[\w./-]+)`/g)]);
    expect(named.length).toBeGreaterThan(5);
    expect(named.map(([, path]) => path ?? '').filter((path) => !existsSync(ROOT + path))).toEqual([]);
  });
});
