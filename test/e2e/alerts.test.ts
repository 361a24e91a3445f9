import { spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alerts/alert.js';
import { channelFromJson } from '../emulator/channel-from-json.js';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { cut, startReceiver, status, type Receiver } from '../providers/webhook/receiver.js';
import { environment, freshFolder, PROGRAM, runInsight, type Run } from './run-insight.js';

const KEY = 'AIzaCANARY-never-to-be-seen-0123456789';
const SECRET = `whsec_${Buffer.from('CANARY-never-to-be-seen-either').toString('base64')}`;
const OLD_SECRET = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const TITLE = '-rf $(touch owned) `touch owned`\u001b[31m <&> 日本';
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

/** The program's clock, so far ahead of ours. */
const ahead = (ms: number) => `--import=data:text/javascript,const%20now=Date.now;Date.now=()=>now()+${ms}`;
const LATER = 25 * HOUR;

const now = Date.now();
const old = Array.from({ length: 24 }, (_, place) => ({
  id: `steady${place.toString(36).padStart(5, '0')}`,
  title: `Steady ${place}`,
  publishedAt: now - (40 + 7 * place) * DAY,
  durationSeconds: 600,
  views: 20_000 + 700 * (place % 5),
  likes: 500,
  comments: 50,
}));
const hit = { ...old[0], id: 'hit00000000', title: TITLE, publishedAt: now + 6 * HOUR, views: 400_000 };
const dull = { ...hit, id: 'dull0000000', title: 'Dull', publishedAt: now + 5 * HOUR, views: 3000 };
const tooYoung = { ...hit, id: 'young000000', title: 'Too young', publishedAt: now + LATER - 30 * MINUTE, views: 9 };
const steady = (videos: object[]) =>
  channelFromJson({ channel: { id: `UC${'steady'.padEnd(22, '_')}`, title: 'Steady', handle: '@steady' }, videos });

let before: Emulator;
let emulator: Emulator;
let receiver: Receiver;
let looked: ReturnType<typeof freshFolder>;
let folder: ReturnType<typeof freshFolder>;
const home = () => join(folder.path, 'home');

beforeAll(async () => {
  [before, emulator, receiver] = await Promise.all([
    startEmulator({ channels: [steady(old)] }),
    startEmulator({ channels: [steady([...old, hit, dull, tooYoung])] }),
    startReceiver([SECRET], () => Date.now() + LATER),
  ]);
  looked = freshFolder();
  const first = { emulator: before, home: looked.path, env: { YOUTUBE_API_KEY: KEY } };
  const { code, stderr } = await runInsight(['track', 'add', '@steady'], first);
  if (code !== 0) throw new Error(stderr);
});
beforeEach(() => {
  folder = freshFolder();
  cpSync(looked.path, home(), { recursive: true });
  receiver.reset();
});
afterEach(() => {
  folder.remove();
});
afterAll(async () => {
  looked.remove();
  await Promise.all([before.close(), emulator.close(), receiver.close()]);
});

const surroundings = (later = LATER, secret = SECRET) => ({
  emulator,
  home: home(),
  cwd: folder.path,
  env: { YOUTUBE_API_KEY: KEY, INSIGHT_WEBHOOK_SECRET: secret, NODE_OPTIONS: ahead(later) },
});
const run = (words: readonly string[], later?: number) =>
  runInsight(['track', 'run', '--alert', 'z=2.5', ...words], surroundings(later));
const hook = () => ['--webhook', receiver.url, '--allow-private'];
const alertsIn = ({ stdout }: Run) =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Alert);

/** What receivers count on: adding is allowed, removing and renaming are not. */
const ALERT_FIELDS = {
  data: ['rule', 'measure', 'threshold', 'value', 'provisional', 'channel', 'video'],
  video: [
    ...['id', 'title', 'url', 'publishedAt', 'ageDays', 'format', 'views'],
    ...['z', 'multiple', 'smartScore', 'viewsPerHour'],
  ],
};
const fieldsOf = (value: object | undefined) => Object.keys(value ?? {});

