import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { A_DAY_LATER, freshFolder, jsonOf, runInsight } from './run-insight.js';

const KEY = 'AIzaCANARY-never-to-be-seen-0123456789';

interface Row {
  readonly id: string;
  readonly handle: string | null;
  readonly subscribers: number | null;
  readonly gained: number | null;
  readonly snapshots: number;
}

let emulator: Emulator;
let folder: ReturnType<typeof freshFolder>;
beforeAll(async () => {
  emulator = await startEmulator({ keys: [KEY] });
});
beforeEach(() => {
  emulator.reset();
  folder = freshFolder();
});
afterAll(() => emulator.close());

const at = (...options: string[]) => ({
  emulator,
  home: folder.path,
  env: { YOUTUBE_API_KEY: KEY, NODE_OPTIONS: options.join(' ') },
});
const listed = async () => (await jsonOf<{ channels: Row[] }>(['track', 'list'], at())).channels;

it('follows channels, with one snapshot a day', async () => {
  await jsonOf<Row[]>(['track', 'add', '@made-up-50', '@made-up-mixed'], at());
  const again = await jsonOf<Row>(['track', 'add', '@made-up-50', '--source', 'api'], at());
  expect(again).toMatchObject({ handle: '@made-up-50', snapshots: 1, gained: 0 });
  const later = await jsonOf<Row>(['track', 'add', '@made-up-50'], at(A_DAY_LATER));
  expect(later).toMatchObject({ id: again.id, snapshots: 2, gained: 0 });
  expect((await listed()).map(({ handle, snapshots }) => [handle, snapshots]).sort()).toEqual([
    ['@made-up-50', 2],
    ['@made-up-mixed', 1],
  ]);
});

it('usually costs three units a channel, and says so before', async () => {
  const plan = await runInsight(['track', 'add', '@made-up-50', '--plan', '--json'], at());
  expect(JSON.parse(plan.stdout)).toMatchObject({ plan: { usual: { units: 3 } } });
  expect(await listed()).toEqual([]);
});

it('removes a channel with its snapshots, by handle or id', async () => {
  await jsonOf<Row>(['track', 'add', '@made-up-50'], at());
  await jsonOf<Row>(['track', 'remove', 'made-up-50'], at());
  expect(await listed()).toEqual([]);
  const { code, stderr } = await runInsight(['track', 'remove', '@made-up-50'], at());
  expect([code, stderr]).toEqual([3, expect.stringContaining('insight track list')]);
  // Followed again it begins anew.
  const anew = await jsonOf<Row>(['track', 'add', '@made-up-50'], at());
  expect(anew.snapshots).toBe(1);
});

it('keeps nothing of a channel that is not there', async () => {
  const { code } = await runInsight(['track', 'add', '@made-up-nope'], at());
  expect(code).toBe(3);
  expect(await listed()).toEqual([]);
});

describe('a run over followed channels ends with', () => {
  const run = () => runInsight(['track', 'run'], at(A_DAY_LATER));
  const uploads = '/youtube/v3/playlistItems';
  beforeEach(async () => {
    await jsonOf<Row[]>(['track', 'add', '@made-up-50', '@made-up-mixed'], at());
    emulator.reset();
  });

  it.each([
    ['0 when all went well', [], 0],
    ['7 when one failed', [{ path: uploads, kind: 'html', times: 1 }], 7],
    ['7 also when all failed for one reason', [{ path: uploads, kind: 'html' }], 7],
    ['6 when there was no quota for any', [{ path: '/youtube/v3/', kind: 'quota' }], 6],
    ['4 when the key was refused for all', [{ path: '/youtube/v3/', kind: 'key-invalid' }], 4],
  ] as const)('%s', async (_, faults, code) => {
    for (const fault of faults) emulator.fail(fault);
    const { code: found, stderr } = await run();
    expect([found, stderr.includes('could not be looked at')], stderr).toEqual([code, code !== 0]);
  });
});
