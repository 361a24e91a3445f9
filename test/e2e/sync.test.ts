import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SyncReport } from '../../src/tools/sync.js';
import { startHosted, type Hosted } from './hosted.js';
import { freshFolder, jsonOf, runInsight } from './run-insight.js';

let hosted: Hosted;
const machines = [freshFolder(), freshFolder()] as const;
const at = (machine: 0 | 1) => ({ home: machines[machine].path });
const sync = (machine: 0 | 1, ...words: readonly string[]) => jsonOf<SyncReport>(['sync', ...words], at(machine));
const history = async (machine: 0 | 1) => {
  const { entries } = await jsonOf<{ entries: { prompt: string }[] }>(['history'], at(machine));
  return entries.map(({ prompt }) => prompt).sort();
};

beforeAll(async () => {
  hosted = await startHosted();
  const token = await hosted.personalToken('ada@example.org', ['read', 'sync']);
  for (const machine of [0, 1] as const) {
    const login = { ...at(machine), env: { INSIGHT_SERVER: hosted.url }, stdin: token };
    expect(await runInsight(['login', '--with-token'], login)).toMatchObject({ code: 0 });
  }
});
afterAll(async () => {
  await hosted.stop();
  for (const machine of machines) machine.remove();
});

it('makes two machines alike, both ways, and leaves keys where they are', { timeout: 60_000 }, async () => {
  const key = 'a-key-of-no-known-shape-1a2b3c4d';
  const add = ['keys', 'add', 'youtube', '--with-token'];
  expect(await runInsight(add, { ...at(0), stdin: key })).toMatchObject({ code: 0 });
  await runInsight(['concepts', 'lighthouse'], at(0));
  await runInsight(['concepts', `my key is ${key}`], at(0));
  await runInsight(['config', 'set', 'tz', 'Europe/Paris'], at(0));
  await runInsight(['concepts', 'kiln'], at(1));
  expect(await sync(0, 'status')).toMatchObject({ pushed: 0, pending: 3 });
  expect(await sync(0)).toMatchObject({ account: 'ada@example.org', pushed: 2, refused: 1, pending: 1 });
  expect(await sync(1)).toMatchObject({ pushed: 1, pulled: 2, pending: 0 });
  await sync(0);
  expect(await history(1)).toEqual(['kiln', 'lighthouse']);
  expect(await history(0)).toEqual(['kiln', 'lighthouse', `my key is ${key}`]);
  expect(await jsonOf(['config', 'get', 'tz'], at(1))).toMatchObject({ settings: [{ value: 'Europe/Paris' }] });
  expect(await runInsight(['history', 'delete', 'last', '--yes'], at(1))).toMatchObject({ code: 0 });
  await sync(1);
  await sync(0);
  expect(await history(0)).toHaveLength(2);
});

it('never takes an address from the account, nor sends one', { timeout: 30_000 }, async () => {
  await runInsight(['config', 'set', 'geminiUrl', 'https://gateway.example/'], at(0));
  expect(await sync(0)).toMatchObject({ pushed: 0 });
  await sync(1);
  expect(await jsonOf(['config', 'get', 'geminiUrl'], at(1))).toMatchObject({ settings: [{ origin: 'default' }] });
});

it('says what to do where nobody is signed in, and to a word that it does not know', { timeout: 30_000 }, async () => {
  const fresh = freshFolder();
  expect(await runInsight(['sync'], { home: fresh.path })).toMatchObject({ code: 4, stdout: '' });
  expect(await runInsight(['sync', 'pul'], at(0))).toMatchObject({ code: 2, stdout: '' });
  fresh.remove();
});
