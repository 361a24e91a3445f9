import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelVideos, VideoRequest, VideoSource } from '../../../src/providers/ports.js';
import { NO_COST } from '../../../src/domain/source.js';
import type { Video } from '../../../src/domain/video.js';
import { Failure, type FailureKind } from '../../../src/errors.js';
import type { Database } from '../../../src/store/database.js';
import { openInsight } from '../../../src/store/insight-db.js';
import { VideoLooks } from '../../../src/store/looks/video-looks.js';
import { SyncBook } from '../../../src/store/sync-book.js';
import { TrackedChannels } from '../../../src/store/tracked-channels.js';
import { planWatch } from '../../../src/tools/watch/plan-watch.js';
import { runWatch, type WatchResult } from '../../../src/tools/watch/run-watch.js';
import { freshDir } from '../../store/processes.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOON = Date.UTC(2026, 10, 21, 12);
const EVERY = 20 * HOUR;

let database: Database;
let looks: VideoLooks;
let followed: TrackedChannels;
let now: number;
const asked: string[] = [];
beforeEach(async () => {
  now = NOON;
  asked.length = 0;
  ({ database } = await openInsight({ dir: freshDir(), now: () => now, random: Math.random }));
  looks = new VideoLooks(database);
  followed = new TrackedChannels(database, new SyncBook(database, Math.random));
});
afterEach(() => {
  database.close();
});

const ids = (count: number) => Array.from({ length: count }, (_, at) => `UC${String(at).padStart(22, '0')}`);
const follow = (count: number) => {
  for (const id of ids(count))
    followed.add({ id, title: `Channel ${id.slice(-2)}`, handle: null }, { at: now, subscribers: 1 });
};

const video = (id: string, publishedAt: number, views: number): Video => ({
  ...{ id, title: id, description: null, tags: [], publishedAt, durationSeconds: 600 },
  ...{ views, likes: null, comments: null, live: false, shortLink: null },
});

/** A channel with twelve videos, and one more for each day that has passed since noon, which does ten times as well. */
function channelOf(id: string): ChannelVideos {
  const old = Array.from({ length: 12 }, (_, at) => video(`${id.slice(-2)}-${at}`, NOON - (at + 3) * DAY, 1000 + at));
  const days = Math.floor((now - NOON) / DAY);
  const added = Array.from({ length: days }, (_, at) =>
    video(`${id.slice(-2)}-new${at}`, NOON + at * DAY + HOUR, 10_000),
  );
  return {
    channel: { id, title: `Channel ${id.slice(-2)}`, handle: null, subscribers: 5 },
    videos: [...added.reverse(), ...old],
    total: null,
    skipped: { deleted: 0, private: 0, upcoming: 0 },
    source: { kind: 'api', fetchedAt: null, cached: false, cost: NO_COST },
    collectedAt: now,
    notes: [],
  };
}

type Reading = (id: string, request: VideoRequest) => ChannelVideos | FailureKind;
const source = (read: Reading): VideoSource => ({
  kind: 'api',
  read: (request) => {
    const id = request.subject?.value ?? '';
    asked.push(id);
    request.onCost?.({ ...NO_COST, requests: 2, units: 2 });
    const found = read(id, request);
    if (typeof found === 'string') return Promise.reject(new Failure(found, `no: ${found}`, 'do something'));
    return Promise.resolve([found]);
  },
});

const watch = (read: Reading = channelOf, run = 'run', signal = new AbortController().signal): Promise<WatchResult> =>
  runWatch(
    { source: source(read), looks, followed, now: () => now, onProgress: () => undefined, signal },
    { run, everyMs: EVERY, limit: 50 },
  );

