import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environment, freshFolder, jsonOf, PROGRAM, runInsight } from './run-insight.js';

const folder = freshFolder();
const path = (name: string) => join(folder.path, name);
afterAll(() => {
  folder.remove();
});

const HEADER = 'video_id,title,published_at,views,likes,comments,trending_date';
const row = (at: number, publishedAt: string, collected: string) =>
  `vid${String(at).padStart(8, '0')},Title ${at},${publishedAt},${1000 * at},${at},${at},${collected}`;

beforeAll(() => {
  const rows = Array.from({ length: 2_000 }, (_, at) => row(at + 1, '2020-01-01T08:00:00Z', '')).join('\n');
  const whole = gzipSync(`${HEADER}\n${rows}\n`);
  writeFileSync(path('cut.csv.gz'), whole.subarray(0, Math.floor(whole.length / 2)));
  const days = [1, 2, 3, 4, 5].map((at) => row(at, `2020-08-1${at}T18:00:00Z`, '2020-08-15T00:00:00Z'));
  writeFileSync(path('collected.csv'), [HEADER, ...days].join('\n'));
  const old = [1, 2, 3, 4, 5].map((at) => row(at, `2020-08-1${at}T18:00:00Z`, ''));
  writeFileSync(path('old.csv'), [HEADER, ...old].join('\n'));
});

describe("a creator's own file", () => {
  it('that is cut off inside gzip is read as far as it goes, and said to be cut', async () => {
    const { code, stdout, stderr } = await runInsight(['videos', '--from', path('cut.csv.gz'), '--format', 'csv']);
    expect(code).toBe(0);
    const read = stdout.split('\n').length - 2;
    expect(read).toBeGreaterThan(100);
    expect(read).toBeLessThan(2_000);
    expect(stderr).toContain('The gzip file is cut off');
  });

  it('collected on a day keeps the videos of that day', async () => {
    const result = await jsonOf<{ asOf: string; videos: unknown[] }>(['videos', '--from', path('collected.csv')]);
    expect(result.asOf).toBe('2020-08-15T23:59:59.999Z');
    expect(result.videos).toHaveLength(5);
  });

  it('that is old and does not say when it was collected is told so, unless a day is named', async () => {
    const words = ['outliers', '--from', path('old.csv')];
    expect((await runInsight(words)).stderr).toContain('name its day with --as-of');
    expect((await runInsight([...words, '--as-of', '2020-08-16'])).stderr).toBe('');
  });

  it.each([
    ['csv', /^smartScore,/],
    ['json', /^\{\n {2}"schemaVersion"/],
    ['md', /^\| smartScore/],
    ['txt', /^5 videos/],
  ])('written to .%s has that format', async (ending, beginning) => {
    const file = path(`out.${ending}`);
    await runInsight(['outliers', '--from', path('old.csv'), '--output', file]);
    expect(readFileSync(file, 'utf8')).toMatch(beginning);
  });
});

it('a key where a channel belongs is not sent anywhere', async () => {
  const { code, stderr } = await runInsight(['outliers', `AIza${'x'.repeat(35)}`]);
  expect(code).toBe(2);
  expect(stderr).toContain('looks like an API key');
});

describe('what a review found', () => {
  it('a list of channels is no channel for hashtags', async () => {
    const { code, stdout, stderr } = await runInsight(['hashtags', '-'], { stdin: '@a\n@b\n' });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('one channel');
  });

  it('--since after --until is a slip, not an empty answer', async () => {
    const words = ['videos', '--from', path('old.csv'), '--since', '2025-02-01', '--until', '2025-01-01'];
    expect((await runInsight(words)).code).toBe(2);
  });

  it('a TZ that names no zone counts as UTC', async () => {
    const { stdout } = await runInsight(['streak', '--from', path('old.csv'), '--json'], { env: { TZ: 'bogus' } });
    expect(JSON.parse(stdout)).toMatchObject({ timeZone: 'UTC' });
  });

  it('INSIGHT_FORMAT holds for config too, and a bad one does not stop it', async () => {
    const words = ['config', 'get', 'source'];
    expect((await runInsight(words, { env: { INSIGHT_FORMAT: 'json' } })).stdout).toMatch(/^\{/);
    expect((await runInsight(words, { env: { INSIGHT_FORMAT: 'xml' } })).code).toBe(0);
  });

  it('a stream that still runs is live', async () => {
    writeFileSync(
      path('running.csv'),
      `video_id,title,published_at,views,duration\nvid00000001,Now,2025-01-01T00:00:00Z,5,P0D\n`,
    );
    const { videos } = await jsonOf<{ videos: unknown[] }>(['videos', '--from', path('running.csv')]);
    expect(videos).toMatchObject([{ format: 'live', formatBasis: 'streaming', durationSeconds: null }]);
  });
});

it.skipIf(!existsSync('/dev/full')).each([['demo'], ['--help'], ['--version']])(
  '%s onto a full disk fails in two lines, without a stack',
  (word) => {
    const { status, stderr } = spawnSync('sh', ['-c', '"$0" "$1" "$2" > /dev/full', process.execPath, PROGRAM, word], {
      env: environment(folder.path, {}),
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^insight: .+\nhint: .*free some space.*\n$/);
  },
);
