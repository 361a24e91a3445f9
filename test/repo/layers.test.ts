import { describe, expect, it } from 'vitest';
import { importsOf } from './import-statements.js';
import { cycles, layerViolations } from './layer-rules.js';
import { sourceFiles } from './source-files.js';
import { sourceViolations } from './source-rules.js';

const sources = sourceFiles();
const one = (path: string, text: string) => [{ path, text }];

describe('src', () => {
  it('is read, with its imports', () => {
    const imports = sources.flatMap((source) => importsOf(source));
    expect(sources.length).toBeGreaterThan(80);
    expect(imports.length).toBeGreaterThan(2 * sources.length);
    const of = (from: string, to: string) => imports.filter((found) => found.from === from && found.to === to);
    expect(of('program.ts', 'commands/demo.ts')).toMatchObject([{ own: true, typesOnly: false, dynamic: true }]);
    expect(of('command.ts', 'context.ts')).toMatchObject([{ own: true, typesOnly: true, dynamic: false }]);
    expect(of('domain/duration.ts', 'tinyduration')).toMatchObject([{ own: false, typesOnly: false, dynamic: false }]);
  });

  it('keeps the layers apart', () => {
    expect(layerViolations(sources)).toEqual([]);
  });

  it('has no circle of imports', () => {
    expect(cycles(sources)).toEqual([]);
  });

  it('keeps to small files, honest names, injected surroundings and checked types', () => {
    expect(sourceViolations(sources)).toEqual([]);
  });
});

describe('the check of the layers finds', () => {
  it.each([
    ['domain/a.ts', `import { readFileSync } from 'node:fs';`],
    ['domain/a.ts', `import { Failure } from '../errors.js';`],
    ['domain/a.ts', `import chalk from 'chalk';`],
    ['domain/a.ts', `export const a = async () => (await import('../store/cache.js')).openCache;`],
    ['domain/a.ts', `export type A = import('../store/cache.js').Cache;`],
    ['errors.ts', `import type { Video } from './domain/video.js';`],
    ['flags.ts', `import type { Context } from './context.js';`],
    ['command.ts', `import { WiredContext } from './context.js';`],
    ['providers/a.ts', `import type { Cache } from '../store/cache.js';`],
    ['providers/a.ts', `import '../context.js';`],
    ['providers/youtube.ts', `import { feedSource } from './feed.js';`],
    ['providers/youtube/a.ts', `import { findFeed } from '../feed/find-feed.js';`],
    ['providers/http/a.ts', `import { apiSource } from '../youtube.js';`],
    ['providers/http/a.ts', `import { parseFeed } from '../feed-entries.js';`],
    ['providers/ports.ts', `import type { Http } from './http/request.js';`],
    ['providers/a.ts', `import Database from 'better-sqlite3';`],
    ['store/a.ts', `import { resolveSettings } from '../config/resolve.js';`],
    ['store/a.ts', `import { readBody } from '../providers/http/body.js';`],
    ['config/a.ts', `import { renderScreen } from '../output/screen.js';`],
    ['output/a.ts', `import type { Command } from '../command.js';`],
    ['output/a.ts', `export { fieldValue } from '../tools/look.js';`],
    ['tools/a.ts', `import { openCache } from '../store/cache.js';`],
    ['tools/a.ts', `import { type Cache } from '../store/cache.js';`],
    ['tools/a.ts', `import { feedSource } from '../providers/feed.js';`],
    ['tools/a.ts', `import { flagName } from '../flags.js';`],
    ['commands/a.ts', `import { WiredContext } from '../context.js';`],
    ['commands/a.ts', `import { type Context } from '../context.js';`],
    ['commands/a.ts', `import type { Http } from '../providers/http/request.js';`],
    ['commands/a.ts', `import { renderScreen } from '../output/screen.js';`],
    ['commands/a.ts', `import type { Setting } from '../config/settings.js';`],
    ['commands/a.ts', `import { homedir } from 'node:os';`],
    ['commands/a.ts', `const chalk = require('chalk');`],
    ['server/a.ts', `import type { Cache } from '../store/cache.js';`],
    ['extras/a.ts', `import { count } from '../domain/figures.js';`],
    ['context.ts', `import process from 'node:process';`],
    ['context.ts', `import { tracked } from 'some-tracker/client';`],
    ['context.ts', 'export const a = (name: string) => import(name);'],
    ['context.ts', 'export const a = (name: string) => import(`./providers/${name}.js`);'],
  ])('%s: %s', (path, text) => {
    expect(layerViolations(one(path, text))).toHaveLength(1);
  });

  it('nothing in what is allowed', () => {
    const allowed = [
      ['domain/a.ts', `import { DateTime } from 'luxon'; import { count } from './figures.js';`],
      ['tools/a.ts', `import type { Cache } from '../store/cache.js'; import { A } from '../providers/ports.js';`],
      ['commands/a.ts', `import type { Context } from '../context.js'; import { headline } from './headline.js';`],
      [
        'providers/files/tables/a.ts',
        `import { parseFeed } from '../../feed-entries.js'; import { b } from '../b.js';`,
      ],
      ['providers/http/a.ts', `import type { AnswerCache } from '../ports.js';`],
      ['providers/feed.ts', `import { again } from './http/again.js'; import { findFeed } from './feed/find-feed.js';`],
      ['domain/b.ts', `// import chalk from 'chalk';\nexport const text = "import('../store/cache.js')";`],
    ] as const;
    expect(allowed.flatMap(([path, text]) => layerViolations(one(path, text)))).toEqual([]);
  });
});

