import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { runInsight } from './run-insight.js';

const KEY = 'AIzaCANARY-never-to-be-seen-0123456789';
const AS_OF = ['--as-of', '2026-11-21T00:00:00Z'];
/** Two channels whose figures can be worked out by hand. */
const TABLE = [
  'channel,title,views,likes,comments,published',
  ...[100, 200, 300, 400, 5000].map((views, at) => `Lamp,lamp ${at},${views},${views / 10},0,2026-11-0${at + 1}`),
  ...[10, 20, 30, 40].map((views, at) => `Oars,oars ${at},${views},,,2026-10-0${at * 2 + 1}`),
].join('\n');

interface Profile {
  readonly channel: { readonly title: string | null };
  readonly views: { readonly median: number; readonly n: number };
  readonly best: { readonly title: string; readonly multiple: number } | null;
  readonly engagement: { readonly median: number | null; readonly n: number };
  readonly uploads: { readonly perWeek: number } | null;
  readonly outliers: { readonly high: number };
  readonly error?: { readonly kind: string };
}

const parsed = ({ stdout }: { readonly stdout: string }) => JSON.parse(stdout) as readonly Profile[];

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ keys: [KEY] });
});
beforeEach(() => {
  emulator.reset();
});
afterAll(() => emulator.close());

const api = () => ({ emulator, env: { YOUTUBE_API_KEY: KEY } });

it('gives each channel its figures, with the n of every median', async () => {
  const run = await runInsight(['compare', '--from', '-', '--json', ...AS_OF], { stdin: TABLE });
  const [lamp, oars] = parsed(run);
  expect(lamp).toMatchObject({
    channel: { title: 'Lamp' },
    views: { median: 300, n: 5 },
    best: { title: 'lamp 4', multiple: 5000 / 300 },
    engagement: { median: 0.1, n: 5 },
    uploads: { perWeek: 7 },
  });
  expect(oars).toMatchObject({
    views: { median: 25, n: 4 },
    engagement: { median: null, n: 0 },
    uploads: { perWeek: 3.5 },
  });
});

it('puts up to four channels in columns, and marks the highest of each line', async () => {
  const { stdout } = await runInsight(['compare', '--from', '-', ...AS_OF], { stdin: TABLE });
  expect(stdout).toContain('Lamp has the highest median views: 300 (n 5).');
  const line = (name: string) => stdout.split('\n').find((one) => one.trim().startsWith(name)) ?? '';
  expect(line('Median views')).toMatch(/300 \(n 5\) ▲ +25 \(n 4\)$/);
  expect(line('Uploads a week')).toMatch(/7\.0 ▲ +3\.5$/);
  // What only one knows has no comparison, but a highest.
  expect(line('Median engagement')).toMatch(/10\.0 % \(n 5\) ▲ +–$/);
});

it('puts more channels into lines, by title, handle or id', async () => {
  const five = `channel,title,views,published\n${['A', 'B', 'C', 'D', 'E'].map((name) => `${name},a,1,2026-01-01`).join('\n')}`;
  const { stdout } = await runInsight(['compare', '--from', '-', ...AS_OF], { stdin: five });
  expect(stdout).toMatch(/CHANNEL +VIDEOS +MEDIAN VIEWS/);
  expect(stdout).toMatch(/^ {2}E +1 /m);
});

it('a channel that fails stands in its place, exit 7, and the others are compared', async () => {
  const run = await runInsight(['compare', '@made-up-50', '@nobody-here', '@made-up-mixed', '--json', ...AS_OF], api());
  expect(run.code).toBe(7);
  expect(parsed(run).map(({ error }) => error?.kind ?? 'good')).toEqual(['good', 'not-found', 'good']);
});

it('costs what looking at each costs, planned before', async () => {
  const plan = await runInsight(['compare', '@made-up-50', '@made-up-mixed', '--plan', '--json'], api());
  expect(JSON.parse(plan.stdout)).toMatchObject({ plan: { usual: { units: 6 } } });
  expect(emulator.requests).toHaveLength(0);
});

it('writes a line a channel as csv', async () => {
  const words = ['compare', '--from', '-', '--format', 'csv', '--fields', 'channel.title,views.median', ...AS_OF];
  expect((await runInsight(words, { stdin: TABLE })).stdout).toBe('channel.title,views.median\nLamp,300\nOars,25\n');
});

it('one channel is a question of another command', async () => {
  const { code, stderr } = await runInsight(['compare', '@made-up-50'], api());
  expect(code).toBe(2);
  expect(stderr).toContain('one channel cannot be compared');
});
