import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { channelFromJson } from './emulator/channel-from-json.js';
import { startEmulator, type Emulator } from './emulator/emulator.js';
import { applyFields, parseFields } from './emulator/fields-mask.js';
import { madeUpChannels } from './emulator/made-up-channels.js';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ keys: ['good', 'other'], quotas: { units: 12, searches: 2, stats: 2 } });
});
beforeEach(() => {
  emulator.reset();
});
afterAll(() => emulator.close());

interface GoogleBody {
  readonly error?: {
    readonly code: number;
    readonly message: string;
    readonly errors: readonly { readonly reason: string }[];
  };
  readonly items?: readonly unknown[];
}

async function ask(path: string, init: RequestInit = {}): Promise<{ response: Response; body: GoogleBody }> {
  const response = await fetch(emulator.url + path, init);
  return { response, body: (await response.json()) as GoogleBody };
}

describe('the emulator refuses, as Google does,', () => {
  it.each([
    ['order=views', 'search?part=snippet&q=x&order=views', 'invalidParameter'],
    ['maxResults=51', 'playlistItems?part=snippet&playlistId=UU1&maxResults=51', 'invalidParameter'],
    ['maxResults=0 for videos', 'videos?part=snippet&id=1&maxResults=0', 'invalidParameter'],
    ['maxResults=many', 'channels?part=snippet&id=1&maxResults=many', 'invalidParameter'],
    ['bogus=1', 'videos?part=snippet&id=1&bogus=1', 'badRequest'],
    ['a missing part', 'videos?id=1', 'missingRequiredParameter'],
    ['an unknown part', 'videos?part=snippet,likes&id=1', 'unknownPart'],
    ['a missing filter', 'channels?part=snippet', 'missingRequiredParameter'],
    ['two filters', 'channels?part=snippet&id=1&forHandle=@x', 'incompatibleParameters'],
    ['51 ids', `videos?part=snippet&id=${Array.from({ length: 51 }, (_, at) => at).join(',')}`, 'invalidParameter'],
    ['bogus=1 of a search', 'search?part=snippet&q=x&bogus=1', 'badRequest'],
    ['a search without a part', 'search?q=x', 'missingRequiredParameter'],
    ['comments of nothing', 'commentThreads?part=snippet', 'missingRequiredParameter'],
    ['comments of two things', 'commentThreads?part=snippet&videoId=1&channelId=2', 'incompatibleParameters'],
    ['101 comments', 'commentThreads?part=snippet&videoId=1&maxResults=101', 'invalidParameter'],
    ['a broken field mask', 'videos?part=snippet&id=1&fields=items(id', 'invalidParameter'],
  ])('%s', async (_, query, reason) => {
    const own = await startEmulator();
    try {
      const response = await fetch(`${own.url}youtube/v3/${query}&key=k`);
      const { error } = (await response.json()) as GoogleBody;
      expect([response.status, error?.code, error?.errors[0]?.reason]).toEqual([400, 400, reason]);
    } finally {
      await own.close();
    }
  });

  it.each(['image/fox?seed=1&size=9', 'prompt/fox?sede=1', 'prompt/?seed=1'])('pictures of %s', async (query) => {
    const { status } = await fetch(emulator.url + query, { headers: { authorization: 'Bearer x' } });
    expect(status).toBe(400);
  });

  it('a missing and an unknown key', async () => {
    const query = 'youtube/v3/videos?part=snippet&id=1';
    expect((await ask(query)).response.status).toBe(403);
    const unknown = await ask(query, { headers: { 'x-goog-api-key': 'bad' } });
    expect([unknown.response.status, JSON.stringify(unknown.body).includes('API_KEY_INVALID')]).toEqual([400, true]);
  });

  it('a spent quota, per key and per bucket', async () => {
    const search = (key: string) => ask(`youtube/v3/search?part=snippet&q=a&key=${key}`);
    const stats = (key: string) => ask(`youtube/v3/videos:batchGetStats?part=statistics&id=1&key=${key}`);
    expect([(await search('good')).response.status, (await search('good')).response.status]).toEqual([200, 200]);
    const spent = await search('good');
    expect([spent.response.status, JSON.stringify(spent.body)]).toEqual([
      429,
      expect.stringContaining('PerDay') as string,
    ]);
    expect((await search('other')).response.status).toBe(200);
    expect([(await stats('good')).response.status, (await stats('good')).response.status]).toEqual([200, 200]);
    const empty = await stats('good');
    expect([empty.response.status, empty.body.error?.errors[0]?.reason]).toEqual([403, 'quotaExceeded']);
  });
});

