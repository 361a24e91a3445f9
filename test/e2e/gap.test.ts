import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { NICHE, nicheChannel } from './made-up-niche.js';
import { jsonOf, runInsight, type Surroundings } from './run-insight.js';

const KEY = 'AIzaSyCANARY-gap-00000000000000000-9e8f';

interface Gap {
  readonly source: { readonly cost: { readonly units: number } };
  readonly mine: { readonly handle: string; readonly videos: number };
  readonly theirs: readonly { readonly handle: string }[];
  readonly topics: readonly {
    readonly topic: string;
    readonly channels: number;
    readonly mine: { readonly videos: number; readonly of: number };
    readonly evidence: readonly {
      readonly title: string;
      readonly channel: string;
      readonly multiple: number;
      readonly url: string;
    }[];
  }[];
}

/** Mine has sourdough, and no kiln. */
const MINE = nicheChannel('@mine', { hits: ['Sour words', 'SOURDOUGH as I like it'] });

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ channels: [...NICHE, MINE], keys: [KEY] });
});
beforeEach(() => {
  emulator.reset();
});
afterAll(() => emulator.close());

const withKey = (): Surroundings => ({ emulator, env: { YOUTUBE_API_KEY: KEY } });
const WORDS = ['gap', '@mine', '@alpha', '@gamma', '@beta'];

it('names what does well there and is missing here, with the videos that show it', async () => {
  const { plan } = await jsonOf<{ plan: { atMost: { units: number }; usual: { units: number } } }>(
    [...WORDS, '--plan'],
    withKey(),
  );
  expect(emulator.requests).toHaveLength(0);
  const { topics, mine, theirs, source } = await jsonOf<Gap>(WORDS, withKey());
  expect([mine.handle, mine.videos, theirs.map(({ handle }) => handle)]).toEqual([
    '@mine',
    22,
    ['@alpha', '@gamma', '@beta'],
  ]);
  expect(topics.map(({ topic, channels, mine: own }) => [topic, channels, own])).toEqual([
    ['kiln', 2, { videos: 0, of: 22 }],
  ]);
  expect(topics[0]?.evidence.map(({ title, channel }) => [title, channel])).toEqual(
    expect.arrayContaining([
      ['The blue kiln', 'Channel alpha'],
      ['A kiln of bricks', 'Channel gamma'],
    ]),
  );
  expect(topics[0]?.evidence[0]).toMatchObject({
    multiple: expect.any(Number) as number,
    url: expect.stringContaining('watch?v=') as string,
  });
  expect([source.cost.units, plan.usual.units]).toEqual([12, 12]);
  expect(emulator.requests).toHaveLength(12);
});

it('says that nothing is missing, and ends well', async () => {
  const { code, stdout } = await runInsight(['gap', '@mine', '@beta'], withKey());
  expect(code).toBe(0);
  expect(stdout).toContain('Nothing is missing: no topic of their 1 video');
});

it('prints the rest where one of theirs fails, with 7; without mine nothing can be said', async () => {
  const part = await runInsight([...WORDS, '@missing', '--json'], withKey());
  expect(part.code).toBe(7);
  expect((JSON.parse(part.stdout) as Gap).topics).toHaveLength(1);
  const { code, stdout, stderr } = await runInsight(['gap', '@missing', '@alpha'], withKey());
  expect([code, stdout]).toEqual([3, '']);
  expect(stderr).toContain('@missing');
  expect((await runInsight(['gap', '@mine'], withKey())).code).toBe(2);
});

it('reads the channels of a file: the named one is mine, the others are theirs', async () => {
  const usual = (name: string) =>
    Array.from({ length: 12 }, (_, at) => `${name},${name}${at},${100 + at},2026-0${1 + (at % 9)}-11`);
  const table = [
    'channel,title,views,published',
    ...['Me', 'Yann', 'Zoé'].flatMap(usual),
    ...['Yann', 'Zoé'].map((name) => `${name},"Le, pain au levain",9000,2026-05-05`),
  ].join('\n');
  const words = ['--from', '-', '--as-of', '2026-11-21'];
  const csv = await runInsight(['gap', 'me', ...words, '--format', 'csv', '--fields', 'topic,channels,mine.videos'], {
    stdin: table,
  });
  expect(csv.stdout).toBe('topic,channels,mine.videos\npain au levain,2,0\n');
  const screen = await runInsight(['gap', 'Me', ...words], { stdin: table });
  expect(screen.stdout).toMatch(/pain au levain: 2 channels, 2 of 2 stand out/);
  const typo = await runInsight(['gap', 'Mee', ...words], { stdin: table });
  expect(typo.code).toBe(3);
  expect(typo.stderr).toContain('did you mean Me?');
});
