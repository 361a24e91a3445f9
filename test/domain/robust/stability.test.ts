import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { analyse } from '../../../src/domain/analysis.js';
import type { Outlier } from '../../../src/domain/outliers.js';
import { analyseRobustly } from '../../../src/domain/robust/robust-analysis.js';
import { finish } from '../../../src/domain/steps.js';
import type { Video } from '../../../src/domain/video.js';
import { CHANNELS } from '../real-channels.js';
import { twoLooks } from './two-looks.js';

const METHODS = readFileSync(new URL('../../../docs/methods.md', import.meta.url), 'utf8');

type Judge = (videos: readonly Video[], asOf: number) => Iterable<{ id: string | null; outlier: Outlier | null }>;

test.skipIf(!existsSync(CHANNELS))(
  'verdicts on real channels a week apart are the same more often than those of SmartScore (skipped without the files)',
  async () => {
    const pairs = (await twoLooks()).flatMap(({ earlier, later }) => {
      const before = new Set(earlier.videos.filter(({ views }) => views !== null).map(({ id }) => id));
      const after = later.videos.filter(({ id }) => before.has(id)).slice(0, 50);
      const both = new Set(after.map(({ id }) => id));
      if (after.length < 20) return [];
      return [{ earlier: { ...earlier, videos: earlier.videos.filter(({ id }) => both.has(id)) }, later, after }];
    });
    const stability = (judge: Judge) => {
      let [named, high, both, either] = [0, 0, 0, 0];
      for (const { earlier, later, after } of pairs) {
        const found = (videos: readonly Video[], at: number) =>
          [...judge(videos, at)].filter(({ outlier }) => outlier !== null);
        const first = found(earlier.videos, earlier.at);
        const second = new Set(found(after, later.at).map(({ id }) => id));
        const again = first.filter(({ id }) => second.has(id)).length;
        named += first.length;
        high += first.filter(({ outlier }) => outlier === 'high').length;
        both += again;
        either += first.length + second.size - again;
      }
      return { jaccard: (both / either).toFixed(3), named, high };
    };
    const smart = stability((videos, at) => finish(analyse(videos, at)).videos);
    const robust = stability((videos, at) => finish(analyseRobustly(videos, at)).videos);
    expect({ channels: pairs.length, smart, robust }).toEqual({
      channels: 124,
      smart: { jaccard: '0.738', named: 268, high: 266 },
      robust: { jaccard: '0.893', named: 405, high: 184 },
    });
    expect(METHODS.replace(/\s+/g, ' ')).toContain(
      'on all 124 channels .738 for SmartScore (268 named, 266 of them high) and .893 for robust (405 named, 184 of them high)',
    );
  },
);
