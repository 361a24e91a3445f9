import { expect, test } from 'vitest';
import { jsonOf, runInsight } from './run-insight.js';

const DAY_MS = 86_400_000;
const AS_OF = Date.UTC(2026, 10, 20, 12);
const ROBUST = ['outliers', '--from', '-', '--method', 'robust', '--as-of', '2026-11-20T12:00'];

/** A table of videos, each `[title, days old, views, seconds]`. */
const table = (rows: readonly (readonly [string, number, number, number])[]) =>
  ['title,published,views,duration']
    .concat(
      rows.map(([title, days, views, seconds]) =>
        [title, new Date(AS_OF - days * DAY_MS).toISOString(), views, seconds].join(','),
      ),
    )
    .join('\n');

const usual = Array.from({ length: 30 }, (_, at) => [`usual ${at}`, 100 + 5 * at, 900 + at * 10, 600] as const);
const CHANNEL = table([
  ...usual,
  ['giant', 120, 90_000, 600],
  ['early', 3, 9_000, 600],
  ['dud', 140, 10, 600],
  ['a Short', 90, 5, 30],
]);

test('the screen names both sides, how sure it is, the usual range, what is not judged, and the method with its n', async () => {
  const { code, stdout } = await runInsight(ROBUST, { stdin: CHANNEL });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^34 videos · file/);
  expect(stdout).toMatch(
    /2 of 34 videos stand out; the best has [\d.]+× what uploads around it have\. 1 falls far below\./,
  );
  expect(stdout).toMatch(/^▲ +[\d.]+ +[\d.]+× {2}strong +90k +[\d.k]+–[\d.k]+ +4 mo {2}giant$/m);
  expect(stdout).toMatch(/^▲ .*provisional +9\.0k .* 3 d {2}early$/m);
  expect(stdout).toMatch(/^▼ +−[\d.]+ +0\.01× {2}strong +10 .* dud$/m);
  expect(stdout).toContain('1 of them is younger than 14 days: provisional.');
  expect(stdout).toContain('Not judged, fewer than 8: Shorts 1.');
  expect(stdout).toMatch(
    /robust: each against up to 21 uploads of its format around it.*\nUsual deviation: long [\d.]+× \(n 33\)/,
  );
  expect(stdout).not.toContain('usual 1');
  const all = await runInsight([...ROBUST, '--all'], { stdin: CHANNEL });
  expect(all.stdout.match(/usual \d+$/gm)).toHaveLength(30);
});

test('with fewer than 8 of each format nothing is said, and the exit code is 3', async () => {
  const few = table(usual.slice(0, 7));
  const { code, stdout, stderr } = await runInsight(ROBUST, { stdin: few });
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toContain('too few videos to say which stand out: 7, and it takes 8 of one format');
  expect((await runInsight(['outliers', '--from', '-'], { stdin: few })).code).toBe(0);
});

test('a table for programs has the fields of the method that was asked for', async () => {
  const header = async (words: readonly string[]) =>
    (await runInsight([...words, '--format', 'csv'], { stdin: CHANNEL })).stdout.split('\n')[0] ?? '';
  const plain = await header(['outliers', '--from', '-']);
  expect(plain).not.toContain('usual');
  expect(await header(ROBUST)).toBe(`${plain},z,tier,provisional,usual.views,usual.p25,usual.p75,usual.n`);
  const { videos } = await jsonOf<{ videos: { title: string; tier: string }[] }>(ROBUST, { stdin: CHANNEL });
  expect(videos[0]).toMatchObject({ title: 'giant', tier: 'strong', outlier: 'high' });
});

test('of many channels each is one line, the furthest outlier first; those with too few are counted, and that is no failure', async () => {
  const lines = (channel: string, text: string) =>
    text.split('\n').map((line, at) => (at === 0 ? '' : `${line},${channel}`));
  const rows = [
    ...['a', 'b', 'c', 'd', 'e'].flatMap((name) => lines(name, table(usual))),
    ...lines('few', table(usual.slice(0, 7))),
    ...lines('giant', table([...usual, ['the giant', 120, 90_000, 600]])),
  ].filter((line) => line !== '');
  const stdin = ['title,published,views,duration,channel', ...rows].join('\n');
  const { code, stdout, stderr } = await runInsight(ROBUST, { stdin });
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^1 of 181 videos stand out, each on its own channel \(6 of 7 channels\)\.\n\n.*\n +[\d.]+× {2}giant /,
  );
  expect(stdout).toContain('Method: robust.');
  expect(stderr).toContain('1 of 7 channels have fewer than 8 videos of one format with views and a date: no verdict');
});
