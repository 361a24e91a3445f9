import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { finish } from '../../src/domain/steps.js';
import { streakReport } from '../../src/domain/streak-report.js';
import type { Video } from '../../src/domain/video.js';
import { analysed } from './analysed.js';
import { CHANNELS, channelsOf, SAMPLES, ZONES } from './real-channels.js';
import type { Sample } from './real-channels.js';

const SCRIPT = fileURLToPath(new URL('independent.py', import.meta.url));

type Figure = number | string | null;

interface SecondOpinion {
  readonly summary: Record<'q1' | 'q3' | 'iqr' | 'lowerFence' | 'upperFence', number> | null;
  readonly videos: Record<string, { smartScore: Figure; multiple: Figure; outlier: Figure }>;
  readonly rhythm: Record<string, Figure>;
  readonly streak: { current: number; longest: number };
}

function secondOpinion({ file, asOf, zone, columns }: Sample): Record<string, SecondOpinion> {
  const input = JSON.stringify({ path: CHANNELS + file, asOf, columns, utcOffsetMinutes: ZONES[zone] });
  const { status, stdout, stderr, error } = spawnSync('python3', [SCRIPT], {
    input,
    encoding: 'utf8',
    maxBuffer: 1e8,
    env: { PATH: process.env.PATH, PYTHONUTF8: '1' },
  });
  if (status !== 0) throw new Error(`python3 failed: ${error?.message ?? stderr}`);
  return JSON.parse(stdout) as Record<string, SecondOpinion>;
}

/** Equal within 1e-9, of the value where that is larger than 1. */
function agrees(ours: Figure | undefined, theirs: Figure | undefined): boolean {
  if (typeof ours !== 'number' || typeof theirs !== 'number') return ours === theirs;
  return Math.abs(ours - theirs) <= 1e-9 * Math.max(1, Math.abs(theirs));
}

/** Names every figure of a channel on which the two computations differ, and counts those compared. */
function compare(videos: readonly Video[], sample: Sample, opinion: SecondOpinion | undefined) {
  const differing: string[] = [];
  let compared = 0;
  const check = (name: string, ours: Figure | undefined, theirs: Figure | undefined) => {
    compared += 1;
    if (!agrees(ours, theirs)) differing.push(`${name}: ${String(ours)} here, ${String(theirs)} there`);
  };
  const asOf = Date.parse(sample.asOf);
  const analysis = analysed(videos, asOf);
  check('videos', analysis.videos.length, Object.keys(opinion?.videos ?? {}).length);
  for (const name of ['q1', 'q3', 'iqr', 'lowerFence', 'upperFence'] as const)
    check(name, analysis.summary[name], opinion?.summary?.[name] ?? null);
  for (const one of analysis.videos)
    for (const name of ['smartScore', 'multiple', 'outlier'] as const)
      check(`${name} of ${one.id ?? '?'}`, one[name], opinion?.videos[one.id ?? '']?.[name]);
  const report = finish(streakReport(videos, { asOf, timeZone: sample.zone, period: 'week' }));
  for (const name of ['videos', 'daysSinceLast', 'perWeek', 'medianGapDays', 'gapCv'] as const)
    check(name, report?.uploads[name], opinion?.rhythm[name]);
  for (const name of ['consistency', 'frequency', 'engagement'] as const)
    check(name, report?.parts[name], opinion?.rhythm[name]);
  check('algorithmScore', report?.algorithmScore, opinion?.rhythm.algorithmScore);
  for (const name of ['current', 'longest'] as const) check(name, report?.streak[name], opinion?.streak[name]);
  return { differing, compared };
}

describe.skipIf(!existsSync(CHANNELS))('real channels (skipped when they are not beside the repository)', () => {
  test.each(SAMPLES)('$file: the same figures by Python within 1e-9', (sample) => {
    const opinions = secondOpinion(sample);
    const channels = channelsOf(sample);
    expect(channels.size).toBe(sample.channels);
    expect(Object.keys(opinions)).toHaveLength(sample.channels);
    let compared = 0;
    for (const [name, videos] of channels) {
      const found = compare(videos, sample, opinions[name]);
      expect(found.differing, name).toEqual([]);
      compared += found.compared;
    }
    // 17 figures a channel and 3 a video.
    expect(compared).toBe(17 * sample.channels + 3 * sample.videos);
  });

  test('one view more in one video is noticed', () => {
    const sample = SAMPLES.find(({ channels }) => channels === 1);
    if (sample === undefined) throw new Error('no sample of one channel');
    const opinions = secondOpinion(sample);
    for (const [name, videos] of channelsOf(sample)) {
      const changed = videos.map((one, index) => (index === 0 ? { ...one, views: (one.views ?? 0) + 1 } : one));
      expect(compare(changed, sample, opinions[name]).differing).not.toEqual([]);
    }
  });
});
