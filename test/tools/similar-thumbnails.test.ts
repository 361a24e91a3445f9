import { describe, expect, it } from 'vitest';
import type { MetVideo, PictureTraits, SeenVideo } from '../../src/domain/seen-video.js';
import { Failure } from '../../src/errors.js';
import type { Picture, SeenVideos, TopicSource } from '../../src/providers/ports.js';
import type { TextModel } from '../../src/providers/ports/text-model.js';
import type { PictureViewer } from '../../src/providers/ports/picture-viewer.js';
import { CostTally } from '../../src/tools/cost-tally.js';
import { similarThumbnails, type SimilarParts } from '../../src/tools/similar-thumbnails.js';
import { video } from '../domain/made-up-video.js';

/** A picture whose one byte decides its pixels: bright up to that column. */
const picture = (column: number): Picture => ({ bytes: Uint8Array.of(column), type: 'image/png' });
const id = (column: number) => `video-${String(column).padStart(5, '0')}`;

function surroundings(known: readonly number[], more: Partial<SimilarParts> = {}) {
  const videos = new Map<string, SeenVideo>();
  const traits = new Map<string, PictureTraits | null>();
  const notes: string[] = [];
  const kept: (readonly string[])[] = [];
  const fetched: string[] = [];
  const seen: SeenVideos = {
    remember: (some: readonly MetVideo[]) => {
      for (const one of some) videos.set(one.videoId, one);
    },
    search: () => [],
    byIds: (ids) => ids.flatMap((one) => videos.get(one) ?? []),
    count: () => ({ videos: videos.size, pictures: [...traits.values()].filter((some) => some !== null).length }),
    withoutPicture: (limit) => [...videos.keys()].filter((one) => !traits.has(one)).slice(0, limit),
    learnPicture: (videoId, some) => {
      traits.set(videoId, some);
    },
    pictures: () => [...traits].flatMap(([videoId, some]) => (some === null ? [] : [{ videoId, ...some }])),
  };
  const facts = {
    channelId: null,
    channelTitle: 'Someone',
    handle: null,
    thumbnailUrl: null,
    publishedAt: 0,
    views: 5,
    likes: null,
    comments: null,
    durationSeconds: null,
    seenAt: 0,
    tags: [],
  };
  seen.remember(known.map((column) => ({ videoId: id(column), title: `Column ${column}`, ...facts })));
  const viewer: PictureViewer = {
    open: () => Promise.reject(new Error('not asked for')),
    thumbnail: (videoId) => {
      fetched.push(videoId);
      return Promise.resolve(videoId.includes('404') ? null : picture(Number(videoId.slice(6))));
    },
    lookAt: ({ bytes }) =>
      Promise.resolve({
        width: 72,
        height: 72,
        pixels: {
          width: 72,
          height: 72,
          rgb: Uint8Array.from({ length: 72 * 72 * 3 }, (_, at) =>
            Math.floor(at / 3) % 72 < (bytes[0] ?? 0) ? 220 : 20,
          ),
        },
      }),
    squeezed: () => Promise.reject(new Error('not asked for')),
    smaller: (one) => Promise.resolve(one),
    requests: () => fetched.length,
  };
  const parts: SimilarParts = {
    viewer,
    seen,
    model: null,
    topics: null,
    tally: new CostTally(),
    onSeen: ({ tags }) => {
      kept.push(tags);
      return Promise.resolve();
    },
    now: () => 1_800_000_000_000,
    note: (sentence) => notes.push(sentence),
    onProgress: () => undefined,
    signal: new AbortController().signal,
    ...more,
  };
  const ask = (column: number, mostFetched = 200) =>
    similarThumbnails(parts, { image: 'me.png', picture: picture(column), limit: 3, mostFetched });
  return { ask, notes, fetched, seen, viewer, kept };
}

const model = (tags: unknown): TextModel => ({
  provider: 'gemini',
  model: 'made-up',
  mostRequests: 3,
  ask: ({ read, meter }) => {
    meter?.onTry();
    meter?.onUsage({ model: 'made-up', tokensIn: 1200, tokensOut: 40, usd: 0.001 });
    return Promise.resolve({ tags, textShare: 0 })
      .then(read)
      .catch(() => {
        throw new Failure('provider', 'no good answer', 'try again');
      });
  },
  embed: () => Promise.reject(new Error('not asked for')),
});
const COST = { requests: 3, units: 2, searches: 1, modelCalls: 0, usd: 0 };
const topics = (columns: readonly number[], failure?: Failure): TopicSource => ({
  search: ({ query, onCost }) => {
    onCost?.(COST);
    return failure === undefined
      ? Promise.resolve({
          videos: columns.map((column) => ({
            video: video({ id: id(column), title: query }),
            channel: { id: null, title: null, handle: null, subscribers: null },
            thumbnailUrl: null,
          })),
          source: {
            kind: 'api',
            fetchedAt: null,
            cached: false,
            cost: COST,
          },
          collectedAt: 0,
          notes: [],
        })
      : Promise.reject(failure);
  },
  popular: () => Promise.reject(new Error('not asked for')),
});

