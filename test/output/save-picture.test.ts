import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkFolder, saveNew } from '../../src/output/save-picture.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'insight-save-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const name = (mark = 'm') => ({ stem: 'fox-a1b2', ending: '.png' as const, mark });
const bytes = (text: string) => new TextEncoder().encode(text);

describe('a saved picture', () => {
  it('makes its folder, and leaves nothing else there', async () => {
    const path = await saveNew(join(folder, 'a', 'b'), name(), bytes('one'));
    expect(path).toBe(join(folder, 'a', 'b', 'fox-a1b2.png'));
    expect(readFileSync(path, 'utf8')).toBe('one');
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['fox-a1b2.png']);
  });

  it('never takes the place of another file, of a link or of a folder', async () => {
    writeFileSync(join(folder, 'fox-a1b2.png'), 'older');
    symlinkSync(join(folder, 'nowhere'), join(folder, 'fox-a1b2-2.png'));
    mkdirSync(join(folder, 'fox-a1b2-3.png'));
    expect(await saveNew(folder, name(), bytes('new'))).toBe(join(folder, 'fox-a1b2-4.png'));
    expect(readFileSync(join(folder, 'fox-a1b2.png'), 'utf8')).toBe('older');
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });

  it('lands in a folder that others may read too', async () => {
    const made = join(folder, 'made');
    await saveNew(made, name(), bytes('one'));
    mkdirSync(join(folder, 'usual'));
    expect(statSync(made).mode).toBe(statSync(join(folder, 'usual')).mode);
  });

  // Node's own way to make folders never comes back from there.
  it.skipIf(!existsSync('/proc/1'))('fails where no folder can be made', async () => {
    await expect(saveNew('/proc/1/one', name(), bytes('one'))).rejects.toMatchObject({ kind: 'unexpected' });
  });

  it('gets a name of its own among many saved at once', async () => {
    const all = Array.from({ length: 20 }, (_, at) => saveNew(folder, name(`m${at}`), bytes(String(at))));
    const paths = await Promise.all(all);
    expect(new Set(paths).size).toBe(20);
    expect(paths.map((path) => readFileSync(path, 'utf8'))).toEqual(paths.map((_, at) => String(at)));
    expect(readdirSync(folder)).toHaveLength(20);
  });
});

describe('the folder', () => {
  it('may be missing, with all above it', async () => {
    await checkFolder(join(folder, 'x', 'y', 'z'), 1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is none when a file is in its place, or above it', async () => {
    writeFileSync(join(folder, 'file'), '');
    for (const path of [join(folder, 'file'), join(folder, 'file', 'deeper')]) {
      await expect(checkFolder(path, 1)).rejects.toMatchObject({ kind: 'usage' });
    }
  });

  it('has to have room', async () => {
    await expect(checkFolder(join(folder, 'x'), Number.MAX_SAFE_INTEGER)).rejects.toMatchObject({
      kind: 'unexpected',
      message: expect.stringContaining('nearly full') as string,
    });
  });
});
