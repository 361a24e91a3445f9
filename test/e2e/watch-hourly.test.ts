import { afterEach, beforeEach, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { madeUpChannels } from '../emulator/made-up-channels.js';
import { freshFolder, jsonOf, runInsight } from './run-insight.js';

const MINUTE = 60_000;
const HANDLES = ['@made-up-50', '@made-up-51'];
const BASE = madeUpChannels(1).filter(({ handle }) => HANDLES.includes(handle));

let home: ReturnType<typeof freshFolder>;
let emulator: Emulator;
beforeEach(() => {
  home = freshFolder();
});
afterEach(async () => {
  await emulator.close();
  home.remove();
});

interface Shown {
  readonly looks: number;
  readonly sinceLast: { readonly views: number; readonly videos: number; readonly hours: number };
}
interface Run {
  readonly looked: number;
  readonly failed: number;
}

/** Each video has 10 views more than at the run before. */
const afterRuns = async (count: number): Promise<void> => {
  const more = (views: number | null) => (views ?? 0) + count * 10;
  const channels = BASE.map((channel) => ({
    ...channel,
    videos: channel.videos.map((video) => ({ ...video, views: more(video.views) })),
  }));
  emulator = await startEmulator({ channels });
};

// The uploads and counts of other commands are kept for an hour, and a feed for 15 minutes. A job of every hour that is
// held up once comes less than an hour after that.
it.each([
  { every: '50m', apart: 59, source: 'api', videos: 50, key: { YOUTUBE_API_KEY: 'any' } },
  { every: '10m', apart: 11, source: 'api', videos: 50, key: { YOUTUBE_API_KEY: 'any' } },
  { every: '5m', apart: 6, source: 'feed', videos: 15, key: {} },
])(
  'each run of a job of every $apart minutes is a look of its own ($source)',
  { timeout: 60_000 },
  async ({ every, apart, source, videos, key }) => {
    const at = (run: number) => ({
      emulator,
      home: home.path,
      env: {
        ...key,
        NODE_OPTIONS: `--import=data:text/javascript,const%20now=Date.now;Date.now=()=>now()+${run * apart * MINUTE}`,
      },
    });
    const names = BASE.map(({ id }) => id);
    await afterRuns(0);
    expect((await runInsight(['track', 'add', ...names, '--source', source], at(0))).code).toBe(0);
    for (const run of [1, 2, 3, 4]) {
      await emulator.close();
      await afterRuns(run);
      const result = await jsonOf<Run>(['track', 'run', '--every', every, '--source', source], at(run));
      expect({ run, ...result }).toMatchObject({ run, looked: 2, failed: 0 });
      const { looks, sinceLast } = await jsonOf<Shown>(['track', 'show', names[0] ?? ''], at(run));
      expect({ looks, ...sinceLast }).toMatchObject({ looks: run + 1, views: videos * 10, videos });
      expect(sinceLast.hours * 60).toBeCloseTo(apart, 0);
    }
  },
);
