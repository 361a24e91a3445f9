import { expect, test } from 'vitest';
import { jsonOf, runInsight } from './run-insight.js';

const DAY_MS = 86_400_000;
const STREAK = ['streak', '--from', '-', '--as-of', '2026-11-20T12:00', '--tz', 'UTC'];

/** Weekly long videos, Fridays at 20:30, with about a thousand views. */
const WEEKLY = ['title,published,views,duration']
  .concat(
    Array.from({ length: 40 }, (_, at) => {
      const published = new Date(Date.UTC(2026, 10, 13, 20, 30) - at * 7 * DAY_MS).toISOString();
      return [`weekly ${at}`, published, 900 + ((at * 37) % 21) * 10, 600].join(',');
    }),
  )
  .join('\n');

test('streak says what the next upload may expect, what such forecasts were worth, and that the data cannot tell', async () => {
  const { code, stdout } = await runInsight(STREAK, { stdin: WEEKLY });
  expect(code).toBe(0);
  expect(stdout).toMatch(
    / {2}Next {5}long, n 40: views by age, with 80 % intervals\n {11}7 d: [\d.k]+ \([\d.k]+–[\d.k]+\) · 30 d: [\d.k]+ \(.*\) · 90 d: /,
  );
  expect(stdout).toMatch(/\n {11}level tested on 31: 100\.0 % held, off by [\d.]+×; mean × 1\.1 by [\d.]+×\n/);
  expect(stdout).toContain(
    'When     the data cannot tell whether a slot does better\n           habit: Fri 18–21 (40)\n',
  );
});

test('the JSON has a prediction for each format with enough uploads, and the slots', async () => {
  interface Outlook {
    readonly predictions: readonly { format: string; n: number; expected: readonly { afterDays: number }[] }[];
    readonly schedule: { readonly verdict: string; readonly slots: readonly object[] };
  }
  const { predictions, schedule } = await jsonOf<Outlook>(STREAK, { stdin: WEEKLY });
  expect(predictions.map(({ format, n }) => [format, n])).toEqual([['long', 40]]);
  expect(predictions[0]?.expected.map(({ afterDays }) => afterDays)).toEqual([7, 30, 90]);
  expect(schedule).toMatchObject({ verdict: 'cannot tell', slots: [{ weekday: 5, fromHour: 18, uploads: 40, n: 40 }] });
  const few = await runInsight(STREAK, { stdin: WEEKLY.split('\n').slice(0, 6).join('\n') });
  expect(few.stdout).toContain('Next     fewer than 8 uploads of each format: nothing to go by');
});

test('where the mean × 1.1 did better in the back test, the screen and the JSON say so', async () => {
  const rising = ['title,published,views,duration']
    .concat(
      Array.from({ length: 200 }, (_, at) => {
        const published = new Date(Date.UTC(2022, 0, 7, 20, 30) + at * 7 * DAY_MS).toISOString();
        return ['rising', published, Math.round(1e6 * 1.004 ** at), 600].join(',');
      }),
    )
    .join('\n');
  const asked = ['streak', '--from', '-', '--as-of', '2028-01-01T12:00', '--tz', 'UTC'];
  const { stdout } = await runInsight(asked, { stdin: rising });
  expect(stdout).toMatch(/level tested on 192: .* held, off by [\d.]+×; mean × 1\.1 better, by [\d.]+×\n/);
  interface Tested {
    readonly predictions: readonly { readonly backTest: { readonly naiveBetter: boolean } | null }[];
  }
  const betterIn = async (stdin: string) =>
    (await jsonOf<Tested>(asked, { stdin })).predictions.map(({ backTest }) => backTest?.naiveBetter);
  expect(await betterIn(rising)).toEqual([true]);
  expect(await betterIn(WEEKLY)).toEqual([false]);
});

test('a slot is told with what to expect of it, drawn towards none, and with two decimals', async () => {
  const rows = Array.from({ length: 60 }, (_, at) => {
    const monday = Date.UTC(2026, 10, 9, 9, 30) - at * 7 * DAY_MS;
    const views = 900 + ((at * 37) % 21) * 10;
    return [
      ['Monday', new Date(monday).toISOString(), views, 600].join(','),
      ['Thursday', new Date(monday + 3 * DAY_MS).toISOString(), 2 * views, 600].join(','),
    ];
  }).flat();
  const { stdout } = await runInsight(STREAK, { stdin: ['title,published,views,duration', ...rows].join('\n') });
  expect(stdout).toMatch(/When {5}Thu 9–12: expected 1\.[12]\d× the views \(80 %: 1\.1\d–1\.[12]\d, n 60\)\n/);
  expect(stdout).toContain('Try Thu 9–12 more often: a little more views are expected then (1.');
});
