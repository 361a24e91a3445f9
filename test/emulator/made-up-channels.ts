import { seededRandom } from './seeded-random.js';
import type { StoredChannel, StoredVideo } from './stored-channel.js';

const DAY = 86_400_000;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const THINGS = [
  'lighthouse',
  'sourdough',
  'train set',
  'telescope',
  'beehive',
  'sundial',
  'canoe',
  'kiln',
  'Übersee-Funk',
  '日本の橋',
];
const FRAMES = [
  'I built a',
  'Why nobody fixes a',
  'The truth about every',
  '30 days with a',
  'How to draw a',
  'Restoring grandma’s',
];
const TOPICS = ['#howto', '#diy', '#science', '#slowtv', '#日本', '#Fußball'];

/** Sizes of the channels that are always there: `@made-up-0`, `@made-up-3` … */
export const SIZES = [0, 3, 50, 51, 120, 500, 5000];

/** The newest video of every made-up channel. */
export const NEWEST = Date.parse('2026-11-20T12:00:00Z');

/** Made-up channels, the same for the same seed: one of each size with living videos only, and `@made-up-mixed`. */
export function madeUpChannels(seed: number, sizes: readonly number[] = SIZES): StoredChannel[] {
  return [...sizes.map((size) => madeUpChannel(seed, String(size), size, 'public')), mixedChannel(seed)];
}

/** 60 uploads: 4 deleted, 3 private, 2 upcoming, 1 live and 2 streamed ones, hidden likes, comments and subscribers. */
function mixedChannel(seed: number): StoredChannel {
  const channel = madeUpChannel(seed, 'mixed', 60, 'public');
  const states = new Map<number, StoredVideo['state']>([
    ...[2, 11, 30, 55].map((at) => [at, 'deleted'] as const),
    ...[5, 21, 58].map((at) => [at, 'private'] as const),
    ...[0, 3].map((at) => [at, 'upcoming'] as const),
    [1, 'live'],
    ...[8, 40].map((at) => [at, 'streamed'] as const),
  ]);
  return {
    ...channel,
    subscribers: null,
    videos: channel.videos.map((video, at) => ({
      ...video,
      state: states.get(at) ?? 'public',
      likes: at % 7 === 4 ? null : video.likes,
      comments: at % 9 === 4 ? null : video.comments,
    })),
  };
}

function madeUpChannel(seed: number, name: string, size: number, state: StoredVideo['state']): StoredChannel {
  const random = seededRandom(seed * 1009 + size);
  const gap = Math.min(3 * DAY, (15 * 365 * DAY) / Math.max(1, size));
  let publishedAt = NEWEST;
  const videos = Array.from({ length: size }, (_, at): StoredVideo => {
    const video = madeUpVideo(random, at, publishedAt, state);
    publishedAt -= Math.round(gap * (0.4 + 1.2 * random()));
    return video;
  });
  return {
    id: `UC${`made-up-${name}`.padEnd(22, '_')}`,
    title: `Made-up channel ${name}`,
    handle: `@made-up-${name}`,
    username: `madeup${name}`,
    subscribers: Math.round(1000 + random() * 1_000_000),
    videos,
  };
}

function madeUpVideo(random: () => number, at: number, publishedAt: number, state: StoredVideo['state']): StoredVideo {
  const pick = <T>(from: readonly [T, ...T[]] | readonly T[], fallback: T): T =>
    from[Math.floor(random() * from.length)] ?? fallback;
  const short = random() < 0.2;
  // Views of real channels are about log-normal; three uniforms come near enough to a bell.
  const views = Math.round(20_000 * Math.exp((random() + random() + random() - 1.5) * 3));
  const topic = pick(TOPICS, '#howto');
  const id = Array.from({ length: 7 }, () => ALPHABET[Math.floor(random() * ALPHABET.length)] ?? 'A').join('');
  return {
    id: id + at.toString(36).padStart(4, '0'),
    title: `${pick(FRAMES, 'A')} ${pick(THINGS, 'thing')}${short ? ' #shorts' : ''}`,
    description: `Made up by the emulator. ${topic}\nNothing here was ever filmed.`,
    tags: ['made up', topic.slice(1)],
    publishedAt,
    durationSeconds: short ? 15 + Math.floor(random() * 45) : 200 + Math.floor(random() * 1500),
    views,
    likes: Math.round(views * (0.02 + random() * 0.06)),
    comments: Math.round(views * random() * 0.01),
    state,
    short,
  };
}
