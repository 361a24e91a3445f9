import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { UnknownOutcome } from '../../src/errors.js';
import { asked, CANARY, failureOf, imagekit } from './emulated.js';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.reset();
});

const PICTURE = { bytes: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), type: 'image/png' } as const;
const upload = () => imagekit(emulator).upload(PICTURE, { name: 'fox-a1b2.png', tags: ['insight', 'thumbnail'] });

describe('a picture kept at ImageKit', () => {
  it('is sent once, with folder and tags, under a name of its own', async () => {
    const { url, remoteId } = await upload();
    expect(url).toMatch(/^https:\/\/ik\.imagekit\.io\/made-up\/insight\/fox-a1b2_x+1\.png$/);
    expect(remoteId).not.toBe('');
    expect(emulator.requests).toHaveLength(1);
    const [{ path, body, headers } = { path: '', body: '', headers: {} }] = emulator.requests;
    expect(path).toBe('/api/v1/files/upload');
    expect(headers.authorization).toBe(`Basic ${Buffer.from(`${CANARY}:do_not_set`).toString('base64')}`);
    for (const part of [
      'name="folder"\r\n\r\n/insight\r',
      'name="useUniqueFileName"\r\n\r\ntrue\r',
      'insight,thumbnail',
    ])
      expect(body).toContain(part);
    expect(body).not.toContain(CANARY);
  });

  it.each([
    ['reset', 'provider', true, 1],
    ['cut-body', 'provider', true, 1],
    ['truncated', 'provider', true, 1],
    ['empty', 'provider', true, 1],
    ['imagekit:down-after-upload', 'provider', true, 1],
    ['imagekit:no-url', 'provider', true, 1],
    ['imagekit:key-refused', 'key', false, 1],
    ['imagekit:busy', 'quota', false, 3],
    ['imagekit:echo', 'provider', false, 1],
    ['redirect', 'provider', false, 1],
  ] as const)('is not sent again after %s', async (kind, failureKind, unknown, times) => {
    emulator.fail({ path: '/api/v1/files', kind });
    const failure = await failureOf(upload());
    expect(failure.kind).toBe(failureKind);
    expect(failure instanceof UnknownOutcome).toBe(unknown);
    expect(asked(emulator, 'POST', '/')).toBe(times);
  });
});
