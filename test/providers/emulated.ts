import { setTimeout as sleep } from 'node:timers/promises';
import type { Emulator } from '../emulator/emulator.js';
import { Failure } from '../../src/errors.js';
import { createDownload, type Download } from '../../src/providers/http/download.js';
import type { PictureWish } from '../../src/providers/ports.js';
import { imagekitHost } from '../../src/providers/imagekit.js';
import { pollinationsMaker } from '../../src/providers/pollinations.js';
import { replicateMaker } from '../../src/providers/replicate.js';
import { realHttp } from './http/real-http.js';

export const CANARY = 'canary-0123456789abcdef';

/** Downloads that may go to the emulator, as when its address stands in the settings. */
export function emulatedDownload({ url }: Emulator): Download {
  return createDownload({
    resolve: () => Promise.reject(new Error('no name is looked up in tests')),
    ownOrigins: new Set([new URL(url).origin]),
  });
}

/** Replicate behind the emulator; waits between looks are short. */
export function replicate(emulator: Emulator, more: Partial<Parameters<typeof replicateMaker>[0]> = {}) {
  return replicateMaker({
    baseUrl: emulator.url,
    token: CANARY,
    model: 'black-forest-labs/flux-schnell',
    http: realHttp(),
    download: emulatedDownload(emulator),
    onRequest: () => undefined,
    now: () => performance.now(),
    letGoWithin: () => undefined,
    sleep: (ms, signal) => sleep(Math.min(ms / 50, ms), undefined, signal === undefined ? {} : { signal }),
    ...more,
  });
}

export function pollinations(emulator: Emulator, more: Partial<Parameters<typeof pollinationsMaker>[0]> = {}) {
  return pollinationsMaker({
    baseUrl: emulator.url,
    key: CANARY,
    http: realHttp(),
    onRequest: () => undefined,
    ...more,
  });
}

export function imagekit(emulator: Emulator) {
  return imagekitHost({
    baseUrl: emulator.url,
    privateKey: CANARY,
    folder: '/insight',
    http: realHttp(),
    onRequest: () => undefined,
  });
}

export const wish = (more: Partial<PictureWish> = {}): PictureWish => ({
  prompt: 'a red fox, 100 % real?',
  reference: null,
  seed: 7,
  ...more,
});

/** What a call that must fail fails with; the canary key must not be in it. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw new Error(`expected a Failure, not ${String(error)}`);
  const told = JSON.stringify([error.message, error.hint, error.stack, String(error.cause)]);
  if (told.includes(CANARY) || told.includes(Buffer.from(CANARY).toString('base64').slice(0, 20))) {
    throw new Error('the key is in the failure');
  }
  return error;
}

/** How many requests of a method came to paths that begin so. */
export function asked({ requests }: Emulator, method: string, path: string): number {
  return requests.filter((request) => request.method === method && request.path.startsWith(path)).length;
}
