import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { ModuleKind, transpileModule } from 'typescript';
import { expect, it } from 'vitest';
import { gatheredLines } from '../../src/context/gathered-lines.js';

it('the lines of one turn are written together, in their order', async () => {
  const written: string[] = [];
  const lines = gatheredLines({ write: (text: string) => written.push(text) });
  lines.write('a\n');
  lines.write('b\n');
  expect(written).toEqual([]);
  await setImmediate();
  lines.write('c\n');
  await setImmediate();
  expect(written).toEqual(['a\nb\n', 'c\n']);
});

it.each([
  ['an error that nobody caught', `throw new Error('nobody catches it')`],
  ['a promise that nobody awaited', `void Promise.reject(new Error('nobody catches it'))`],
  ['an exit at once', 'process.exit(3)'],
])('no line is lost by %s', (_, end) => {
  const source = readFileSync(new URL('../../src/context/gathered-lines.ts', import.meta.url), 'utf8');
  const { outputText } = transpileModule(source, { compilerOptions: { module: ModuleKind.ESNext } });
  const script = `${outputText}
    const lines = gatheredLines(process.stdout);
    lines.write('first\\n');
    lines.write('last\\n');
    ${end};`;
  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect([stdout, status]).toEqual(['first\nlast\n', end.includes('exit') ? 3 : 1]);
});
