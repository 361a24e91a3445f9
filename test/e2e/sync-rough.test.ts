import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { History } from '../../src/store/history.js';
import { openInsight } from '../../src/store/insight-db.js';
import type { SyncReport } from '../../src/tools/sync.js';
import { CANARIES, leaks } from './canary.js';
import { startHosted, type Hosted } from './hosted.js';
import { environment, freshFolder, jsonOf, PROGRAM, runInsight } from './run-insight.js';

const ENTRIES = 60;
/** So that a push holds ten of them, and all of them are several. */
const BYTES = 30_000;

let hosted: Hosted;
let token: string;
let machines: readonly ReturnType<typeof freshFolder>[];
const at = (machine: number) => ({ home: machines[machine]?.path ?? '' });

beforeAll(async () => {
  hosted = await startHosted();
});
afterAll(async () => {
  await hosted.stop();
});
let accounts = 0;
beforeEach(async () => {
  machines = [freshFolder(), freshFolder()];
  token = await hosted.personalToken(`ada${(accounts += 1)}@example.org`, ['read', 'sync']);
  for (const machine of [0, 1]) {
    const login = { ...at(machine), env: { INSIGHT_SERVER: hosted.url }, stdin: token };
    expect(await runInsight(['login', '--with-token'], login)).toMatchObject({ code: 0 });
  }
});
afterEach(() => {
  for (const { remove } of machines) remove();
});

/** A history that is too long for one request. */
async function makeHistory(home: string): Promise<void> {
  const dir = join(home, 'data');
  const { database } = await openInsight({ dir, now: Date.now, random: Math.random });
  const history = new History(database, Math.random);
  for (let number = 0; number < ENTRIES; number += 1) {
    const unknown = { provider: null, model: null, usd: null, tokensIn: null, tokensOut: null, ms: null };
    const result = { text: 'x'.repeat(BYTES) };
    history.remember({ ...unknown, kind: 'concepts', at: Date.now(), prompt: `entry ${number}`, result, files: [] });
  }
  database.close();
}

/** Starts `insight sync` and kills it as soon as the server has answered a request. */
async function killedAfter(home: string, what: string): Promise<void> {
  const before = await hosted.answered(what);
  const child = spawn(process.execPath, [PROGRAM, 'sync'], { env: environment(home, {}), stdio: 'ignore' });
  const ended = once(child, 'close');
  while (child.exitCode === null && (await hosted.answered(what)) === before);
  child.kill('SIGKILL');
  await ended;
}

describe('insight sync that is killed on its way', () => {
  it('goes on where it was, and does nothing twice', { timeout: 120_000 }, async () => {
    await makeHistory(at(0).home);
    for (let times = 0; times < 3; times += 1) await killedAfter(at(0).home, 'POST /api/v1/sync/push');
    expect(await jsonOf<SyncReport>(['sync'], at(0))).toMatchObject({ superseded: 0, pending: 0 });
    for (let times = 0; times < 2; times += 1) await killedAfter(at(1).home, 'GET /api/v1/sync/pull');
    expect(await jsonOf<SyncReport>(['sync'], at(1))).toMatchObject({ pushed: 0, pending: 0 });
    const prompts = await Promise.all(
      [0, 1].map(async (machine) => {
        const { entries } = await jsonOf<{ entries: { id: string; prompt: string }[] }>(
          ['history', '-n', String(ENTRIES * 2)],
          at(machine),
        );
        return entries.map(({ id, prompt }) => `${id} ${prompt}`).sort();
      }),
    );
    expect(prompts[0]).toHaveLength(ENTRIES);
    expect(prompts[1]).toEqual(prompts[0]);
    const { body } = await hosted.call(
      'GET',
      '/api/v1/history/' + String(prompts[0]?.[0]?.split(' ')[0]) + '/versions',
      null,
      token,
    );
    expect(body).toMatchObject({ versions: [{ version: 1 }] });
    expect(await jsonOf<SyncReport>(['sync'], at(0))).toMatchObject({ pushed: 0, pulled: 0 });
  });
});

describe('insight sync that runs four times at once', () => {
  it('goes well each time, and does nothing twice', { timeout: 60_000 }, async () => {
    await makeHistory(at(0).home);
    const runs = await Promise.all(Array.from({ length: 4 }, () => runInsight(['sync'], at(0))));
    expect(runs.map(({ code, stderr }) => [code, stderr])).toEqual(runs.map(() => [0, '']));
    const pulled = await jsonOf<SyncReport>(['sync'], at(1));
    expect(pulled).toMatchObject({ pulled: ENTRIES, pushed: 0, pending: 0 });
    expect(await jsonOf<SyncReport>(['sync'], at(0))).toMatchObject({
      pushed: 0,
      superseded: 0,
      pulled: 0,
      pending: 0,
    });
  });
});

describe('keys', () => {
  it('of no provider ever come to the server, wherever they are kept', { timeout: 60_000 }, async () => {
    const { home } = at(0);
    const cwd = freshFolder();
    for (const provider of ['youtube', 'gemini'] as const) {
      const add = { ...at(0), stdin: CANARIES[provider] };
      expect(await runInsight(['keys', 'add', provider, '--with-token'], add)).toMatchObject({ code: 0 });
    }
    writeFileSync(join(cwd.path, '.env'), `REPLICATE_API_TOKEN=${CANARIES.replicate}\n`);
    const env = { POLLINATIONS_API_KEY: CANARIES.pollinations, IMAGEKIT_PRIVATE_KEY: CANARIES.imagekit };
    const how = { home, env, cwd: cwd.path };
    await runInsight(['concepts', 'lighthouse', '--offline'], how);
    for (const key of Object.values(CANARIES)) await runInsight(['concepts', `my key is ${key}`, '--offline'], how);
    const report = await jsonOf<SyncReport>(['sync'], how);
    expect(report).toMatchObject({ pushed: 1, refused: 5, pending: 5 });
    const spoken = await runInsight(['sync'], how);
    expect(spoken.code).toBe(0);
    expect(spoken.stdout).toContain('0 left to send.\n5 changes kept here');
    const nowhere = { stdout: spoken.stdout, requests: [], homes: [] };
    expect(leaks({ ...nowhere, stderr: spoken.stderr + hosted.logged(), folders: [hosted.folder] })).toEqual([]);
    // The other way round: the search would have found what the server does have.
    expect(leaks({ ...nowhere, stderr: '', folders: [home] })).not.toEqual([]);
    cwd.remove();
  });
});
