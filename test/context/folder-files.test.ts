import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { folderFiles } from '../../src/context/folder-files.js';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'insight-folder-')));
const file = join(folder, 'videos.csv');
writeFileSync(file, 'id\n');

describe('the files of one folder', () => {
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('are all there are when the folder is the root', () => {
    const { root } = parse(folder);
    const read = folderFiles(root);
    expect([read(file), read(relative(root, file))]).toEqual([file, file]);
  });

  it('are none beside it, though its name begins the same', () => {
    const beside = mkdtempSync(`${folder}-beside-`);
    writeFileSync(join(beside, 'videos.csv'), 'id\n');
    try {
      const read = folderFiles(folder);
      expect(read('videos.csv')).toBe(file);
      expect(() => read(join(beside, 'videos.csv'))).toThrow('no file');
      expect(() => read('.')).toThrow('no file');
    } finally {
      rmSync(beside, { recursive: true });
    }
  });
});
