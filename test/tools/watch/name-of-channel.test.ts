import { describe, expect, it } from 'vitest';
import { UNKNOWN_CHANNEL, type Channel, type Video } from '../../../src/domain/video.js';
import { nameOfChannel } from '../../../src/tools/watch/name-of-channel.js';

const videos = (ids: readonly (string | null)[]): Video[] =>
  ids.map((id) => ({
    ...{ id, title: 't', description: null, tags: [], publishedAt: 0, durationSeconds: null },
    ...{ views: 1, likes: null, comments: null, live: null, shortLink: null },
  }));

/** A store in which these channels have so many videos, of which so many are among those asked for. */
const store = (kept: Readonly<Record<string, readonly [videos: number, shared: number]>>) => ({
  sharing: () =>
    Object.entries(kept)
      .map(([name, [, shared]]) => ({ name, shared }))
      .filter(({ shared }) => shared > 0)
      .sort((a, b) => b.shared - a.shared),
  channels: () =>
    Object.entries(kept).map(([name, [count]]) => ({
      ...{ name, id: null, title: null, handle: null, looks: 1, videos: count, firstAt: 0, newestAt: 0 },
    })),
});
const named = (
  kept: Parameters<typeof store>[0],
  channel: Partial<Channel>,
  typed: string | null = null,
  file: string | null = 'Table data.csv',
) =>
  nameOfChannel(
    store(kept),
    { channel: { ...UNKNOWN_CHANNEL, ...channel }, videos: videos(['a', 'b', 'c', 'd']) },
    { typed, file },
  );

describe('the name that looks at a channel are kept under', () => {
  it('is its id, whatever else is known', () => {
    expect(named({ UC9: [4, 4] }, { id: 'UC1', title: 'One' }, 'me')).toBe('UC1');
  });

  it('without an id is the channel that the videos are known of', () => {
    expect(named({ UC9: [50, 4] }, { title: 'One' }, 'me')).toBe('UC9');
    // Of 2 kept videos both are in the file, which goes further back.
    expect(named({ UC9: [2, 2] }, {})).toBe('UC9');
  });

  it('is not that of a channel of which the file has a few videos among others', () => {
    expect(named({ UC9: [50, 1] }, { title: 'A list of many' })).toBe('A list of many');
  });

  it('else is the handle, the title, what the user calls it, or the file', () => {
    expect(named({}, { handle: '@one', title: 'One' }, 'me')).toBe('@one');
    expect(named({}, { title: 'One' }, 'me')).toBe('One');
    expect(named({}, {}, 'me')).toBe('me');
    expect(named({}, {})).toBe('Table data.csv');
  });

  it('is asked for where it would be another channel’s, or nothing tells it', () => {
    expect(() => named({ 'Table data.csv': [9, 0] }, {})).toThrow('others are kept as "Table data.csv"');
    expect(() => named({}, {}, null, null)).toThrow('whose videos these are');
    expect(() => named({ UC8: [9, 3], UC9: [9, 2] }, {})).toThrow('several channels');
    expect(named({ UC8: [9, 3], One: [9, 2] }, { title: 'One' })).toBe('One');
  });
});
