import { describe, expect, it } from 'vitest';
import { clones } from './clones.js';
import { readText, sourceFiles } from './source-files.js';

/** About eight lines: enough to be an idea that wants one home. Two calls with the same options are shorter. */
const FEWEST_TOKENS = 60;

const sources = sourceFiles();
const copied = (text: string) => clones([...sources, { path: 'domain/copy.ts', text }], FEWEST_TOKENS);

it('nothing in src is written twice', () => {
  expect(clones(sources, FEWEST_TOKENS)).toEqual([]);
});

describe('a copy is found', () => {
  const original = readText('src/domain/quantile.ts');

  it('of a whole file', () => {
    expect(copied(original)).toHaveLength(1);
    expect(copied(original)[0]?.places[0]).toMatch(/^domain\/quantile\.ts:/);
  });

  it('with other comments and another layout', () => {
    const relaid = original.replace(/\/\*\*[^]*?\*\//g, '').replace(/\s+/g, '\n');
    expect(copied(relaid)).toHaveLength(1);
  });

  it('of ten lines among others', () => {
    const lines = readText('src/domain/figures.ts').split('\n');
    const from = lines.findIndex((line) => line.startsWith('export function count('));
    expect(copied(['const a = 1;', ...lines.slice(from, from + 10), 'const b = 2;'].join('\n'))).toHaveLength(1);
  });

  it('twice in one file', () => {
    const body = readText('src/domain/figures.ts').split('\n').slice(20, 32).join('\n');
    const twice = clones([{ path: 'a.ts', text: `${body}\nconst other = 1;\n${body}` }], FEWEST_TOKENS);
    expect(twice.map(({ places }) => places)).toEqual([['a.ts:1', 'a.ts:14']]);
  });
});

describe('no copy is', () => {
  it('a shorter run', () => {
    expect(clones([{ path: 'a.ts', text: 'const a = 1;\n'.repeat(11) }], FEWEST_TOKENS)).toEqual([]);
  });

  it('the same list of imports', () => {
    const imports = Array.from({ length: 20 }, (_, at) => `import { a${at} } from './a${at}.js';`).join('\n');
    const both = ['a.ts', 'b.ts'].map((path) => ({ path, text: imports }));
    expect(clones(both, FEWEST_TOKENS)).toEqual([]);
  });

  it('what overlaps itself, as a table of like rows', () => {
    const table = `const table = [${'{ from: 1, to: 2 }, '.repeat(8)}];`;
    expect(clones([{ path: 'a.ts', text: table }], FEWEST_TOKENS)).toEqual([]);
  });
});
