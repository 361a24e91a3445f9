import type { StoredChannel, StoredVideo } from '../emulator/stored-channel.js';

const DAY = 86_400_000;
const NEWEST = Date.parse('2026-11-01T12:00:00Z');
const THINGS = [
  'barn',
  'canoe',
  'sundial',
  'beehive',
  'telescope',
  'harbour',
  'orchard',
  'windmill',
  'quarry',
  'ferry',
];

/** How a channel of the niche is made; everything else about it is usual. */
interface Wish {
  /** Titles of videos that have twenty times the usual views. */
  readonly hits: readonly string[];
  /** Stands under its newest video, and under the one after it. */
  readonly mentions?: readonly [string, string];
  readonly featured?: readonly string[];
}

/** The id of a channel of the niche. */
export const idOf = (handle: string) => `UC${handle.slice(1).padEnd(22, '_')}`;

/** A channel of twenty usual videos and its hits, a week apart. */
export function nicheChannel(handle: string, { hits, mentions = ['', ''], featured }: Wish): StoredChannel {
  const usual = THINGS.flatMap((thing) => [`${thing} of ${handle.slice(1)}`, `${handle.slice(1)} and its ${thing}`]);
  const titles = [...usual, ...hits];
  return {
    id: idOf(handle),
    title: `Channel ${handle.slice(1)}`,
    handle,
    username: null,
    subscribers: 1000,
    ...(featured === undefined ? {} : { featured }),
    videos: titles.map((title, at): StoredVideo => ({
      id: `${handle.slice(1, 8).padEnd(7, '-')}${String(at).padStart(4, '0')}`,
      title,
      description: mentions[at] ?? '',
      tags: [],
      publishedAt: NEWEST - at * 7 * DAY,
      durationSeconds: 600,
      views: (1000 + 37 * at) * (at < usual.length ? 1 : 20),
      likes: 50,
      comments: 5,
      state: 'public',
      short: false,
    })),
  };
}

/**
 * A niche around `@alpha`: it names `@beta` twice and `@nobody-at-all` once, shows `@gamma` on its page, and beta names
 * delta, who is only found from there. Sourdough does well on three of them.
 */
export const NICHE: readonly StoredChannel[] = [
  nicheChannel('@alpha', {
    hits: ['Sourdough at last', 'The blue kiln'],
    mentions: ['with @beta\nTwitter: @gamma_elsewhere', 'again https://www.youtube.com/@beta and @nobody-at-all'],
    featured: [idOf('@gamma')],
  }),
  nicheChannel('@beta', { hits: ['My sourdough'], mentions: ['me and @delta', ''] }),
  nicheChannel('@gamma', { hits: ['Rye sourdough, quickly', 'A kiln of bricks'] }),
  nicheChannel('@delta', { hits: ['Copper kettle'] }),
];
