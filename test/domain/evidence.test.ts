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

  test('hashtags: what a plain rule would miss behind an emoji, and take out of an address', () => {
    const texts = (file: string, columns: readonly string[]) => {
      const bytes = readFileSync(CHANNELS + file);
      const { data } = Papa.parse<Record<string, string>>(
        (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'),
        { header: true },
      );
      return data.flatMap((row) => columns.map((column) => row[column] ?? ''));
    };
    const plain = (text: string) =>
      Array.from(text.matchAll(/(?<![\p{L}\p{M}\p{Nd}_&])[#＃]([\p{L}\p{M}\p{Nd}_]+)/gu), ([, word = '']) => word);
    const compared = (some: readonly string[]) => {
      let [found, missed, wrong] = [0, 0, 0];
      for (const text of some) {
        const ours = hashtagsIn(text);
        const theirs = plain(text).filter((word) => /\p{L}/u.test(word));
        found += ours.length;
        missed += Math.max(0, ours.length - theirs.length);
        wrong += Math.max(0, theirs.length - ours.length);
      }
      return { found, missed, wrong };
    };
    const bangtan = compared(texts('bangtantv_video_df.csv', ['title', 'description']));
    expect(bangtan).toEqual({ found: 3321, missed: 1, wrong: 0 });
    const vegan = compared(texts('vegan_346ch_videos.csv', ['title', 'description']));
    expect(vegan).toEqual({ found: 1826, missed: 0, wrong: 2 });
    const hololive = compared(texts('../scale/hololive_uploads.csv.gz', ['title']));
    expect(hololive).toEqual({ found: 48_238, missed: 90, wrong: 0 });
    for (const quoted of ['3,321 found, 1 missed', '1,826 found, 0 missed, 2 wrong', '48,238 found, 90 missed'])
      expect(METHODS).toContain(quoted);
  });
});
