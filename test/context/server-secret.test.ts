import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serverSecret } from '../../src/context/server-secret.js';

const modeOf = (file: string) => statSync(file).mode & 0o777;

describe("the server's secret", () => {
  let dir: string;
  let file: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'insight-'));
    file = join(dir, 'server-secret');
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  it('is made once, for its owner alone', () => {
    const made = serverSecret(null, dir);
    expect(made).toHaveLength(48);
    expect(serverSecret(null, dir)).toEqual(made);
    if (process.platform !== 'win32') expect(modeOf(file)).toBe(0o600);
  });

  it('is the one of the environment, where there is one', () => {
    expect(serverSecret(Buffer.alloc(32, 7).toString('base64'), dir)).toEqual(Buffer.alloc(32, 7));
    expect(existsSync(file)).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('is closed to others where they could read it', () => {
    const made = serverSecret(null, dir);
    chmodSync(file, 0o644);
    expect(serverSecret(null, dir)).toEqual(made);
    expect(modeOf(file)).toBe(0o600);
  });

  it.skipIf(process.platform === 'win32')('is not read through a link', () => {
    const elsewhere = join(dir, 'elsewhere');
    writeFileSync(elsewhere, Buffer.alloc(48, 1).toString('base64'));
    symlinkSync(elsewhere, file);
    expect(() => serverSecret(null, dir)).toThrow('is a link or no plain file');
    expect(readFileSync(elsewhere, 'utf8')).toBe(Buffer.alloc(48, 1).toString('base64'));
  });

  it('is not taken when it is too short', () => {
    writeFileSync(file, Buffer.alloc(31).toString('base64'), { mode: 0o600 });
    expect(() => serverSecret(null, dir)).toThrow('no secret of at least 32 bytes');
  });
});