describe('the check for circles finds', () => {
  it.each([
    ['two files', [`import './b.js';`, `import './a.js';`]],
    ['a dynamic way back', [`import './b.js';`, `export const a = () => import('./a.js');`]],
    ['types only', [`import type { B } from './b.js';`, `import type { A } from './a.js';`]],
    ['a file itself', [`import './a.js';`, '']],
  ])('%s', (_, [a = '', b = '']) => {
    const circle = cycles([...one('domain/a.ts', a), ...one('domain/b.ts', b)]);
    expect(circle).toHaveLength(1);
  });

  it('none in two ways to one file', () => {
    const files = [
      ...one('domain/a.ts', `import './b.js'; import './c.js';`),
      ...one('domain/b.ts', `import './c.js';`),
      ...one('domain/c.ts', ''),
    ];
    expect(cycles(files)).toEqual([]);
  });
});

describe('the check of sources finds', () => {
  it.each([
    ['domain/long.ts', 'export {};\n'.repeat(301), '301 lines'],
    ['domain/smartScore.ts', '', 'kebab-case'],
    ['domain/Smart.ts', '', 'kebab-case'],
    ['domain/text-utils.ts', '', 'says nothing'],
    ['output/index.ts', '', 'says nothing'],
    ['domain/a.ts', `export { b } from './b.js';`, 'another file owns'],
    ['domain/a.ts', 'export const a: any = 1;', 'any'],
    ['domain/a.ts', 'export const a = (b?: string) => b!.length;', 'asserted'],
    ['domain/a.ts', `export * from './b.js';`, 'another file owns'],
    ['output/a.ts', 'console.log(1);', 'console'],
    ['main.ts', 'globalThis.console.log(1);', 'console'],
    ['store/a.ts', 'process.exit(1);', 'names process'],
    ['config/a.ts', 'export const home = process.env.HOME;', 'names process.env'],
    ['config/a.ts', 'export const { env } = process;', 'names process'],
    ['tools/a.ts', 'export const a = process.platform;', 'names process'],
    ['context.ts', 'process.exitCode = 1;', 'names process.exitCode'],
    ['generate/main.ts', 'process.exitCode = 1;', 'names process'],
    ['commands/a.ts', 'export const a = (w: { fetch: unknown }) => w.fetch;', 'names fetch'],
    ['commands/a.ts', `export const a = Date.parse('2026-01-01');`, 'names Date'],
    ['commands/a.ts', 'export const a = (chalk: string) => chalk;', 'names chalk'],
    ['tools/a.ts', 'export const a = Date.now();', 'clock'],
    ['tools/a.ts', 'export const a = Date.now;', 'clock'],
    ['providers/a.ts', 'export const a = new Date();', 'clock'],
    ['providers/a.ts', 'export const a = Date();', 'clock'],
    ['store/a.ts', 'export const a = performance.now();', 'clock'],
    ['domain/a.ts', 'export const a = () => randomUUID();', 'dice'],
    ['domain/a.ts', 'export const a = Math.random();', 'dice'],
  ])('%s: %s', (path, text, wrong) => {
    expect(sourceViolations(one(path, text)).join()).toContain(wrong);
  });

  it('nothing in what is allowed', () => {
    const allowed = [
      ['main.ts', 'process.exitCode = 1; process.exit(Date.now() + Math.random());'],
      ['domain/smart-score.ts', `// any! process\nexport const at = new Date(1).getTime() + Date.parse('2026-01-01');`],
      ['output/a.ts', 'export {};\n'.repeat(300)],
      ['output/b.ts', `process.once('exit', () => undefined);`],
      ['providers/files/id-index.ts', ''],
      ['index.ts', `export { a } from './domain/a.js';`],
      ['generate/main.ts', `if (process.argv.includes('--docs')) throw new Error('console');`],
    ] as const;
    expect(allowed.flatMap(([path, text]) => sourceViolations(one(path, text)))).toEqual([]);
  });
});
