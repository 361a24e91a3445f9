import { describe, expect, it } from 'vitest';
import { readOne, readText } from './read-text.js';

const ID = 'abcdefghij';
const CHANNEL = 'UCBJycsmduvYEL83R_U4JriQ';
const apiVideo = (n: number, more: object = {}) => ({
  kind: 'youtube#video',
  id: `${ID}${n}`,
  snippet: {
    publishedAt: '2024-01-03T00:00:00Z',
    title: `T${n}`,
    channelId: CHANNEL,
    channelTitle: 'Ann',
    liveBroadcastContent: 'none',
  },
  contentDetails: { duration: 'PT2M' },
  statistics: { viewCount: '12', likeCount: '3' },
  ...more,
});
const answer = (items: object[]) => ({ kind: 'youtube#videoListResponse', items });

describe('API answers', () => {
  it('reads pages of videos.list, counts as text, what is missing as unknown', async () => {
    const { channel, videos } = await readOne(JSON.stringify([answer([apiVideo(1)]), answer([apiVideo(2)])]));
    expect(channel).toMatchObject({ id: CHANNEL, title: 'Ann' });
    expect(videos).toHaveLength(2);
    expect(videos[0]).toMatchObject({
      id: `${ID}1`,
      views: 12,
      likes: 3,
      comments: null,
      durationSeconds: 120,
      live: null,
    });
  });

  it('knows streams, and skips and counts what is upcoming, private or deleted', async () => {
    const gone = (n: number, title: string) => ({
      kind: 'youtube#playlistItem',
      snippet: {
        title,
        channelId: CHANNEL,
        channelTitle: 'Ann',
        publishedAt: '2024-01-01T00:00:00Z',
        resourceId: { videoId: `${ID}${n}` },
      },
    });
    const { videos, skipped } = await readOne(
      JSON.stringify([
        apiVideo(1, { liveStreamingDetails: { actualStartTime: '2024-01-03T00:00:00Z' } }),
        apiVideo(2, { liveStreamingDetails: { scheduledStartTime: '2099-01-03T00:00:00Z' } }),
        apiVideo(3, { status: { privacyStatus: 'private' } }),
        gone(4, 'Deleted video'),
        gone(5, 'Private video'),
      ]),
    );
    expect(videos.map(({ id, live }) => [id, live])).toEqual([[`${ID}1`, true]]);
    expect(skipped).toEqual({ deleted: 1, private: 2, upcoming: 1 });
  });

  it('reads the merged form by channel id and video id', async () => {
    const { channel, videos } = await readOne(
      JSON.stringify({
        [CHANNEL]: {
          channel_statistics: { subscriberCount: '306000', viewCount: '1' },
          video_data: {
            [`${ID}1`]: { title: 'A', publishedAt: '2023-01-27T14:36:52Z', viewCount: '7', duration: 'PT1H' },
          },
        },
      }),
    );
    expect(channel).toMatchObject({ id: CHANNEL, subscribers: 306_000 });
    expect(videos).toMatchObject([{ id: `${ID}1`, views: 7, durationSeconds: 3600 }]);
  });

  it.each([
    [{ viewCount: '5', likeCount: '1' }, /no titles with ids, views or dates/],
    [{ title: 'A', publishedAt: '2024-01-03T00:00:00Z', thumbnails: {} }, /one part of an API answer/],
    [{ kind: 'youtube#commentThreadListResponse', items: [] }, /a list of comment threads/],
    [answer([]), /without a single item/],
    [{ error: { code: 403 } }, /an error answer of the API/],
    [[], /a table of videos without a single video/],
    [[1, 2], /no list of videos/],
  ])('refuses %j', async (value, message) => {
    await expect(readText(JSON.stringify(value))).rejects.toThrow(message);
  });
});

