import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { hashtagsIn } from '../../src/domain/hashtags.js';
import { analysed } from './analysed.js';
import { CHANNELS, channelsOf, SAMPLES } from './real-channels.js';

/** The evidence in docs/methods.md quotes these figures: when one changes here, it has to change there. */
const METHODS = readFileSync(new URL('../../docs/methods.md', import.meta.url), 'utf8');
const PRINTED = METHODS.slice(0, METHODS.indexOf('\n## Evidence'));

test('the part that the terminal prints fits 80 columns', () => {
  expect(METHODS).toContain('\n## Evidence\n');
  for (const line of PRINTED.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
});

describe.skipIf(!existsSync(CHANNELS))('evidence (skipped when the real files are not beside the repository)', () => {
  test('SmartScore: lower fences below 0, few low outliers, young high ones', () => {
    const sample = SAMPLES.find(({ file }) => file.startsWith('fr_tech'));
    if (sample === undefined) throw new Error('no such sample');
    const all = [...channelsOf(sample).values()].map((videos) => analysed(videos, Date.parse(sample.asOf)));
    const fenced = all.filter(({ summary }) => !summary.tooFew);
    const videos = fenced.flatMap((one) => one.videos);
    const highs = videos.filter(({ outlier }) => outlier === 'high');
    const young = (some: typeof videos) => some.filter(({ ageDays }) => (ageDays ?? 99) < 14).length;
    const found = {
      channels: fenced.length,
      below0: fenced.filter(({ summary }) => (summary.lowerFence ?? 0) < 0).length,
      videos: videos.length,
      highs: highs.length,
      lows: videos.filter(({ outlier }) => outlier === 'low').length,
      youngHighs: young(highs),
      young: young(videos),
    };
    expect(found).toEqual({
      channels: 131,
      below0: 73,
      videos: 4401,
      highs: 304,
      lows: 2,
      youngHighs: 58,
      young: 724,
    });
    expect(METHODS).toContain('304 videos are high outliers, 2 are low ones');
    expect(METHODS).toContain('below 0 on 73 of the 131 channels');
    expect(METHODS).toContain('58 of the 304 high outliers (19 %) are younger than 14 days, as are 724 of all 4,401');
  });

  test('hashtags: what the rule loses behind an emoji', () => {
    const texts = (file: string, columns: readonly string[]) => {
      const bytes = readFileSync(CHANNELS + file);
      const { data } = Papa.parse<Record<string, string>>(
        (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'),
        { header: true },
      );
      return data.flatMap((row) => columns.map((column) => row[column] ?? ''));
    };
    const loss = (some: readonly string[]) => {
      const found = some.reduce((sum, text) => sum + hashtagsIn(text).length, 0);
      const freed = some.reduce((sum, text) => sum + hashtagsIn(text.replaceAll(/[\ufe0e\ufe0f]/g, '')).length, 0);
      return { found, lost: freed - found };
    };
    expect(loss(texts('bangtantv_video_df.csv', ['title', 'description']))).toEqual({ found: 3320, lost: 1 });
    expect(loss(texts('vegan_346ch_videos.csv', ['title', 'description']))).toEqual({ found: 1828, lost: 0 });
    expect(loss(texts('../scale/hololive_uploads.csv.gz', ['title']))).toEqual({ found: 48_148, lost: 90 });
    for (const quoted of ['3,320 found, 1 lost', '1,828 found, 0 lost', '48,148 found, 90 lost'])
      expect(METHODS).toContain(quoted);
  });
});