describe('a run over the followed channels', () => {
  it('looks at those that are due, and adds up what it cost, also of those that fail', async () => {
    follow(6);
    const first = await watch((id) => (id.endsWith('3') ? 'not-found' : channelOf(id)));
    expect(first).toMatchObject({ followed: 6, due: 6, looked: 5, failed: 1, videos: 60, newVideos: [] });
    expect(first.source.cost).toMatchObject({ units: 12 });
    expect(first.channels.find(({ state }) => state === 'failed')?.error?.kind).toBe('not-found');
    now += HOUR;
    expect(await watch()).toMatchObject({ due: 1, looked: 1 });
    now += 18 * HOUR;
    expect(await watch()).toMatchObject({ due: 0, looked: 0 });
    now += HOUR;
    expect(await watch()).toMatchObject({ due: 5, looked: 5 });
  });

  it('tells the videos published since the look before, with what outliers say of them', async () => {
    follow(1);
    expect((await watch()).newVideos).toEqual([]);
    now += DAY;
    const { newVideos } = await watch();
    expect(newVideos).toMatchObject([
      { id: '00-new0', views: 10_000, channel: { title: 'Channel 00' }, outlier: 'high' },
    ]);
    expect(newVideos[0]?.z).toBeGreaterThan(3);
    expect(newVideos[0]?.smartScore).not.toBeNull();
    now += DAY;
    expect((await watch()).newVideos.map(({ id }) => id)).toEqual(['00-new1']);
  });

  it.each(['quota', 'key'] as const)('without %s asks no more, keeps what it has, and names the rest', async (kind) => {
    follow(20);
    const result = await watch((id) => (Number(id.slice(-2)) < 3 ? channelOf(id) : kind));
    expect(result).toMatchObject({ looked: 3, failed: 17 });
    expect(asked.length).toBeLessThan(10);
    expect(looks.channels()).toHaveLength(3);
    expect(new Set(result.channels.map(({ error }) => error?.kind))).toEqual(new Set([undefined, kind]));
    // What has no look yet comes first in the next run.
    asked.length = 0;
    now += DAY;
    await watch();
    expect(asked.slice(-3).sort()).toEqual(ids(3));
  });

  it('does not wait for each channel where nobody answers, but does for one that fails by itself', async () => {
    follow(30);
    expect(await watch(() => 'provider')).toMatchObject({ looked: 0, failed: 30 });
    expect(asked.length).toBeLessThan(12);
    asked.length = 0;
    expect(await watch((id) => (Number(id.slice(-2)) % 2 === 0 ? 'provider' : channelOf(id)))).toMatchObject({
      looked: 15,
    });
    expect(asked).toHaveLength(30);
  });

  it('takes no old figures for new ones', async () => {
    follow(1);
    const stale = (id: string) => ({ ...channelOf(id), collectedAt: NOON - 2 * DAY, notes: ['The feed is down.'] });
    const { channels } = await watch(stale);
    expect(channels).toMatchObject([
      { state: 'failed', error: { kind: 'provider', message: 'only the figures of 2026-11-19 could be had' } },
    ]);
    expect(looks.channels()).toEqual([]);
  });

  it('that is interrupted keeps what it has, and leaves the rest to the next one at once', async () => {
    follow(8);
    const broken = watch((id) => (Number(id.slice(-2)) < 2 ? channelOf(id) : 'interrupted'));
    await expect(broken).rejects.toMatchObject({ kind: 'interrupted' });
    const kept = looks.channels().length;
    expect(await watch(channelOf, 'next')).toMatchObject({ due: 8 - kept, busy: 0, looked: 8 - kept });
  });

  it('whose channel another run has taken over keeps nothing of it', async () => {
    follow(1);
    const result = await watch((id) => {
      // It was so slow that its claim ended.
      now += 10 * 60_000;
      looks.claim([id], { run: 'other', now, since: now - EVERY, until: now + 60_000 });
      return { ...channelOf(id), collectedAt: now };
    });
    expect(result).toMatchObject({ looked: 0, failed: 0, channels: [{ state: 'elsewhere' }] });
    expect(looks.channels()).toEqual([]);
  });

  it('fails as a whole when nothing can be kept', async () => {
    follow(2);
    await expect(watch(() => 'unexpected')).rejects.toMatchObject({ kind: 'unexpected' });
  });
});

describe('the plan of a run', () => {
  it('is one unit for 50 channels, and two for every 50 videos of each', () => {
    const hundred = ids(100).map((id) => ({ id, title: null, handle: null, snapshots: 0, first: null, newest: null }));
    const planOf = (count: number, limit: number) => planWatch('api', hundred.slice(0, count), limit, 1).plan;
    expect(planOf(100, 50).usual).toMatchObject({ requests: 202, units: 202 });
    expect(planOf(51, 200).usual).toMatchObject({ units: 2 + 51 * 8 });
    expect(planOf(1, 50).usual).toMatchObject({ units: 3 });
    expect(planOf(0, 50).atMost).toMatchObject({ units: 0 });
    expect(planOf(1, 50).atMost.units).toBeGreaterThanOrEqual(3 * (1 + 1 + 2));
    expect(planWatch('feed', hundred, 50, 0).plan.usual).toMatchObject({ requests: 100, units: 0 });
  });
});
