import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { wrap } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environment, freshFolder, PROGRAM } from './run-insight.js';

const ROOT = dirname(dirname(PROGRAM));
const DIST = join(ROOT, 'dist');
const compiledFiles = (dist: string) => readdirSync(dist).filter((name) => name.endsWith('.code'));

let copy: { readonly path: string; readonly remove: () => void };
beforeEach(() => {
  copy = freshFolder();
  for (const part of ['bin', 'dist', 'package.json'])
    cpSync(join(ROOT, part), join(copy.path, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy.path, 'node_modules'));
});
afterEach(() => {
  copy.remove();
});

function demo() {
  const words = [join(copy.path, 'bin', 'insight.js'), 'demo', '--json'];
  const run = spawnSync(process.execPath, words, { env: environment(copy.path, {}), encoding: 'utf8' });
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
}

it('bundles no package that looks for its own files beside the bundle', () => {
  const sources = readdirSync(DIST).filter((name) => name.endsWith('.cjs'));
  const beside = sources.filter((name) => readFileSync(join(DIST, name), 'utf8').includes('pathToFileURL(__filename)'));
  // Ours read our docs, our version and what the build made for completion. Of packages, one takes the system's xdg-open
  // where it does not find the one that it came with, and one has the common passwords and stays a package.
  const ours = ['agent-server.cjs', 'complete.cjs', 'examine.cjs', 'help.cjs'];
  expect(beside).toEqual([...ours, 'open.cjs', 'shipped-passwords.cjs'].sort());
});

describe("V8's compiled code in dist", () => {
  it('is there for every file, and this Node takes it', () => {
    // A shell that completes a line loads one small file, without what finds compiled code.
    const sources = readdirSync(DIST).filter((name) => name.endsWith('.cjs') && name !== 'complete.cjs');
    expect(sources.length).toBeGreaterThan(20);
    const refused = sources.filter((name) => {
      // A mark of 96 bytes stands before it.
      const cachedData = readFileSync(join(DIST, `${name}.code`)).subarray(96);
      const source = wrap(readFileSync(join(DIST, name), 'utf8'));
      return new Script(source, { filename: join(DIST, name), cachedData }).cachedDataRejected;
    });
    expect(refused).toEqual([]);
  });

  it('changes nothing but the time: without it the program says the same', () => {
    const dist = join(copy.path, 'dist');
    const before = demo();
    expect([before.code, before.stderr]).toEqual([0, '']);
    for (const name of compiledFiles(dist)) rmSync(join(dist, name));
    expect(demo()).toEqual(before);
  });

  it.each<[string, (code: Buffer) => Buffer]>([
    ['of another Node', (code) => Buffer.concat([Buffer.from('v99.0.0 '), code.subarray(8)])],
    ['cut off', (code) => code.subarray(0, code.length >> 1)],
    ['empty', () => Buffer.alloc(0)],
    // V8 itself takes it, and may crash.
    ['damaged', (code) => Buffer.from(code.map((byte, at) => (at > 96 && at % 97 === 0 ? byte ^ 1 : byte)))],
  ])('that is %s is left aside', (_name, harm) => {
    const dist = join(copy.path, 'dist');
    const before = demo();
    for (const name of compiledFiles(dist)) writeFileSync(join(dist, name), harm(readFileSync(join(dist, name))));
    expect(demo()).toEqual(before);
  });

  it('is left aside when its source was changed, be it by one letter', () => {
    const changed = readdirSync(join(copy.path, 'dist'))
      .filter((name) => name.endsWith('.cjs'))
      .map((name) => join(copy.path, 'dist', name))
      .filter((path) => readFileSync(path, 'utf8').includes('Tiny Kitchen Lab'));
    for (const path of changed) {
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('Tiny Kitchen Lab', 'Tiny Kitchen LAB'));
    }
    expect(changed.length).toBeGreaterThan(0);
    expect(demo().stdout).toContain('Tiny Kitchen LAB');
  });
});
