import { afterEach, describe, expect, it } from 'vitest';
import { apiSource } from '../../../src/providers/youtube.js';
import { startEmulator, type Emulator } from '../../emulator/emulator.js';
import { failureOf, readOne } from '../channel-of.js';
import { realHttp } from '../http/real-http.js';
import { PLENTY } from '../made-up-parts.js';
import { DAY, days, facts, HOUR } from './days.js';

let running: Emulator | null = null;
afterEach(async () => {
  await running?.close();
  running = null;
});

const counted = (asked: readonly string[]): Record<string, number> =>
  asked.reduce<Record<string, number>>((sum, path) => ({ ...sum, [path]: (sum[path] ?? 0) + 1 }), {});

describe('a second look', () => {
  it.each(['@made-up-0', '@made-up-3', '@made-up-120', '@made-up-mixed'])(
    'at %s within the hour costs nothing and finds the same',
    async (handle) => {
      const channel = days(handle);
      const first = await channel.look();
      channel.now += HOUR - 1;
      const second = await channel.look();
      expect(second.asked).toEqual([]);
      expect(facts(second)).toEqual(facts(first));
      expect(second.source).toMatchObject({ cached: true, fetchedAt: first.source.fetchedAt, cost: { requests: 0 } });
      expect([first.source.cached, second.collectedAt]).toEqual([false, first.collectedAt]);
    },
  );

  it('asks for what is missing only: a larger limit costs the pages behind', async () => {
    const channel = days('@made-up-500');
    expect((await channel.look({ limit: 50 })).asked).toHaveLength(3);
    const more = await channel.look({ limit: 100 });
    expect(more.asked).toEqual(['playlistItems', 'videos']);
    expect(facts(more)).toEqual(facts(await channel.anew({ limit: 100 })));
    expect((await channel.look({ limit: 20 })).asked).toEqual([]);
  });

  it('whose counts are of two times is of the earlier one', async () => {
    const channel = days('@made-up-120');
    const first = await channel.look({ limit: 50 });
    channel.now += HOUR / 2;
    expect((await channel.look({ limit: 100 })).collectedAt).toBe(first.collectedAt);
    // The list is read anew with the newest page, whose counts are old; those behind are half an hour old.
    channel.now += HOUR / 2;
    expect(await channel.look({ limit: 100 })).toMatchObject({ collectedAt: channel.now - HOUR / 2 });
  });

  it('that is to be fresh takes no kept list and no kept count, but knows the channel and its titles', async () => {
    const channel = days('@made-up-120');
    await channel.look({ limit: 50 });
    channel.now += HOUR / 60;
    channel.upload(1);
    channel.change((video) => ({ ...video, views: (video.views ?? 0) + 5 }));
    const fresh = await channel.look({ limit: 50, fresh: true });
    expect(fresh.asked).toEqual(['playlistItems', 'videos']);
    expect(facts(fresh)).toMatchObject({ videos: (await channel.anew({ limit: 50 })).videos });
    expect(fresh.collectedAt).toBe(channel.now);
    channel.now += HOUR / 60;
    const next = await channel.look({ limit: 50, fresh: true });
    expect([next.asked, next.collectedAt]).toEqual([['playlistItems', 'videos:batchGetStats'], channel.now]);
  });

  it('with --refresh asks for everything, and leaves it for the next', async () => {
    const channel = days('@made-up-120');
    await channel.look();
    channel.change((video) => ({ ...video, title: `${video.title}!` }));
    const fresh = await channel.look({ reading: 'refresh' });
    expect(fresh.asked).toHaveLength(7);
    expect([...fresh.videos].every(({ title }) => title?.endsWith('!'))).toBe(true);
    expect((await channel.look()).videos).toEqual(fresh.videos);
  });
});