describe('the emulator', () => {
  it('answers 304 to the ETag that it gave', async () => {
    const url = `${emulator.url}youtube/v3/videoCategories?part=snippet&regionCode=US&key=other`;
    const first = await fetch(url);
    const etag = first.headers.get('etag') ?? '';
    const second = await fetch(url, { headers: { 'if-none-match': etag } });
    expect([first.status, first.headers.get('content-encoding'), second.status, await second.text()]).toEqual([
      200,
      'gzip',
      304,
      '',
    ]);
  });

  it('takes scripted faults over the wire and lists what came in', async () => {
    const fault = { path: '/youtube', kind: 'quota', times: 1, after: 1 };
    const scripted = await fetch(`${emulator.url}__faults`, { method: 'POST', body: JSON.stringify(fault) });
    expect(await scripted.json()).toEqual([fault]);
    const statuses: number[] = [];
    for (let at = 0; at < 3; at++) {
      statuses.push(
        (await fetch(`${emulator.url}youtube/v3/videoCategories?part=snippet&regionCode=US&key=other`)).status,
      );
    }
    expect(statuses).toEqual([200, 403, 200]);
    const log = (await (await fetch(`${emulator.url}__requests`)).json()) as { path: string; status: number }[];
    expect(log.map(({ path, status }) => [path, status])).toEqual([
      ['/youtube/v3/videoCategories', 200],
      ['/youtube/v3/videoCategories', 403],
      ['/youtube/v3/videoCategories', 200],
    ]);
  });

  it('makes up the same channels for the same seed, and other ones for another', () => {
    expect(madeUpChannels(7, [50])).toEqual(madeUpChannels(7, [50]));
    expect(madeUpChannels(7, [50])).not.toEqual(madeUpChannels(8, [50]));
    for (const { id, videos } of madeUpChannels(7)) {
      expect(id).toMatch(/^UC[\w-]{22}$/);
      expect(videos.every((video) => /^[\w-]{11}$/.test(video.id))).toBe(true);
      expect(new Set(videos.map((video) => video.id)).size).toBe(videos.length);
    }
  });

  it('serves a channel that was given as JSON', async () => {
    const channel = channelFromJson({
      channel: { title: 'From a file', handle: '@from-a-file' },
      videos: [
        { id: 'aaaaaaaaaaa', title: 'old', publishedAt: '2020-01-01T00:00:00Z', views: 5 },
        { id: 'bbbbbbbbbbb', title: 'new', publishedAt: '2021-01-01T00:00:00Z' },
      ],
    });
    const own = await startEmulator({ channels: [channel] });
    const feed = await (await fetch(`${own.url}feeds/videos.xml?channel_id=${channel.id}`)).text();
    await own.close();
    expect(feed.match(/<yt:videoId>(\w+)/g)).toEqual(['<yt:videoId>bbbbbbbbbbb', '<yt:videoId>aaaaaaaaaaa']);
    expect(channel.id).toMatch(/^UC[\w-]{22}$/);
  });
});

describe('a field mask', () => {
  const whole = { a: 1, b: { c: 2, d: [{ e: 3, f: 4 }, { e: 5 }] }, g: [] };
  it.each([
    ['a', { a: 1 }],
    ['b/c', { b: { c: 2 } }],
    ['b(c,d/e)', { b: { c: 2, d: [{ e: 3 }, { e: 5 }] } }],
    ['a,b/d(f)', { a: 1, b: { d: [{ f: 4 }, {}] } }],
    ['a,g', { a: 1 }],
    ['x', {}],
  ])('%s leaves what it names', (mask, left) => {
    expect(applyFields(whole, parseFields(mask))).toEqual(left);
  });
});
