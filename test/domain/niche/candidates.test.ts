import { describe, expect, it } from 'vitest';
import { candidatesOf, mentionsOf, whyWords, type Hint } from '../../../src/domain/niche/candidates.js';
import { UNKNOWN_CHANNEL, type Channel } from '../../../src/domain/video.js';
import { video } from '../made-up-video.js';

const channel = (handle: string, id = `UC${handle.slice(1).padEnd(22, '_')}`): Channel => ({
  ...UNKNOWN_CHANNEL,
  id,
  handle,
  title: handle.slice(1),
});
const seed = (handle: string, ...descriptions: string[]) => ({
  channel: channel(handle),
  given: handle,
  videos: descriptions.map((description) => video({ description })),
});
const handle = (value: string) => ({ kind: 'handle', value, given: value }) as const;
const mentioned = (value: string, by: string, videos: number): Hint => ({
  ref: handle(value),
  reason: { how: 'mentioned', by, videos },
});

describe('who appears with the seeds', () => {
  it('is counted once a video, and never the seed itself', () => {
    const hints = mentionsOf(seed('@mine', 'with @other and @other', 'and @OTHER', 'me: @MINE'));
    expect(hints).toEqual([
      {
        ref: { kind: 'handle', value: '@other', given: '@other' },
        reason: { how: 'mentioned', by: '@mine', videos: 2 },
      },
    ]);
  });

  it('comes in the order of how many seeds name it, then featured ones, then by videos', () => {
    const hints: Hint[] = [
      mentioned('@often', '@a', 9),
      mentioned('@both', '@a', 1),
      mentioned('@both', '@b', 1),
      { ref: handle('@shown'), reason: { how: 'featured', by: '@a', videos: null } },
      { ref: handle('@met'), reason: { how: 'seen', by: null, videos: 40 } },
      mentioned('@seldom', '@b', 2),
    ];
    expect(candidatesOf(hints, []).map(({ ref }) => ref.value)).toEqual([
      '@both',
      '@shown',
      '@often',
      '@seldom',
      '@met',
    ]);
  });

  it('is no other seed', () => {
    expect(candidatesOf([mentioned('@B', '@a', 3)], [channel('@a'), channel('@b')])).toEqual([]);
  });

  it('says why, in words', () => {
    expect(
      whyWords([
        { how: 'featured', by: '@x', videos: null },
        { how: 'mentioned', by: '@y', videos: 1 },
        { how: 'search', by: 'bread', videos: 3 },
        { how: 'seen', by: null, videos: 2 },
      ]),
    ).toBe(
      'featured by @x; mentioned in 1 video of @y; 3 videos in the search for "bread"; 2 videos seen before with the words of the seeds',
    );
  });
});
