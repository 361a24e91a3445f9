import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../../src/domain/age.js';
import { formatOf } from '../../../src/domain/format.js';
import { median } from '../../../src/domain/quantile.js';
import { comparableByFormat } from '../../../src/domain/robust/comparable.js';
import { forecast } from '../../../src/domain/robust/forecast.js';
import { growthCurveOf, logShare } from '../../../src/domain/robust/growth-curve.js';
import { finish } from '../../../src/domain/steps.js';
import { CHANNELS } from '../real-channels.js';
import { twoLooks } from './two-looks.js';

const METHODS = readFileSync(new URL('../../../docs/methods.md', import.meta.url), 'utf8').replace(/\s+/g, ' ');

test.skipIf(!existsSync(CHANNELS))(
  'uploads of the week after a forecast lie as near to it as the docs say (skipped without the files)',
  async () => {
    const offs = (await twoLooks()).flatMap(({ earlier, later }) =>
      finish(comparableByFormat(earlier.videos, earlier.at)).flatMap((group) => {
        if (group.levels.length < 8) return [];
        const { level, halfWidth } = forecast(group);
        return later.videos.flatMap((video) => {
          const { publishedAt, views } = video;
          if (publishedAt === null || views === null || publishedAt <= earlier.at) return [];
          const age = (later.at - publishedAt) / DAY_MS;
          if (age < 0.1 || formatOf(video).format !== group.format) return [];
          const off = Math.log(views + 1) - level - logShare(growthCurveOf(group.format), age);
          return [{ off, held: Math.abs(off) <= halfWidth }];
        });
      }),
    );
    const error = median(offs.map(({ off }) => Math.abs(off))) ?? NaN;
    const held = offs.filter((one) => one.held).length / offs.length;
    expect({ uploads: offs.length, error: error.toFixed(3), held: held.toFixed(3) }).toEqual({
      uploads: 376,
      error: '0.479',
      held: '0.816',
    });
    expect(METHODS).toContain('376 uploads of the week after it, at the age that each then had: error 0.479,');
    expect(METHODS).toContain('interval held 81.6 %');
  },
);
