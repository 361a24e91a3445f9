import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelFromJson } from '../emulator/channel-from-json.js';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { jsonOf, runInsight } from './run-insight.js';

const DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const here = existsSync(DATA);
if (!here) process.stderr.write('test/e2e/real-files: skipped, ../shared/data is not there\n');

interface Result {
  readonly sample: { readonly videos: number };
  readonly source: { readonly kind: string };
  readonly channel: { readonly title: string | null };
  readonly videos: readonly { readonly title: string | null; readonly views: number | null }[];
}

/** Rows and channels as the data's own README counts them; a total row and repeated ids are no videos. */
const FILES: readonly (readonly [string, number, number])[] = [
  ['channels/3blue1brown_video_df.csv', 162, 1],
  ['channels/liveoverflow_with_descriptions.jsonl', 336, 1],
  ['channels/google_developers_noid.csv', 6557, 1],
  ['channels/fr_tech_200ch_videos_2026-01.csv', 4401, 131],
  ['channels/mrbeast.csv', 293, 1],
  ['studio/priyanka_table_data.csv', 442, 1],
  ['channels/allin_podcast.json', 134, 1],
];

describe.skipIf(!here)('a real file', () => {
  it.each(FILES)('%s: %i videos of %i channels, for every command', async (file, videos, channels) => {
    const answers = ['outliers', 'streak', 'videos'].map(async (command) => ({
      command,
      given: await jsonOf<Result | Result[]>([command, '--from', DATA + file, '--quiet']),
    }));
    for (const { command, given } of await Promise.all(answers)) {
      const results = Array.isArray(given) ? given : [given];
      expect(results, command).toHaveLength(channels);
      expect(results.every(({ source }) => source.kind === 'file')).toBe(true);
    }
    const all = await jsonOf<Result>(['hashtags', '--from', DATA + file, '--as-of', '2027-01-01', '--quiet']);
    expect(all.sample.videos).toBe(videos);
  });

  it('of 200 channels is an overview whose best are not scrolled away', async () => {
    const file = ['--from', `${DATA}channels/fr_tech_200ch_videos_2026-02.csv`];
    const [outliers, streak, fields] = await Promise.all([
      runInsight(['outliers', ...file]),
      runInsight(['streak', ...file]),
      runInsight(['outliers', ...file, '--fields', 'title,likes', '--top', '1']),
    ]);
    for (const { stdout } of [outliers, streak]) {
      expect(stdout.split('\n').length).toBeLessThan(30);
      expect(stdout).toContain('180 more: --top 200.');
    }
    expect(fields.stdout.match(/^ {2}TITLE +likes$/gm)).toHaveLength(200);
  });

  it('in which no channel has views gets no verdict, rather than one about nothing', async () => {
    const { code, stdout } = await runInsight(['outliers', '--from', `${DATA}scale/hololive_uploads.csv.gz`, '-q']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^None of 73 channels has enough videos with views and a date to say which stand out\.\n/);
  });

  it('unpacked from stdin is the file itself', async () => {
    const file = `${DATA}channels/3blue1brown_video_df.csv`;
    const asOf = ['--as-of', '2026-01-01'];
    const [named, piped] = await Promise.all([
      jsonOf<Result>(['outliers', '--from', file, ...asOf]),
      jsonOf<Result>(['outliers', '--from', '-', ...asOf], { stdin: readFileSync(file, 'utf8') }),
    ]);
    expect(piped.videos).toEqual(named.videos);
  });

  it('exported to csv and JSON reads back as it was', async () => {
    const file = `${DATA}channels/3blue1brown_video_df.csv`;
    const words = ['videos', '--as-of', '2026-01-01', '--all'];
    const before = await jsonOf<Result>([...words, '--from', file]);
    for (const format of ['csv', 'json']) {
      const { stdout } = await runInsight([...words, '--from', file, '--format', format]);
      const after = await jsonOf<Result>([...words, '--from', '-'], { stdin: stdout });
      expect(after.videos, format).toEqual(before.videos);
    }
  });

  describe('served by the emulator', () => {
    let emulator: Emulator;
    beforeAll(async () => {
      const read = await jsonOf<Parameters<typeof channelFromJson>[0]>([
        'videos',
        '--from',
        `${DATA}channels/3blue1brown_video_df.csv`,
      ]);
      emulator = await startEmulator({ channels: [channelFromJson(read)] });
    });
    afterAll(() => emulator.close());

    it('comes to the same through the API', async () => {
      const asOf = ['--as-of', '2026-01-01'];
      const handle = emulator.channels[0]?.handle ?? '';
      const env = { YOUTUBE_API_KEY: 'any' };
      const [file, api] = await Promise.all([
        jsonOf<Result>(['outliers', '--from', `${DATA}channels/3blue1brown_video_df.csv`, ...asOf]),
        jsonOf<Result>(['outliers', handle, '--limit', '200', ...asOf], { emulator, env }),
      ]);
      expect(api.source.kind).toBe('api');
      expect(api.videos).toEqual(file.videos);
    });
  });
});

describe.skipIf(!here)('the first five minutes of a new user', () => {
  const file = 'channels/3blue1brown_video_df.csv';
  /** Each command of the way, and something that its answer must hold. */
  const WAY: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /First steps\n {2}insight demo/],
    [['demo'], /made-up channel[^]*insight outliers @yourchannel/],
    [['outliers', '--help'], /Examples[^]*insight outliers/],
    [
      ['outliers', '--from', DATA + file],
      /3Blue1Brown · 162 videos · file[^]*videos stand out[^]*Next: insight streak --from/,
    ],
    [['streak', '--from', DATA + file], /Algorithm score \d+ of 100[^]*Next: insight outliers --from/],
    [['hashtags', '--from', DATA + file], /hashtag/],
    [['videos', '--from', DATA + file, '--sort', 'views', '--top', '3'], /162 videos, by views\./],
    [['help', 'methods'], /SmartScore/],
    [['help', 'exit-codes'], /130/],
    [['help', 'environment'], /YOUTUBE_API_KEY/],
    [['config', 'list'], /youtubeApiKey/],
  ];

  it('find an answer at every step, in English and without noise', async () => {
    for (const [words, holds] of WAY) {
      const { code, stdout, stderr } = await runInsight(words);
      const beside = stderr.replace(/^note: the newest video is of .+ name its day with --as-of\.\n$/, '');
      expect([words, code, beside]).toEqual([words, 0, '']);
      expect(stdout).toMatch(holds);
      expect(stdout).not.toMatch(/undefined|NaN|\[object|Infinity/);
    }
  });
});