describe('any JSON', () => {
  it('keeps a row without date and views, when its kind of row has them', async () => {
    const channels = await readText(
      JSON.stringify([
        { title: 'a', views: '7', channel: 'X' },
        { title: 'b', views: null, channel: 'Y' },
      ]),
    );
    expect(channels.map(({ channel, videos }) => [channel.title, videos[0]?.views])).toEqual([
      ['X', 7],
      ['Y', null],
    ]);
  });
});

describe('yt-dlp', () => {
  const dump = (n: number, more: object = {}) => ({
    _type: 'video',
    id: `${ID}${n}`,
    title: `T${n}`,
    upload_date: '20240103',
    timestamp: 1704279600,
    duration: 61,
    view_count: 5,
    channel_id: CHANNEL,
    channel: 'Ann',
    uploader_id: '@ann',
    channel_follower_count: 9,
    epoch: 1710000000,
    live_status: 'not_live',
    ...more,
  });

  it('reads JSONL with its date of collection, a moment before a day', async () => {
    const text = [dump(1), dump(2, { live_status: 'was_live' }), dump(3, { live_status: 'is_upcoming' })].map((one) =>
      JSON.stringify(one),
    );
    const { channel, videos, collectedAt, skipped } = await readOne(text.join('\n'));
    expect(channel).toEqual({ id: CHANNEL, title: 'Ann', handle: '@ann', subscribers: 9 });
    expect(videos.map(({ publishedAt, live }) => [publishedAt, live])).toEqual([
      [1704279600_000, false],
      [1704279600_000, true],
    ]);
    expect(collectedAt).toBe(1710000000_000);
    expect(skipped.upcoming).toBe(1);
  });

  it('reads a flat playlist, nested tabs too, whose channel stands above', async () => {
    const entry = (n: number, url: string) => ({
      _type: 'url',
      id: `${ID}${n}`,
      url,
      title: `T${n}`,
      duration: 30,
      view_count: null,
    });
    const { channel, videos, skipped } = await readOne(
      JSON.stringify({
        _type: 'playlist',
        id: CHANNEL,
        title: 'Ann - Videos',
        channel_id: CHANNEL,
        channel: 'Ann',
        epoch: 1710000000,
        entries: [
          { _type: 'playlist', title: 'Shorts', entries: [entry(1, `https://www.youtube.com/shorts/${ID}1`)] },
          entry(2, `https://www.youtube.com/watch?v=${ID}2`),
          { _type: 'url', id: `${ID}3`, title: '[Private video]', duration: null, view_count: null },
        ],
      }),
    );
    expect(channel).toMatchObject({ id: CHANNEL, title: 'Ann' });
    expect(videos.map(({ id, shortLink, views }) => [id, shortLink, views])).toEqual([
      [`${ID}1`, true, null],
      [`${ID}2`, null, null],
    ]);
    expect(skipped.private).toBe(1);
  });

  it('leaves out broken lines, drops the one cut off at the end, and says both', async () => {
    const { videos, notes } = await readOne(
      `${JSON.stringify(dump(1))}\n{"id":\n${JSON.stringify(dump(2)).slice(0, 40)}`,
    );
    expect(videos).toHaveLength(1);
    expect(notes).toEqual([
      '1 record cut off at the end of the file: dropped.',
      '1 line is no valid JSON and left out.',
    ]);
  });
});

describe('hostile JSON', () => {
  it('refuses what is cut, damaged or nested without end', async () => {
    await expect(readText('[{"title":"a","views":1},{"ti')).rejects.toThrow(/JSON that is cut off/);
    await expect(readText('{"title": nonsense}')).rejects.toThrow(/damaged JSON/);
    await expect(readText('['.repeat(1_000_000))).rejects.toThrow(/JSON that is cut off/);
    await expect(readText('['.repeat(100_000) + ']'.repeat(100_000))).rejects.toThrow(/nested too deeply|damaged JSON/);
  });

  it('takes names such as __proto__ for what they are', async () => {
    const { videos } = await readOne('[{"__proto__":{"title":"x"},"title":"One","views":5,"constructor":1}]');
    expect(videos).toMatchObject([{ title: 'One', views: 5 }]);
  });
});
