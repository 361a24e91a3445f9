import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import type { Fault } from '../emulator/faults.js';
import { madeUpChannels } from '../emulator/made-up-channels.js';
import type { StoredChannel } from '../emulator/stored-channel.js';
import { environment, freshFolder, jsonOf, PROGRAM, runInsight } from './run-insight.js';

const DAY = 86_400_000;
const MINUTE = 60_000;
const KEY = { YOUTUBE_API_KEY: 'any' };

/** Sets the clock of the program ahead. */
const ahead = (ms: number) => ({
  ...KEY,
  NODE_OPTIONS: `--import=data:text/javascript,const%20now=Date.now;Date.now=()=>now()+${ms}`,
});

const BASE = madeUpChannels(1).filter(({ handle }) => ['@made-up-50', '@made-up-51', '@made-up-120'].includes(handle));
const NAMES = BASE.map(({ handle }) => handle);

/** The channels on a day: each video has 1,000 views more than the day before, and the first channel one video more. */
const onDay = (day: number): StoredChannel[] =>
  BASE.map((channel, at) => {
    const videos = channel.videos.map((video) => ({ ...video, views: (video.views ?? 0) + day * 1000 }));
    const [first] = videos;
    if (at > 0 || first === undefined) return { ...channel, videos };
    const added = Array.from({ length: day }, (_, n) => ({
      ...{ ...first, id: `new-of-day-${day - n}`, title: `New ${day - n}`, views: n * 500 },
      publishedAt: Date.now() + (day - n) * DAY - 60 * MINUTE,
    }));
    return { ...channel, videos: [...added, ...videos] };
  });

let home: ReturnType<typeof freshFolder>;
let emulator: Emulator;
const day = async (number: number, latencyMs = 0) => {
  emulator = await startEmulator({ channels: onDay(number), latencyMs });
};
beforeEach(() => {
  home = freshFolder();
});
afterEach(async () => {
  await emulator.close();
  home.remove();
});

interface Result {
  readonly due: number;
  readonly busy: number;
  readonly looked: number;
  readonly failed: number;
  readonly source: { readonly cost: { readonly units: number } };
  readonly newVideos: readonly { readonly title: string; readonly channel: { readonly handle: string } }[];
}
interface Row {
  readonly channel: string;
  readonly at: string;
  readonly views: number;
  readonly title: string;
}

const at = (ms: number) => ({ emulator, home: home.path, env: ahead(ms) });
const watch = (ms: number) => jsonOf<Result>(['track', 'run'], at(ms));
const exported = async () => {
  const { stdout } = await runInsight(['track', 'export', '--json'], at(0));
  return JSON.parse(stdout) as Row[];
};
const dayOf = (instant: string, from: number) => Math.floor((Date.parse(instant) - from) / DAY);

/** The looks that are kept of each channel, by the day of the week that they are of. */
async function looks(from: number): Promise<Record<string, number[]>> {
  const kept: Record<string, Set<number>> = {};
  for (const { channel, at: instant } of await exported()) {
    (kept[channel] ??= new Set()).add(dayOf(instant, from));
  }
  return Object.fromEntries(Object.entries(kept).map(([channel, days]) => [channel, [...days]]));
}