describe('similarThumbnails', () => {
  it('fetches what is missing once, and ranks by pixels', async () => {
    const { ask, fetched } = surroundings([10, 30, 60]);
    const result = await ask(30);
    expect(result.thumbnails.map(({ title, via, likeness }) => [title, via, likeness === 1])).toEqual([
      ['Column 30', 'index', true],
      [expect.any(String), 'index', false],
      [expect.any(String), 'index', false],
    ]);
    expect(result).toMatchObject({
      tags: [],
      index: { videos: 3, pictures: 3, fetched: 3 },
      source: { kind: 'index', cost: { requests: 3 } },
    });
    await ask(10);
    expect(fetched).toHaveLength(3);
  });

  it('asks once for a picture that is not there', async () => {
    const { ask, fetched } = surroundings([10, 404]);
    expect((await ask(10)).index).toEqual({ videos: 2, pictures: 1, fetched: 1 });
    await ask(10);
    expect(fetched).toEqual([id(10), id(404)]);
  });

  it('fails with why not a single one could be fetched, for the index is full enough', async () => {
    const { ask, viewer } = surroundings([10, 30]);
    viewer.thumbnail = () => Promise.reject(new Failure('provider', 'down', 'wait'));
    await expect(ask(10)).rejects.toMatchObject({ kind: 'provider', message: 'down' });
  });

  it('counts what cannot be fetched, and asks for it again', async () => {
    const { ask, fetched, notes, viewer } = surroundings([10, 30]);
    const thumbnail = viewer.thumbnail.bind(viewer);
    viewer.thumbnail = (videoId) =>
      videoId === id(30) ? Promise.reject(new Failure('provider', 'down', 'wait')) : thumbnail(videoId);
    expect((await ask(10)).index.fetched).toBe(1);
    expect(notes).toEqual(['1 of 2 thumbnails could not be fetched: down.']);
    viewer.thumbnail = thumbnail;
    expect((await ask(10)).index.fetched).toBe(1);
    expect(fetched).toEqual([id(10), id(30)]);
  });

  it('does not call it a thumbnail that cannot be fetched when the index cannot be written', async () => {
    const { ask, seen } = surroundings([10]);
    const full = new Failure('unexpected', 'The disk is full', 'free some space');
    seen.learnPicture = () => {
      throw full;
    };
    await expect(ask(10)).rejects.toBe(full);
  });

  it('dates what it shows by the day when it was last seen', async () => {
    const { thumbnails, source } = await surroundings([10]).ask(10);
    expect(thumbnails[0]?.seenAt).toBe('1970-01-01T00:00:00.000Z');
    expect(source.fetchedAt).toBe('1970-01-01T00:00:00.000Z');
  });

  it('fetches no more than it may, and compares with what is known', async () => {
    const { ask, fetched } = surroundings([10, 30, 60]);
    expect((await ask(30, 1)).index).toEqual({ videos: 3, pictures: 1, fetched: 1 });
    expect((await ask(30, 0)).thumbnails).toHaveLength(1);
    expect(fetched).toHaveLength(1);
  });

  it('says how to fill an index that holds no picture', async () => {
    await expect(surroundings([]).ask(30)).rejects.toMatchObject({
      kind: 'too-little-data',
      hint: expect.stringContaining('thumbnails index') as string,
    });
    await expect(surroundings([404]).ask(30)).rejects.toMatchObject({
      kind: 'too-little-data',
      message: expect.stringContaining('of the 1 videos in the index') as string,
    });
  });

  it('searches for what a model sees, and says which row came so', async () => {
    const { ask, kept } = surroundings([10], { model: model(['fox', 'snow']), topics: topics([10, 30]) });
    const { thumbnails, tags, source } = await ask(30);
    expect(tags).toEqual(['fox', 'snow']);
    expect(kept).toEqual([tags]);
    expect(thumbnails.map(({ id: found, via }) => [found, via])).toEqual([
      [id(30), 'search'],
      [id(10), 'index'],
    ]);
    expect(source).toMatchObject({
      kind: 'mixed',
      cost: { requests: 6, searches: 1, units: 2, modelCalls: 1, usd: 0.001 },
    });
  });

  it.each([
    [
      'a search fails',
      { model: model(['fox']), topics: topics([], new Failure('quota', 'nothing is left today', 'wait')) },
    ],
    ['a model gives up', { model: model(undefined), topics: topics([]) }],
  ])('keeps to the index where %s, says so, and books what the model took', async (_, more) => {
    const { ask, notes } = surroundings([10, 30], more);
    const { thumbnails, source } = await ask(30);
    expect(thumbnails).toHaveLength(2);
    expect(source).toMatchObject({ kind: 'index', cost: { modelCalls: 1 } });
    expect(notes.join()).toMatch(/only the index was searched: /);
  });

  it('keeps what a model saw also when nothing comes of it', async () => {
    const { ask, kept } = surroundings([], { model: model(['fox']), topics: topics([]) });
    await expect(ask(30)).rejects.toMatchObject({ kind: 'too-little-data' });
    expect(kept).toEqual([['fox']]);
  });

  it('ends with Ctrl-C', async () => {
    const stopped = new Failure('interrupted', 'interrupted', 'run it again');
    await expect(surroundings([10], { model: model(['fox']), topics: topics([], stopped) }).ask(30)).rejects.toBe(
      stopped,
    );
  });
});
