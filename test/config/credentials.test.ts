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
import { addKey, removeKey } from '../../src/config/change-keys.js';
import { readKeys } from '../../src/config/credentials.js';
import { keyFingerprint } from '../../src/domain/key-fingerprint.js';
import { Failure } from '../../src/errors.js';

const [A, B] = ['AIzaCANARY-first-key-of-two-1111', 'AIzaCANARY-second-key-of-two-2222'];

let root: string;
let dir: string;
let file: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'insight-keys-'));
  dir = join(root, 'new', 'config');
  file = join(dir, 'keys.json');
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const keys = (): string[] => readKeys(dir).keys.map(({ key }) => key);
function failureOf(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('no Failure');
}

describe('stored keys', () => {
  it('are none without a file, and reading makes none', () => {
    expect(readKeys(dir)).toEqual({ keys: [], notes: [] });
    expect(existsSync(dir)).toBe(false);
  });

  it('come back in the order they were added, each once, for the user alone', () => {
    expect(addKey(dir, 'youtube', A)).toMatchObject({ changed: true, key: { provider: 'youtube', key: A } });
    addKey(dir, 'youtube', `  ${B}\n`);
    expect(addKey(dir, 'youtube', A).changed).toBe(false);
    expect(keys()).toEqual([A, B]);
    expect([modeOf(file), modeOf(dir)]).toEqual(['600', '700']);
    expect(readdirSync(dir)).toEqual(['keys.json']);
  });

  it('are removed by their last four characters or their fingerprint', () => {
    for (const which of ['1111', keyFingerprint(A), keyFingerprint(A).slice(0, 8)]) {
      addKey(dir, 'youtube', A);
      addKey(dir, 'youtube', B);
      expect(removeKey(dir, which).key.key).toBe(A);
      expect(keys()).toEqual([B]);
    }
  });

  it('are not removed by what fits none, or several', () => {
    addKey(dir, 'youtube', A);
    addKey(dir, 'youtube', 'AIzaCANARY-another-that-ends-1111');
    expect(failureOf(() => removeKey(dir, '9999')).kind).toBe('not-found');
    expect(failureOf(() => removeKey(dir, '1111')).kind).toBe('usage');
    expect(keys()).toHaveLength(2);
  });

  it.each(['', 'short', 'with space inside it', 'ends-in-a-\u{1F511}', 'two\nlines-of-text'])(
    'refuse %j without repeating it',
    (text) => {
      const failure = failureOf(() => addKey(dir, 'youtube', text));
      expect(failure.kind).toBe('usage');
      if (text !== '') expect(`${failure.message}${failure.hint}`).not.toContain(text);
      expect(existsSync(file)).toBe(false);
    },
  );

  it('are closed to others when they were open, and it is said', () => {
    addKey(dir, 'youtube', A);
    chmodSync(file, 0o644);
    const { notes } = readKeys(dir);
    expect([notes.length, modeOf(file)]).toEqual([1, '600']);
    expect(readKeys(dir).notes).toEqual([]);
    expect(notes.join()).not.toContain(A);
  });

  it('are not read through a link, nor out of a folder of that name', () => {
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(root, 'elsewhere'), '{"youtube":["AIzaCANARY-of-a-stranger"]}');
    symlinkSync(join(root, 'elsewhere'), file);
    for (const work of [() => readKeys(dir), () => addKey(dir, 'youtube', A)]) {
      expect(failureOf(work).kind).toBe('key');
    }
    expect(readFileSync(join(root, 'elsewhere'), 'utf8')).not.toContain(A);
    rmSync(file);
    mkdirSync(file);
    expect(failureOf(() => readKeys(dir)).kind).toBe('key');
  });

  it.each(['', '{', '[]', '{"youtube":"key"}', '{"youtube":[7]}', '\0\0\0'])(
    'in a file of %j are kept aside and reported, and new ones can be added',
    (text) => {
      mkdirSync(dir, { recursive: true });
      writeFileSync(file, text, { mode: 0o600 });
      const { keys: none, notes } = readKeys(dir);
      expect([none.length, notes.length]).toEqual([0, 1]);
      expect(readFileSync(`${file}.corrupt-1`, 'utf8')).toBe(text);
      addKey(dir, 'youtube', A);
      expect(keys()).toEqual([A]);
    },
  );

  it('says that it cannot be written below what is no folder', () => {
    writeFileSync(join(root, 'a-file'), '');
    expect(() => addKey(join(root, 'a-file', 'config'), 'youtube', A)).toThrow(
      expect.objectContaining({
        kind: 'unexpected',
        message: expect.stringContaining('cannot be written (E') as string,
      }),
    );
  });
});
