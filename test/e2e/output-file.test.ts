import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { freshFolder, runInsight } from './run-insight.js';

const folder = freshFolder();
let cwd: string;
let runs = 0;
beforeEach(() => {
  cwd = join(folder.path, String((runs += 1)));
  mkdirSync(cwd);
});
afterAll(() => {
  folder.remove();
});

const run = (words: readonly string[], env = {}) =>
  runInsight(words, { cwd, home: join(folder.path, `home-${runs}`), env });

describe('--output', () => {
  it('writes the result to the file, nothing to stdout, and says so in one line', async () => {
    const { code, stdout, stderr } = await run(['demo', '--format', 'csv', '--top', '12', '--output', 'out.csv']);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: 'note: wrote out.csv (12 rows)\n' });
    expect(readFileSync(join(cwd, 'out.csv'), 'utf8').trim().split('\n')).toHaveLength(13);
    expect(readdirSync(cwd)).toEqual(['out.csv']);
  });

  it.each(['json', 'ndjson', 'tsv', 'md', 'table'])('writes in %s what stdout would get in a pipe', async (format) => {
    const words = ['demo', '--format', format];
    const { stdout } = await run(words);
    await run([...words, '-o', 'out'], { FORCE_COLOR: '1' });
    expect(stdout.length).toBeGreaterThan(200);
    expect(readFileSync(join(cwd, 'out'), 'utf8')).toBe(stdout);
  });

  it('takes - for stdout', async () => {
    const { code, stdout } = await run(['demo', '--json', '--output', '-']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1 });
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('refuses a folder and a missing folder before it does anything', async () => {
    mkdirSync(join(cwd, 'there'));
    expect(await run(['demo', '--output', 'there'])).toMatchObject({ code: 2, stdout: '' });
    const missing = await run(['demo', '--json', '--output', 'nowhere/out.json']);
    expect(missing).toMatchObject({ code: 2, stdout: '' });
    expect(JSON.parse(missing.stderr)).toMatchObject({ error: { kind: 'usage' } });
    expect(readdirSync(cwd)).toEqual(['there']);
  });

  it('leaves an older file as it was when the command fails', async () => {
    writeFileSync(join(cwd, 'out.csv'), 'older');
    expect(await run(['outliers', '--from', 'missing.csv', '--output', 'out.csv'])).toMatchObject({ code: 3 });
    expect(readFileSync(join(cwd, 'out.csv'), 'utf8')).toBe('older');
    expect(readdirSync(cwd)).toEqual(['out.csv']);
  });
});
