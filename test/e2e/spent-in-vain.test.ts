import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PlannedCost } from '../../src/domain/planned-cost.js';
import type { Cost } from '../../src/domain/source.js';
import type { Fault } from '../emulator/faults.js';
import { jsonOf, runInsight } from './run-insight.js';
import { sharedEmulator } from './shared-emulator.js';

const YOUTUBE = { YOUTUBE_API_KEY: 'AIzaSyCANARY-vain-000000000000000000-1a1a' };
const ONE = { GEMINI_API_KEY: 'AIzaSyCANARY-vain-000000000000000000-2b2b' };
const TWO = { ...ONE, GEMINI_API_KEY_1: 'AIzaSyCANARY-vain-000000000000000000-3c3c' };
const MODEL = '/v1beta/models/';

const shared = sharedEmulator();
const picture = join(shared.folder, 'picture.png');
beforeAll(async () => {
  const red = { create: { width: 64, height: 36, channels: 3, background: '#c33' } } as const;
  writeFileSync(picture, await sharp(red).png().toBuffer());
});

/** What reached the emulator. */
function sent(): Omit<Cost, 'usd'> {
  const of = (...paths: readonly string[]) =>
    shared.emulator.requests.filter(({ path }) => paths.some((each) => path.startsWith(each))).length;
  return {
    requests: shared.emulator.requests.length,
    units: of('/youtube/v3/') - of('/youtube/v3/search'),
    searches: of('/youtube/v3/search'),
    modelCalls: of(MODEL),
  };
}

describe('what was asked for in vain', () => {
  it.each<readonly [string, readonly string[], readonly Fault[], Record<string, string>]>([
    ['a slow autocomplete', ['concepts', 'kiln'], [{ path: '/complete', kind: 'server-error' }], {}],
    ['a cut autocomplete', ['keywords', 'kiln'], [{ path: '/complete', kind: 'reset' }], YOUTUBE],
    [
      'a refused search of its own',
      ['keywords', 'canoe', '--deep'],
      [{ path: '/youtube/v3/search', kind: 'search-per-day', after: 3 }],
      YOUTUBE,
    ],
    ['a model that is overloaded', ['concepts', 'kiln'], [{ path: MODEL, kind: 'gemini:overloaded' }], ONE],
    ['a model that hangs up', ['keywords', 'kiln'], [{ path: MODEL, kind: 'reset' }], { ...YOUTUBE, ...ONE }],
    ['keys that are too fast', ['concepts', 'kiln'], [{ path: MODEL, kind: 'gemini:per-minute-now', times: 4 }], TWO],
    [
      'keys that stay too fast',
      ['hashtags', 'kiln'],
      [{ path: MODEL, kind: 'gemini:per-minute-now' }],
      { ...YOUTUBE, ...TWO },
    ],
    [
      'a key that is refused, and an answer of no use',
      ['concepts', 'kiln'],
      [
        { path: MODEL, kind: 'gemini:forbidden', times: 1 },
        { path: MODEL, kind: 'gemini:bad-json' },
      ],
      TWO,
    ],
    ['a day that is spent', ['streak', '@made-up-3', '--ai'], [{ path: MODEL, kind: 'gemini:per-day' }], TWO],
    [
      'a search for what a model saw',
      ['thumbnails', 'similar', picture],
      [{ path: '/youtube/v3/search', kind: 'server-error' }],
      { ...YOUTUBE, ...ONE },
    ],
  ])('is in the cost of the result: %s', { timeout: 60_000 }, async (name, words, faults, env) => {
    const { emulator, folder } = shared;
    const parts = { emulator, env, home: join(folder, name.replace(/\W+/g, '-')) };
    if (words.includes('similar')) await runInsight(['thumbnails', 'index', '@made-up-3'], parts);
    const { plan } = await jsonOf<{ plan: { atMost: PlannedCost } }>([...words, '--plan'], parts);
    emulator.reset();
    for (const fault of faults) emulator.fail(fault);
    const { source } = await jsonOf<{ source: { cost: Cost } }>(words, parts);
    expect(source.cost).toMatchObject(sent());
    expect(sent().requests).toBeGreaterThan(0);
    for (const [what, spent] of Object.entries(source.cost) as [keyof Cost, number][]) {
      expect([what, spent <= (plan.atMost[what] ?? -1)]).toEqual([what, true]);
    }
    if (sent().modelCalls > 0) {
      const { keys } = await jsonOf<{ keys: { bucket: string; provider: string; spent: number }[] }>(['quota'], parts);
      const calls = keys.filter(({ provider, bucket }) => provider === 'gemini' && bucket === 'calls');
      expect(calls.reduce((sum, { spent }) => sum + spent, 0)).toBe(sent().modelCalls);
    }
  });
});