describe('a look on the next day', () => {
  it('at 500 videos costs at most 14 requests, none a search, and finds what a new reader finds', async () => {
    const channel = days('@made-up-500');
    expect((await channel.look()).asked).toHaveLength(21);
    for (const uploads of [0, 1, 3]) {
      channel.now += DAY;
      channel.upload(uploads === 0 ? 0 : uploads);
      channel.change((video) => ({ ...video, views: (video.views ?? 0) + 1000, likes: (video.likes ?? 0) + 7 }));
      const daily = await channel.look();
      expect(daily.asked.length).toBeLessThanOrEqual(14);
      expect(daily.asked).not.toContain('search');
      expect(counted(daily.asked)).toMatchObject({ channels: 1, playlistItems: 1 });
      expect(counted(daily.asked)['videos:batchGetStats']).toBeGreaterThanOrEqual(9);
      expect(daily.source).toMatchObject({ cached: false, cost: { requests: daily.asked.length, searches: 0 } });
      expect(facts(daily)).toEqual(facts(await channel.anew()));
      expect(daily.collectedAt).toBe(channel.now);
    }
  });

  it('never costs more than reading anew, whatever the limit', async () => {
    for (const limit of [10, 50, 51, 120]) {
      const channel = days('@made-up-120');
      const first = await channel.look({ limit });
      channel.now += DAY;
      channel.upload(2);
      const second = await channel.look({ limit });
      expect(second.asked.length).toBeLessThanOrEqual(first.asked.length);
      expect(facts(second)).toEqual(facts(await channel.anew({ limit })));
    }
  });

  it('reads on when more than a page is new', async () => {
    const channel = days('@made-up-120');
    await channel.look();
    channel.now += DAY;
    channel.upload(70);
    const second = await channel.look();
    expect(counted(second.asked)).toMatchObject({ playlistItems: 2 });
    expect(facts(second)).toEqual(facts(await channel.anew()));
  });

  it('keeps to since and until', async () => {
    const channel = days('@made-up-120');
    await channel.look();
    channel.now += DAY;
    const [newest, oldest] = [channel.channel.videos[20], channel.channel.videos[70]];
    const span = { since: oldest?.publishedAt ?? 0, until: newest?.publishedAt ?? 0 };
    const second = await channel.look(span);
    expect(second.videos).toHaveLength(50);
    expect(facts(second)).toEqual(facts(await channel.anew(span)));
  });

  it('leaves out what was deleted or made private since', async () => {
    const channel = days('@made-up-120');
    await channel.look();
    channel.now += DAY;
    const gone = [3, 60, 61, 119].map((at) => channel.channel.videos[at]?.id);
    channel.change((video) => (gone.includes(video.id) ? { ...video, state: 'deleted' } : video));
    const second = await channel.look();
    expect(second.videos).toHaveLength(116);
    expect(second.videos.filter(({ id }) => gone.includes(id ?? ''))).toEqual([]);
    expect(second.skipped).toEqual({ deleted: 4, private: 0, upcoming: 0 });
    channel.now += 60_000;
    expect((await channel.look()).asked).toEqual([]);
  });

  it('sees an announced stream start', async () => {
    const channel = days('@made-up-mixed');
    expect((await channel.look()).skipped.upcoming).toBe(2);
    channel.now += DAY;
    channel.change((video) => (video.state === 'upcoming' ? { ...video, state: 'streamed' } : video));
    const second = await channel.look();
    expect(second.skipped.upcoming).toBe(0);
    expect(facts(second)).toEqual(facts(await channel.anew()));
  });

  it('trusts nothing that a clock set forward kept', async () => {
    const channel = days('@made-up-120');
    await channel.look();
    channel.now -= 30 * DAY;
    expect((await channel.look()).asked).toHaveLength(7);
  });
});

describe('offline', () => {
  it('sends nothing, uses answers of any age, and says how old they are', async () => {
    const channel = days('@made-up-120');
    const first = await channel.look();
    channel.now += 40 * DAY;
    channel.upload(3);
    const second = await channel.look({ reading: 'offline' });
    expect(second.asked).toEqual([]);
    expect(facts(second)).toEqual(facts(first));
    expect(second.notes.join()).toContain('40 days old');
    expect(second.source).toMatchObject({ cached: true, fetchedAt: first.source.fetchedAt });
  });

  it('finds nothing when nothing, or too little, is kept', async () => {
    const channel = days('@made-up-120');
    for (const limit of [10, 120]) {
      const failure = await failureOf(channel.look({ reading: 'offline', limit }));
      expect([failure.kind, failure.hint]).toEqual(['not-found', 'run it once without --offline']);
      await channel.look({ limit: 10 });
      if (limit === 10) expect((await channel.look({ reading: 'offline', limit })).videos).toHaveLength(10);
    }
  });
});

describe('what is kept', () => {
  it('of a failed look need not be paid for again', async () => {
    const channel = days('@made-up-500');
    running = await startEmulator({ channels: [channel.channel], quotas: { units: 11 } });
    const parts = { keys: ['k'], book: PLENTY, http: realHttp(), cache: channel.cache, timeZone: () => 'UTC' };
    const source = apiSource({ ...parts, baseUrl: running.url, reading: 'normal', now: () => channel.now });
    expect((await failureOf(readOne(source, '@made-up-500'))).kind).toBe('quota');
    const { asked, videos } = await channel.look();
    expect(videos).toHaveLength(500);
    expect(asked.length).toBeLessThanOrEqual(21 - 8);
  });

  it('is thrown away when it is not understood', async () => {
    const channel = days('@made-up-120');
    const first = await channel.look();
    for (const body of ['', '{', '[]', 'null', '{"items":7}']) {
      for (const [name, answer] of channel.cache.kept) channel.cache.kept.set(name, { ...answer, body, etag: null });
      expect(facts(await channel.look())).toEqual(facts(first));
    }
  });
});

describe('a limit', () => {
  it('is not followed for ever through dead uploads', async () => {
    const channel = days('@made-up-500');
    channel.change((video, at) => (at < 450 ? { ...video, state: 'private' } : video));
    const { asked, videos, skipped, notes } = await channel.look({ limit: 20 });
    expect(counted(asked)).toEqual({ channels: 1, playlistItems: 3 });
    expect([videos.length, skipped.private]).toEqual([0, 150]);
    expect(notes).toEqual(['Made-up channel 500: of the newest 150 uploads most are not public.']);
  });
});