/** Starts a run that meets a request without an answer, and kills it there as no program can prevent. */
async function killedRun(ms: number, fault: Omit<Fault, 'kind' | 'times'>): Promise<void> {
  emulator.fail({ ...fault, kind: 'hang', times: 1 });
  const child = spawn(process.execPath, [PROGRAM, 'track', 'run'], {
    env: environment(home.path, { emulator, env: ahead(ms) }),
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const hangs = () =>
    emulator.requests.some(({ answeredAt, cameAt }) => answeredAt === null && performance.now() - cameAt > 250);
  while (!hangs() && child.exitCode === null) await pause(20);
  child.kill('SIGKILL');
  await ended;
  emulator.reset();
}

/** Where each day's run is killed: before anything, between channels, and when one, two or all but one are kept. */
const KILLED: readonly Omit<Fault, 'kind' | 'times'>[] = [
  { path: '/youtube/v3/channels' },
  { path: '/youtube/v3/playlistItems' },
  { path: '/youtube/v3/playlistItems', after: 1 },
  { path: '/youtube/v3/videos' },
  { path: '/youtube/v3/playlistItems', after: 2 },
  { path: '/youtube/v3/channels' },
  { path: '/youtube/v3/playlistItems', after: 1 },
];

it(
  'a week of cron, each day one run killed: no gap, no double look, no unit above the plan',
  { timeout: 90_000 },
  async () => {
    const began = Date.now() - 60 * MINUTE;
    await day(0);
    await runInsight(['track', 'add', ...NAMES], at(0));
    const fresh: string[] = [];
    for (const [index, fault] of KILLED.entries()) {
      const number = index + 1;
      await emulator.close();
      await day(number);
      await killedRun(number * DAY, fault);
      // A job that comes at once leaves to the killed run what that has claimed; the next one does not.
      if (number === 1)
        expect(await watch(number * DAY + MINUTE)).toMatchObject({ due: 3, busy: 3, looked: 0, failed: 0 });
      emulator.reset();
      const result = await watch(number * DAY + 5 * MINUTE);
      expect(result).toMatchObject({ busy: 0, looked: result.due, failed: 0 });
      const asked = emulator.requests.length;
      // One for the channels together, and of each the newest page and the videos of one page, or of two where it has 51.
      expect(asked).toBeLessThanOrEqual(1 + 4 * result.due);
      expect(result.source.cost.units).toBe(asked);
      fresh.push(...result.newVideos.map(({ title }) => title));
      emulator.reset();
      expect(await watch(number * DAY + 10 * MINUTE)).toMatchObject({ due: 0 });
      expect(emulator.requests).toHaveLength(0);
    }
    const week = [0, 1, 2, 3, 4, 5, 6, 7];
    expect(await looks(began)).toEqual(Object.fromEntries(BASE.map(({ id }) => [id, week])));
    const rows = await exported();
    for (const number of week) {
      const [channel] = onDay(number).slice(1);
      const ofDay = rows.filter(
        ({ channel: id, at: instant }) => id === channel?.id && dayOf(instant, began) === number,
      );
      expect(ofDay.map(({ views }) => views).sort()).toEqual(
        channel?.videos
          .slice(0, 50)
          .map(({ views }) => views)
          .sort(),
      );
    }
    // What a killed run had kept already it could not tell: only on these days it died before it kept anything.
    expect(fresh.every((title) => title.startsWith('New '))).toBe(true);
    expect(fresh).toEqual(expect.arrayContaining(['New 1', 'New 6']));
    for (const number of week.slice(1)) {
      const days = rows
        .filter(({ title }) => title === `New ${number}`)
        .map(({ at: instant }) => dayOf(instant, began));
      expect([...new Set(days)].sort()).toEqual(week.slice(number));
    }
    const shown = await jsonOf<{
      looks: number;
      sinceLast: { views: number; videos: number };
      videos: { title: string; new: boolean }[];
    }>(['track', 'show', NAMES[0] ?? ''], at(0));
    expect(shown).toMatchObject({ looks: 8 });
    expect(shown.videos.filter((video) => video.new).map(({ title }) => title)).toEqual(['New 7']);
  },
);

it('two runs at once look at each channel once, and keep one look of it', { timeout: 60_000 }, async () => {
  const began = Date.now() - 60 * MINUTE;
  await day(0);
  await runInsight(['track', 'add', ...NAMES], at(0));
  await emulator.close();
  await day(1, 100);
  const both = await Promise.all([watch(DAY), watch(DAY), watch(DAY)]);
  expect(both.reduce((sum, { looked }) => sum + looked, 0)).toBe(3);
  const pages = emulator.requests.filter(({ path }) => path.endsWith('playlistItems'));
  const whose = pages.map(({ query }) => `${query.playlistId?.join() ?? ''} ${query.pageToken?.join() ?? ''}`);
  expect(new Set(whose).size).toBe(whose.length);
  expect(both.reduce((sum, { source }) => sum + source.cost.units, 0)).toBe(emulator.requests.length);
  expect(await looks(began)).toEqual(Object.fromEntries(BASE.map(({ id }) => [id, [0, 1]])));
});
