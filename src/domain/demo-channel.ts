import { DAY_MS } from './age.js';
import { seededRandom } from './seeded-random.js';
import type { Channel, Video } from './video.js';

/** The day that the made-up channel is looked at: fixed, so that the demo shows the same on every machine. */
export const DEMO_AS_OF = Date.UTC(2026, 0, 31, 12);

export const DEMO_CHANNEL: Channel = {
  id: null,
  title: 'Tiny Kitchen Lab (made up)',
  handle: null,
  subscribers: 48_200,
};

const SEED = 20_260_131;
const UPLOADS = 50;

const DISHES = [
  'flatbread',
  'miso ramen',
  'focaccia',
  'dal',
  'tomato soup',
  'dumplings',
  'risotto',
  'granola',
] as const;
const FRAMES = [
  'The 10-minute {dish} I cook every week',
  'Why your {dish} turns out bland',
  'I tested 7 ways to make {dish}',
  '{dish}: cheap vs expensive',
  'One-pan {dish}, no special tools',
] as const;
const TAGS = ['#cooking', '#tinykitchen', '#easyrecipe', '#foodscience', '#mealprep'] as const;

/** Uploads that did far better than the rest, by their number, with how many times better. */
const HITS: Readonly<Record<number, number>> = { 3: 5.5, 21: 7, 38: 9 };

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The seeded, made-up videos of the demo, newest first. Nothing in them was measured anywhere. */
export function demoVideos(): readonly Video[] {
  const random = seededRandom(SEED);
  const pick = <T>(from: readonly [T, ...T[]]): T => from[Math.floor(random() * from.length)] ?? from[0];
  let publishedAt = DEMO_AS_OF - 6.4 * DAY_MS;
  return Array.from({ length: UPLOADS }, (_, index): Video => {
    const short = random() < 0.2;
    const age = (DEMO_AS_OF - publishedAt) / DAY_MS;
    const spread = Math.exp((random() + random() + random() - 1.5) * 0.7);
    const views = Math.round(14_000 * (HITS[index] ?? spread) * (short ? 1.3 : 1) * (1 - Math.exp(-age / 4)));
    const video: Video = {
      id: null,
      title: sentence(pick(FRAMES).replace('{dish}', pick(DISHES))),
      description: random() < 0.7 ? `Full recipe below. ${pick(TAGS)} ${pick(TAGS)}` : 'Full recipe below.',
      tags: [],
      publishedAt,
      durationSeconds: short ? 25 + Math.floor(random() * 35) : 360 + Math.floor(random() * 700),
      views,
      likes: Math.round(views * (0.03 + random() * 0.03)),
      comments: Math.round(views * (0.002 + random() * 0.004)),
      live: false,
      shortLink: null,
    };
    publishedAt -= (5.5 + random() * 3) * DAY_MS;
    return video;
  });
}
