import { afterEach, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { freshFolder, runInsight } from './run-insight.js';

const PROCESSES = 8;
const KEY = 'AIzaCANARY-of-the-race-1111';
const OTHER = 'AIzaCANARY-of-the-race-2222';

let emulator: Emulator | null = null;
const folders: ReturnType<typeof freshFolder>[] = [];
afterEach(async () => {
  await emulator?.close();
  emulator = null;
  for (const folder of folders.splice(0)) folder.remove();
});

function folder(): string {
  const made = freshFolder();
  folders.push(made);
  return made.path;
}

/** One look at a channel of 120 videos: 7 units when nothing is kept. */
function look(home: string, env: Readonly<Record<string, string>>, more: readonly string[] = ['--refresh']) {
  if (emulator === null) throw new Error('no emulator');
  return runInsight(['videos', '@made-up-120', '--limit', '120', '--json', ...more], { emulator, home, env });
}

const asked = (key: string) => emulator?.requests.filter(({ headers }) => headers['x-goog-api-key'] === key) ?? [];

describe('eight processes with one key', () => {
  it('never spend more than it has, and fail as quota when it is spent', async () => {
    emulator = await startEmulator();
    const home = folder();
    const env = { YOUTUBE_API_KEY: KEY, INSIGHT_YOUTUBE_UNITS: '30' };
    const runs = await Promise.all(Array.from({ length: PROCESSES }, () => look(home, env)));
    // What one of them fails for cancels nothing that it has booked: each unit is a call that YouTube sees.
    expect(asked(KEY)).toHaveLength(30);
    const codes = runs.map(({ code }) => code);
    expect(codes.every((code) => code === 0 || code === 6)).toBe(true);
    // 8 × 7 units are wanted and 30 are there.
    expect(codes.filter((code) => code === 6).length).toBeGreaterThanOrEqual(4);
    for (const { code, stderr } of runs) {
      if (code === 6) expect(stderr).toMatch(/daily quota .* returns at \d\d:\d\d UTC \(in /);
    }
    // The eight left nothing over to later ones (that ask for everything).
    for (let n = 0; n < 3; n++) expect((await look(home, env)).code).toBe(6);
    expect(asked(KEY)).toHaveLength(30);
    const quota = await runInsight(['quota', '--json'], { home, env });
    const { keys } = JSON.parse(quota.stdout) as { keys: { bucket: string; spent: number }[] };
    expect(keys.find(({ bucket }) => bucket === 'units')?.spent).toBe(30);
  });

  it('go on with the next key, each within its own', async () => {
    emulator = await startEmulator();
    const env = { YOUTUBE_API_KEY: KEY, YOUTUBE_API_KEY_1: OTHER, INSIGHT_YOUTUBE_UNITS: '40' };
    const home = folder();
    const runs = await Promise.all(Array.from({ length: PROCESSES }, () => look(home, env)));
    expect(runs.map(({ code }) => code)).toEqual(Array.from({ length: PROCESSES }, () => 0));
    expect([asked(KEY).length, asked(OTHER).length]).toEqual([40, PROCESSES * 7 - 40]);
  });
});

describe('a key that YouTube said is spent', () => {
  it('is not asked by a later process before its reset', async () => {
    emulator = await startEmulator({ quotas: { units: 3 } });
    const home = folder();
    const env = { YOUTUBE_API_KEY: KEY };
    const first = await look(home, env);
    expect(first.code).toBe(6);
    const before = emulator.requests.length;
    for (const more of [[], ['--refresh']]) {
      const later = await look(home, env, more);
      expect([later.code, emulator.requests.length]).toEqual([6, before]);
    }
    const withAnother = await look(home, { ...env, YOUTUBE_API_KEY_7: OTHER });
    expect([withAnother.code, asked(KEY).length]).toEqual([6, before]);
    expect(asked(OTHER).length).toBeGreaterThan(0);
  });
});

describe('a second run', () => {
  it.each([
    ['the API', ['videos', '@made-up-120'], { YOUTUBE_API_KEY: KEY }],
    ['the feed', ['videos', '@made-up-120', '--source', 'feed'], {}],
    ['the feed of a video', ['videos', 'VIDEO', '--source', 'feed'], {}],
  ])('through %s sends nothing, and offline neither', async (_, words, env) => {
    emulator = await startEmulator();
    const id = emulator.channels.find(({ handle }) => handle === '@made-up-3')?.videos[0]?.id ?? '';
    const typed = [...words.map((word) => (word === 'VIDEO' ? `https://youtu.be/${id}` : word)), '--json'];
    const home = folder();
    const parts = { emulator, home, env };
    expect((await runInsight([...typed, '--offline'], parts)).code).toBe(3);
    expect(emulator.requests).toHaveLength(0);
    const first = await runInsight(typed, parts);
    expect(first.code).toBe(0);
    emulator.reset();
    const [second, offline] = [await runInsight(typed, parts), await runInsight([...typed, '--offline'], parts)];
    expect([second.code, offline.code, emulator.requests.length]).toEqual([0, 0, 0]);
    const parse = (text: string) => JSON.parse(text) as { source: { cached: boolean }; videos: unknown };
    expect(parse(second.stdout).source).toMatchObject({ cached: true, cost: { requests: 0, units: 0 } });
    expect(parse(offline.stdout).videos).toEqual(parse(second.stdout).videos);
    expect(parse(second.stdout).videos).toEqual(parse(first.stdout).videos);
    expect(offline.stderr).toContain('old');
  });

  it('--refresh and --offline contradict each other', async () => {
    expect((await runInsight(['videos', '@a', '--refresh', '--offline'])).code).toBe(2);
  });
});
