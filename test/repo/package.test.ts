import { existsSync, readdirSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { describe, expect, it } from 'vitest';
import { importsOf, packageOf } from './import-statements.js';
import { installScripts, lockProblems, loose, type Lock, type Manifest } from './package-rules.js';
import { readText, ROOT } from './source-files.js';

const manifest = JSON.parse(readText('package.json')) as Manifest;
const lock = JSON.parse(readText('package-lock.json')) as Lock;

/** Packages imported below some folders. */
function imported(...folders: readonly string[]): readonly string[] {
  const files = folders.flatMap((folder) =>
    readdirSync(ROOT + folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.m?[jt]s$/.test(path))
      .map((path) => `${folder}/${path}`),
  );
  const names = files
    .flatMap((path) => importsOf({ path, text: readText(path) }))
    .flatMap(({ to, own }) => (own || to === null ? [] : (packageOf(to) ?? [])));
  return [...new Set(names)].filter((name) => !builtinModules.includes(name)).sort();
}

describe('package.json', () => {
  it('is what an installer sees of insight', () => {
    expect(manifest).toMatchObject({
      ...{ name: 'insightstream', type: 'module', license: 'MIT' },
      ...{ bin: { insight: 'bin/insight.js' }, man: 'man/insight.1', engines: { node: '>=20.17' } },
      files: [
        ...['bin', '!bin/*.mjs', '!bin/start.js', 'dist', '!dist/*.map', '!dist/generate.*'],
        ...['docs', 'deploy', 'man', '.env.example', 'CHANGELOG.md'],
      ],
      exports: {
        '.': { types: './dist/types/index.d.ts', default: './dist/index.js' },
        './schemas/*': './docs/schemas/*',
        './package.json': './package.json',
      },
      sideEffects: false,
      // `npm ci` alone must leave a program that runs.
      scripts: { prepare: 'npm run build', start: 'node bin/start.js' },
    });
    expect(manifest.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('names a launcher that a shell can run', () => {
    expect(readText('bin/insight.js')).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(statSync(`${ROOT}bin/insight.js`).mode & 0o111).not.toBe(0);
    expect(JSON.parse(readText('bin/package.json'))).toEqual({ type: 'commonjs' });
  });

  it('publishes files that are there', () => {
    const { files } = JSON.parse(readText('package.json')) as { files: readonly string[] };
    expect(files.filter((path) => !path.startsWith('!') && !existsSync(ROOT + path))).toEqual([]);
  });

  it('pins every version', () => {
    expect(loose(manifest)).toEqual([]);
  });

  it('lets one package alone run a script at its installation, and names all others that would', () => {
    const scripts = installScripts(lock);
    expect(scripts).toContain('better-sqlite3');
    expect(manifest.allowScripts).toEqual(Object.fromEntries(scripts.map((name) => [name, name === 'better-sqlite3'])));
  });
});

it('package-lock.json is in step, and holds on every machine', () => {
  expect(lockProblems(manifest, lock)).toEqual([]);
});

/** In the bundle as a whole, so that installing does not bring its 60 MB. */
const BUNDLED = ['echarts'];

describe('every dependency', () => {
  it('of the program is imported by it, and the other way round', () => {
    const { dependencies, optionalDependencies } = manifest;
    expect(imported('src').filter((name) => !BUNDLED.includes(name))).toEqual(
      Object.keys({ ...dependencies, ...optionalDependencies }).sort(),
    );
    expect(imported('src')).toEqual(expect.arrayContaining(BUNDLED));
  });

  it('of its making is used by a test or a script', () => {
    const scripts = Object.values(manifest.scripts).join('\n');
    const commands: Readonly<Record<string, RegExp>> = {
      ...{ typescript: /\btsc\b/, eslint: /\beslint\b/, prettier: /\bprettier\b/, vitest: /\bvitest\b/ },
    };
    const inTests = [...imported('test', 'bench', 'bin'), ...BUNDLED];
    const unused = Object.keys(manifest.devDependencies)
      .filter((name) => !inTests.includes(name) && commands[name]?.test(scripts) !== true)
      // Types stand behind the package that they describe, and those of node behind everything.
      .filter((name) => name !== '@types/node' && manifest.dependencies[name.replace('@types/', '')] === undefined);
    expect(unused).toEqual([]);
  });

  it('of the tests is declared', () => {
    const known = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(imported('test', 'bench').filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('the check of packages finds', () => {
  it.each(['^1.2.3', '~1.2.3', '1.x', '*', 'latest', '>=1.2.3', 'file:../a', '1.2'])('the version %s', (version) => {
    expect(loose({ ...manifest, dependencies: { a: version }, devDependencies: {} })).toEqual([`a@${version}`]);
    expect(loose({ ...manifest, dependencies: {}, devDependencies: { a: version } })).toEqual([`a@${version}`]);
    expect(loose({ optionalDependencies: { a: version } })).toEqual([`a@${version}`]);
  });

  const small: Manifest = { ...manifest, dependencies: { a: '1.0.0' }, devDependencies: {}, optionalDependencies: {} };
  const fitting = { version: '1.0.0', integrity: 'sha512-x' };
  const root = { version: manifest.version, dependencies: { a: '1.0.0' } };
  const locked = (packages: Lock['packages']): Lock => ({ name: manifest.name, version: manifest.version, packages });

  it('nothing in a lock in step', () => {
    expect(lockProblems(small, locked({ '': root, 'node_modules/a': fitting }))).toEqual([]);
  });

  it.each<[string, Lock]>([
    ['out of step', locked({ '': { ...root, dependencies: { a: '1.0.1' } }, 'node_modules/a': fitting })],
    ['out of step', locked({ '': { dependencies: { a: '1.0.0', b: '1.0.0' } }, 'node_modules/a': fitting })],
    ['out of step', locked({ '': { ...root, optionalDependencies: { b: '1.0.0' } }, 'node_modules/a': fitting })],
    ['another version', locked({ '': root, 'node_modules/a': { ...fitting, version: '1.0.1' } })],
    ['another version', locked({ '': root })],
    ['came from', locked({ '': root, 'node_modules/a': { ...fitting, resolved: 'https://example.org/a.tgz' } })],
    ['no checksum', locked({ '': root, 'node_modules/a': { version: '1.0.0' } })],
    ['another package', { ...locked({ '': root, 'node_modules/a': fitting }), version: '9.9.9' }],
  ])('%s', (problem, wrong) => {
    expect(lockProblems(small, wrong).join()).toContain(problem);
  });

  it('a script deep in the tree', () => {
    const deep = { 'node_modules/a/node_modules/@b/c': { ...fitting, hasInstallScript: true } };
    expect(installScripts(locked(deep))).toEqual(['@b/c']);
  });
});
