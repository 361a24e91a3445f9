import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demandFreshBuild } from '../e2e/fresh-build.js';
import { environment, freshFolder } from '../e2e/run-insight.js';
import { importsOf } from './import-statements.js';
import type { Manifest } from './package-rules.js';
import { readText, ROOT } from './source-files.js';

demandFreshBuild();

const run = promisify(execFile);
const onWindows = process.platform === 'win32';
const manifest = JSON.parse(readText('package.json')) as Manifest;
const folder = freshFolder();
const installed = join(folder.path, 'node_modules', manifest.name);

interface Pack {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

let pack: Pack;
/** Paths of what is in the package. */
let paths: readonly string[];

/**
 * The tarball itself, unpacked where npm would put it, with the packages that it depends on beside it and no other: the
 * files under test are the published ones, and nothing has to be fetched or compiled for that.
 */
beforeAll(async () => {
  // Its scripts would build dist anew under the feet of other tests.
  const words = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder.path];
  const { stdout } = await run('npm', words, { cwd: ROOT, shell: onWindows, maxBuffer: 1e8 });
  [pack] = JSON.parse(stdout) as [Pack];
  paths = pack.files.map(({ path }) => path);
  mkdirSync(installed, { recursive: true });
  await run('tar', ['-xzf', pack.filename, '-C', installed, '--strip-components=1'], { cwd: folder.path });
  for (const name of Object.keys(manifest.dependencies)) {
    const place = join(folder.path, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), place, 'junction');
  }
}, 120_000);
afterAll(() => {
  folder.remove();
});

/** Runs Node in the folder of somebody who installed the package. */
async function node(...words: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, words, { cwd: folder.path, env: environment(folder.path, {}) });
  return stdout;
}

describe('the package', () => {
  it('has what somebody needs who installs it', () => {
    const needed = [
      ...['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', '.env.example', 'man/insight.1'],
      ...[
        'bin/insight.js',
        'bin/compiled.js',
        'bin/package.json',
        'dist/main.cjs',
        'dist/help.txt',
        'dist/version.txt',
      ],
      ...['dist/index.js', 'dist/types/index.d.ts', 'dist/LICENSES-bundled.txt'],
      ...['docs/json.md', 'docs/commands.md', 'docs/schemas/outliers.schema.json', 'deploy/Dockerfile'],
    ];
    expect(needed.filter((path) => !paths.includes(path))).toEqual([]);
  });

  it('has nothing else', () => {
    const ours = /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md|\.env\.example|(?:bin|dist|docs|deploy|man)\/.*)$/;
    const strange = paths.filter(
      (path) =>
        !ours.test(path) ||
        /\.(?:map|mjs|db|csv|jsonl|log|tgz)$|(?<!\.d)\.ts$|(?:^|\/)(?:test|\.env)(?:\/|$)/.test(path),
    );
    expect(strange).toEqual([]);
    expect(pack.size).toBeLessThan(9_000_000);
  });

  it('runs as it is', async () => {
    const insight = join(installed, 'bin', 'insight.js');
    expect(await node(insight, '--version')).toBe(`${manifest.version}\n`);
    const demo = JSON.parse(await node(insight, 'demo', '--json')) as { outliers: { videos: unknown[] } };
    expect(demo.outliers.videos.length).toBeGreaterThan(10);
    expect(await node(insight, 'help', 'exit-codes')).toContain('130');
  });
});

describe('imported by another program', () => {
  const readme = readText('README.md');
  const [, example = '', printed = ''] =
    /```js\n(import [^\n]* from 'insightstream';\n[\s\S]*?)```\n\n```\n([\s\S]*?)```\n/.exec(readme) ?? [];

  it('the example of the README prints what it says there', async () => {
    writeFileSync(join(folder.path, 'example.mjs'), example);
    expect(printed).not.toBe('');
    expect(await node('example.mjs')).toBe(printed);
  });

  it('the types stand by themselves, and refuse what is wrong', () => {
    const wrong = `import { findOutliers } from 'insightstream';\nfindOutliers([{ views: '12' }], { asOf: 0 });\n`;
    writeFileSync(join(folder.path, 'example.mts'), example.replaceAll('console.log', 'void '));
    writeFileSync(join(folder.path, 'wrong.mts'), wrong);
    const options = { noEmit: true, strict: true, module: 'nodenext', target: 'es2022', types: [] };
    const project = { compilerOptions: options, files: ['example.mts', 'wrong.mts'] };
    writeFileSync(join(folder.path, 'tsconfig.json'), JSON.stringify(project));
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', '.'], { cwd: folder.path, encoding: 'utf8' });
    const errors = stdout.split('\n').filter((line) => line.includes('error TS'));
    expect(errors).toEqual([expect.stringMatching(/^wrong\.mts\(2,17\): error/)]);
  }, 60_000);

  it('it loads no SDK and no database, and of Node what checks a signature alone', () => {
    const text = readFileSync(join(installed, 'dist', 'index.js'), 'utf8');
    expect(
      importsOf({ path: 'index.ts', text })
        .map(({ to }) => to)
        .toSorted(),
    ).toEqual(['luxon', 'node:crypto', 'tinyduration']);
    expect(text).not.toMatch(/\bprocess\b|\brequire\b|globalThis/);
  });

  it('the schemas can be imported by name', async () => {
    const words = `import schema from 'insightstream/schemas/outliers.schema.json' with { type: 'json' };\nconsole.log(schema.$id);`;
    writeFileSync(join(folder.path, 'schema.mjs'), words);
    expect(await node('--no-warnings', 'schema.mjs')).toBe('outliers.schema.json\n');
  });
});
