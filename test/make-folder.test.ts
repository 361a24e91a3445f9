import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder } from '../src/make-folder.js';

const folder = mkdtempSync(join(tmpdir(), 'insight-folder-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('makeFolder', () => {
  it('makes what is missing for its owner alone, and leaves what is there', () => {
    const path = join(folder, 'one', 'two');
    makeFolder(path);
    makeFolder(path);
    expect([join(folder, 'one'), path].map((at) => statSync(at).mode & 0o777)).toEqual([0o700, 0o700]);
  });

  it('fails with a code where a file stands in the way', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    for (const path of [file, join(file, 'below'), join(file, 'below', 'that')]) {
      expect(() => {
        makeFolder(path);
      }).toThrow(expect.objectContaining({ code: expect.stringMatching(/^(?:EEXIST|ENOTDIR)$/) as string }) as Error);
    }
  });

  // Node's own `recursive` never comes back from there.
  it.skipIf(!existsSync('/proc/1'))('fails where nothing can be made', () => {
    expect(() => {
      makeFolder('/proc/1/one/two');
    }).toThrow();
  });
});
