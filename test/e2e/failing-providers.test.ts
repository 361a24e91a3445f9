import { describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import type { FaultKind } from '../emulator/faults.js';
import { A_DAY_LATER, environment, freshFolder, runInsight } from './run-insight.js';

const KEY = 'AIzaCANARY-never-to-be-seen-0123456789';
const API = '/youtube/v3';

/** Longer than this nobody waits for a failure. */
const PATIENCE_MS = 20_000;

/** Each test has an emulator of its own, so that they can wait for their retries at the same time. */
async function withEmulator(test: (emulator: Emulator) => Promise<void>): Promise<void> {
  const emulator = await startEmulator({ keys: [KEY] });
  try {
    await test(emulator);
  } finally {
    await emulator.close();
  }
}

/** What to do is said for each; the rest of every fault is in the fault table. */
const FAULTS: readonly (readonly [FaultKind, string, number, RegExp])[] = [
  ['key-invalid', API, 4, /--source feed/],
  ['api-off', API, 4, /Switch on/],
  ['quota', API, 6, /--source feed/],
  ['quota', `${API}/videos`, 6, /--source feed/],
  ['search-per-day', API, 6, /returns at 0[78]:00 UTC/],
  ['rate', API, 6, /minute/],
  ['rate-late', API, 6, /Try again in 1 h/],
  ['rate-403', API, 6, /Try again in 2 min/],
  ['server-late', API, 5, /Try again in 1 h/],
  ['proxy-page', API, 5, /proxy/],
  ['server-error', API, 5, /few minutes/],
  ['server-error', `${API}/playlistItems`, 5, /few minutes/],
];

describe('a fault of the API', () => {
  it.concurrent.each(FAULTS)('%s on %s ends with its code, in two lines', (kind, path, code, hint) =>
    withEmulator(async (emulator) => {
      emulator.fail({ path, kind });
      const env = { YOUTUBE_API_KEY: KEY };
      const run = await runInsight(['outliers', '@made-up-50'], { emulator, env });
      expect([run.code, run.stdout]).toEqual([code, '']);
      expect(run.stderr).toMatch(/^insight: .+\nhint: .+\n$/);
      expect(run.stderr).toMatch(hint);
      expect(run.ms).toBeLessThan(PATIENCE_MS);
      // The source is never changed in silence.
      expect(emulator.requests.filter((request) => !request.path.startsWith(API))).toEqual([]);
    }),
  );
});

describe('a fault of batchGetStats', () => {
  const counts = `${API}/videos:batchGetStats`;
  it.concurrent.each([
    // Counts are then read for units.
    ['quota', 0],
    ['search-per-day', 0],
    ['server-error', 5],
    ['html', 5],
    ['wrong-type', 5],
    ['rate-late', 6],
    ['forbidden', 4],
  ] as const)('%s ends a daily look with %i', (kind, code) =>
    withEmulator(async (emulator) => {
      const folder = freshFolder();
      const parts = { emulator, home: folder.path, env: { YOUTUBE_API_KEY: KEY } };
      expect((await runInsight(['outliers', '@made-up-50'], parts)).code).toBe(0);
      const before = emulator.requests.length;
      emulator.fail({ path: counts, kind });
      const options = `${environment(folder.path, {}).NODE_OPTIONS ?? ''} ${A_DAY_LATER}`;
      const later = await runInsight(['outliers', '@made-up-50', '--json'], {
        ...parts,
        env: { ...parts.env, NODE_OPTIONS: options },
      });
      folder.remove();
      expect(later.code, later.stderr).toBe(code);
      const asked = emulator.requests.slice(before).map(({ path }) => path);
      expect(asked).toContain(counts);
      expect(asked.includes(`${API}/videos`)).toBe(code === 0);
      expect(later.stdout === '').toBe(code !== 0);
    }),
  );
});

describe('keys', () => {
  it('are missed when the API is wanted', () =>
    withEmulator(async (emulator) => {
      const run = await runInsight(['outliers', '@made-up-50', '--source', 'api'], { emulator });
      expect([run.code, run.stdout, emulator.requests]).toEqual([4, '', []]);
      expect(run.stderr).toMatch(/hint: .*YOUTUBE_API_KEY.*--source feed/);
    }));

  it.concurrent.each([
    ['a good run', null, KEY],
    ['a refused key', null, 'AIzaREFUSED-CANARY'],
    ['a spent quota', 'quota', KEY],
    ['a reset', 'reset', KEY],
    ['HTML', 'html', KEY],
    ['a server error', 'server-error', KEY],
  ] as const)('are nowhere in the output of %s, even with --debug', (_, kind, key) =>
    withEmulator(async (emulator) => {
      if (kind !== null) emulator.fail({ path: API, kind });
      const env = { YOUTUBE_API_KEY: key };
      const runs = [['--debug'], ['--debug', '--json']].map((how) =>
        runInsight(['videos', '@made-up-3', ...how], { emulator, env }),
      );
      for (const { stdout, stderr } of await Promise.all(runs)) {
        expect(stdout + stderr).not.toMatch(/CANARY/);
        expect(stdout + stderr).not.toBe('');
      }
      // The check can fail: the key did travel, in its header and in no URL.
      expect(emulator.requests[0]?.headers['x-goog-api-key']).toBe(key);
      expect(JSON.stringify(emulator.requests.map(({ path, query }) => ({ path, query })))).not.toMatch(/CANARY/);
    }),
  );

  it('are nowhere in what config shows', async () => {
    for (const words of [['list'], ['list', '--json'], ['get', 'youtubeApiKey'], ['list', '--show-origin']]) {
      const { code, stdout, stderr } = await runInsight(['config', ...words], { env: { YOUTUBE_API_KEY: KEY } });
      expect(code).toBe(0);
      expect(stdout + stderr).not.toMatch(/CANARY/);
    }
  });
});