describe('an alert', () => {
  it('is a line of JSON, once; the summary and what could not be judged are beside it', async () => {
    const first = await run([]);
    expect(first.code).toBe(0);
    expect(alertsIn(first)).toMatchObject([
      {
        schemaVersion: 1,
        type: 'video.alert',
        data: {
          rule: 'z=2.5',
          provisional: true,
          channel: { title: 'Steady', handle: '@steady' },
          video: {
            id: 'hit00000000',
            title: TITLE,
            url: 'https://www.youtube.com/watch?v=hit00000000',
            views: 400_000,
          },
        },
      },
    ]);
    const [line] = alertsIn(first);
    expect(fieldsOf(line)).toEqual(['schemaVersion', 'id', 'type', 'timestamp', 'data']);
    expect(fieldsOf(line?.data)).toEqual(ALERT_FIELDS.data);
    expect(fieldsOf(line?.data.channel)).toEqual(['id', 'title', 'handle']);
    expect(fieldsOf(line?.data.video)).toEqual(ALERT_FIELDS.video);
    expect(first.stdout).not.toMatch(/[\u001b]/);
    expect(first.stderr).toContain('1 of 3 new videos could not be judged');
    const again = await run([], 3 * LATER);
    expect([again.code, again.stdout]).toEqual([0, '']);
    const other = await run(['--alert', 'views=1000', '-q'], 4 * LATER);
    expect(
      alertsIn(other)
        .map(({ data }) => `${data.rule} ${data.video.id}`)
        .sort(),
    ).toEqual(['views=1000 dull0000000', 'views=1000 hit00000000']);
    expect(other.stderr).toBe('');
  });

  it('is in the run as JSON, when that is asked for', async () => {
    const { stdout, code } = await run(['--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      followed: 1,
      alerts: { rules: ['z=2.5'], judged: 2, unjudged: 1, alerts: [{ data: { video: { id: 'hit00000000' } } }] },
    });
    expect((await run(['--json'])).stdout).toContain('"alerts": []');
  });

  it('comes again when the reader of the output had gone', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'track', 'run', '--alert', 'z=2.5'], {
      cwd: folder.path,
      env: environment(home(), surroundings()),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    child.stdout.destroy();
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
    // Not while the other run may still be at it.
    const again = await run([], LATER + 3 * MINUTE);
    expect(alertsIn(again).map(({ data }) => data.video.id)).toEqual(['hit00000000']);
  });

  it('is in the run with chosen fields as JSON, and in a table of the run', async () => {
    const chosen = await run(['--fields', 'title', '--json']);
    expect(chosen.stdout).toContain('"hit00000000"');
    expect(chosen.code).toBe(0);
    const table = await run(['--alert', 'views=1000', '--format', 'table'], 2 * LATER);
    expect(table.stdout).toContain('views=1000: 3000');
  });

  it('goes beside rows of channels where something else carries it', async () => {
    const { code, stdout } = await run([...hook(), '--format', 'csv', '--fields', 'title,state']);
    expect([code, stdout]).toEqual([0, 'title,state\nSteady,looked\n']);
    expect(receiver.told).toHaveLength(1);
  });

  it('goes out as a webhook that its receiver can verify, and no secret is kept or said', async () => {
    const words = ['track', 'run', '--alert', 'z=2.5', ...hook(), '--debug'];
    const first = await runInsight(words, surroundings(LATER, `${OLD_SECRET} ${SECRET}`));
    expect(first).toMatchObject({ code: 0 });
    expect(receiver.received).toMatchObject([{ verdict: 'good' }]);
    expect(JSON.parse(receiver.told[0] ?? '')).toMatchObject({
      id: receiver.received[0]?.id,
      data: { video: { title: TITLE } },
    });
    expect(first.stdout.trim().split('\n')).toHaveLength(1);
    expect(await run(hook())).toMatchObject({ code: 0 });
    expect(receiver.received).toHaveLength(1);
    const said = [first.stdout, first.stderr, ...filesBelow(home())].join('\n');
    expect(said).not.toContain(SECRET);
    expect(said).not.toContain(new URL(receiver.url).port);
  });

  it('waits while the receiver is down, and nothing is lost', async () => {
    receiver.answers.splice(0, 1, status(500));
    const failed = await run(hook());
    expect([failed.code, receiver.received.length]).toEqual([5, 3]);
    expect(failed.stderr).toContain('HTTP 500');
    for (const answer of [cut, status(410), status(302, { location: 'http://169.254.169.254/' })]) {
      receiver.answers.splice(0, 1, answer);
      expect((await run(hook())).code).toBe(5);
    }
    receiver.answers.splice(0, 1, status(204));
    expect((await run(hook())).code).toBe(0);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
    expect(receiver.told).toHaveLength(1);
  });

  it('that was delivered by a run that was killed then comes once more, under its id', async () => {
    const came = new Promise<void>((resolve) => {
      receiver.answers.splice(0, 1, () => {
        resolve();
      });
    });
    const child = spawn(process.execPath, [PROGRAM, 'track', 'run', '--alert', 'z=2.5', ...hook()], {
      cwd: folder.path,
      env: environment(home(), surroundings()),
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await came;
    child.kill('SIGKILL');
    await ended;
    receiver.answers.splice(0, 1, status(204));
    // Not while the killed run may still be at it.
    expect([(await run(hook())).code, receiver.received.length]).toEqual([0, 1]);
    expect((await run(hook(), LATER + 3 * MINUTE)).code).toBe(0);
    expect(receiver.received.map(({ verdict }) => verdict)).toEqual(['good', 'replayed']);
    expect((await run(hook(), LATER + 6 * MINUTE)).code).toBe(0);
    expect(receiver.received).toHaveLength(2);
  });

  it('is delivered once by two runs at once', async () => {
    receiver.answers.splice(0, 1, (response) => setTimeout(() => response.writeHead(204).end(), 300));
    const runs = await Promise.all([run(hook()), run(hook())]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(receiver.received).toHaveLength(1);
  });

  it('starts a program that gets it on its input, and none of the keys', async () => {
    const keep = `require('fs').writeFileSync('told.json', JSON.stringify({ env: process.env, args: process.argv.slice(1), input: require('fs').readFileSync(0, 'utf8') }))`;
    const args = ['-e', keep, '--', '$(touch owned)'].map((arg) => `--exec-arg=${arg}`);
    expect(await run(['--exec', process.execPath, ...args])).toMatchObject({ code: 0 });
    const told = readFileSync(join(folder.path, 'told.json'), 'utf8');
    const {
      env,
      args: given,
      input,
    } = JSON.parse(told) as { env: Record<string, string>; args: string[]; input: string };
    expect(given).toEqual(['$(touch owned)']);
    expect((JSON.parse(input) as Alert).data.video.title).toBe(TITLE);
    expect(env).toMatchObject({ INSIGHT_ALERT_RULE: 'z=2.5', INSIGHT_ALERT_VIDEO: 'hit00000000' });
    expect(told).not.toContain(KEY);
    expect(told).not.toContain(SECRET);
    expect(existsSync(join(folder.path, 'owned'))).toBe(false);
    rmSync(join(folder.path, 'told.json'));
    expect(await run(['--exec', process.execPath, ...args])).toMatchObject({ code: 0 });
    expect(existsSync(join(folder.path, 'told.json'))).toBe(false);
  });
});

it.each([
  [['--alert', 'zz=2'], 2, 'z=2'],
  [['--alert', 'z=2', '--webhook', 'https://169.254.169.254/'], 2, '--allow-private'],
  // These print rows of channels: the alerts would count as told, and never come again.
  [['--alert', 'z=2', '--format', 'csv'], 2, 'csv shows channels, and no alerts'],
  [['--alert', 'z=2', '-o', 'run.md'], 2, 'md shows channels, and no alerts'],
  [['--alert', 'z=2', '--fields', 'title'], 2, '--fields shows channels, and no alerts'],
])('a wrong %j ends with %i before anything is asked', async (words, code, hint) => {
  emulator.reset();
  const wrong = await runInsight(['track', 'run', ...words], surroundings());
  expect([wrong.code, wrong.stdout, emulator.requests.length]).toEqual([code, '', 0]);
  expect(wrong.stderr).toContain(hint);
});

it('without a secret no webhook is sent', async () => {
  emulator.reset();
  const words = ['track', 'run', '--alert', 'z=2', ...hook()];
  const wrong = await runInsight(words, surroundings(LATER, ''));
  expect([wrong.code, emulator.requests.length]).toEqual([4, 0]);
});

function filesBelow(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [readFileSync(path, 'latin1')];
  return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
}
