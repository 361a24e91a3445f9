import { execFileSync } from 'node:child_process';
import {
  chmodSync,
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
import { checkFile, writeFileWhole } from '../../src/output/write-file.js';

let folder: string;
const never = { signal: new AbortController().signal, mark: 'test' };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'insight-file-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('writeFileWhole', () => {
  it('writes all pieces into a new file with the usual permissions, and leaves nothing beside it', async () => {
    const path = join(folder, 'out.csv');
    const before = process.umask(0o027);
    try {
      await writeFileWhole(path, ['title\n', 'ünï\n'.repeat(50_000)], never);
    } finally {
      process.umask(before);
    }
    expect(readFileSync(path, 'utf8')).toBe(`title\n${'ünï\n'.repeat(50_000)}`);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['out.csv']);
  });

  it('replaces a file, keeping its permissions and the link that led to it', async () => {
    const path = join(folder, 'real.txt');
    const link = join(folder, 'link.txt');
    writeFileSync(path, 'older and longer');
    chmodSync(path, 0o600);
    symlinkSync(path, link);
    await writeFileWhole(link, ['new'], never);
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(['link.txt', 'real.txt']);
  });

  it('keeps the older file and removes the half one when making the pieces fails', async () => {
    const path = join(folder, 'out.txt');
    writeFileSync(path, 'older');
    function* breaking() {
      yield 'x'.repeat(200_000);
      throw new Error('broken on purpose');
    }
    await expect(writeFileWhole(path, breaking(), never)).rejects.toThrow('broken on purpose');
    expect(readFileSync(path, 'utf8')).toBe('older');
    expect(readdirSync(folder)).toEqual(['out.txt']);
  });

  it('stops at Ctrl-C between two batches, with no file at all', async () => {
    const path = join(folder, 'out.txt');
    const interrupt = new AbortController();
    function* endless() {
      for (let made = 0; ; made++) {
        if (made === 1_000) interrupt.abort();
        yield 'x'.repeat(1_000);
      }
    }
    await expect(writeFileWhole(path, endless(), { signal: interrupt.signal, mark: 'test' })).rejects.toMatchObject({
      kind: 'interrupted',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('does not touch a file that lies where its temporary one would', async () => {
    const trap = join(folder, '.out.txt.test.tmp');
    const victim = join(folder, 'victim');
    writeFileSync(victim, 'precious');
    symlinkSync(victim, trap);
    await expect(writeFileWhole(join(folder, 'out.txt'), ['x'], never)).rejects.toMatchObject({ kind: 'unexpected' });
    expect(readFileSync(victim, 'utf8')).toBe('precious');
  });

  it('writes to a device as it is, and leaves it one', async () => {
    await writeFileWhole('/dev/null', ['gone'], never);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('says in one line that the disk is full', async () => {
    // Every write to this device fails with ENOSPC.
    if (!existsSync('/dev/full')) return;
    await expect(writeFileWhole('/dev/full', ['x'], never)).rejects.toMatchObject({
      kind: 'unexpected',
      message: '/dev/full cannot be written: the disk is full',
    });
  });

  it('leaves a full disk as it was', async ({ skip }) => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      skip('this machine lets nobody mount a small disk');
    }
    try {
      const path = join(disk, 'out.txt');
      writeFileSync(path, 'older');
      const pieces = Array.from({ length: 3_000 }, () => 'x'.repeat(1_000));
      await expect(writeFileWhole(path, pieces, never)).rejects.toMatchObject({
        kind: 'unexpected',
        message: `${path} cannot be written: the disk is full`,
      });
      expect(readdirSync(disk)).toEqual(['out.txt']);
      expect(readFileSync(path, 'utf8')).toBe('older');
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

describe('checkFile', () => {
  it('takes a path where a file is or can be', async () => {
    writeFileSync(join(folder, 'there'), '');
    await expect(checkFile(join(folder, 'there'))).resolves.toBeUndefined();
    await expect(checkFile(join(folder, 'new'))).resolves.toBeUndefined();
  });

  it('refuses a folder, and a path in no folder', async () => {
    await expect(checkFile(folder)).rejects.toMatchObject({
      kind: 'usage',
      message: `${folder} is a folder, not a file`,
    });
    await expect(checkFile(join(folder, 'missing', 'out'))).rejects.toMatchObject({ kind: 'usage' });
  });
});
