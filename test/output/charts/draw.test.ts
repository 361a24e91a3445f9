import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Chart } from '../../../src/domain/charts/chart.js';
import { uploadsChart } from '../../../src/domain/charts/uploads-chart.js';
import { chartLines } from '../../../src/output/charts/draw.js';
import { signsFor, type Signs } from '../../../src/output/charts/signs.js';
import { paintFor } from '../../../src/output/colour.js';

const UNICODE = signsFor({ LANG: 'C.UTF-8' });
const ASCII = signsFor({ LANG: 'C' });
const plainly = await paintFor(false);
const draw = (chart: Chart, width: number, signs: Signs = UNICODE) =>
  chartLines(chart, { width, paint: plainly, signs });

const VIEWS: Chart = {
  form: 'views',
  uploads: [1e3, 2e3, 1.5e3, 1e6, 3e3, 100, 2e3].map((views, at) => ({
    at,
    views,
    outlier: views === 1e6 ? 'high' : views === 100 ? 'low' : null,
  })),
};

const SCORES: Chart = {
  form: 'scores',
  name: 'SmartScore',
  values: [0.1, 0.11, 0.12, 0.13, 0.2, 0.95],
  from: 0,
  to: 1,
  lowerFence: -0.05,
  upperFence: 0.5,
  also: null,
};

/** Every Tuesday at 18:30 UTC for ten weeks, twice on the last, and a Sunday. */
const TUESDAYS = [
  ...Array.from({ length: 10 }, (_, week) => Date.UTC(2026, 8, 8 + week * 7, 18, 30)),
  Date.UTC(2026, 10, 10, 19),
  Date.UTC(2026, 10, 15, 6),
];
const UPLOADS = uploadsChart(TUESDAYS, Date.UTC(2026, 10, 20), 'UTC');

describe('views over the uploads', () => {
  it('are bars on a log scale, the best and the least named, outliers marked below', () => {
    expect(draw(VIEWS, 80)).toEqual([
      '  1.0M    █',
      '   100 ▅▆▅█▇▁▆',
      '          ▲ ▼ ',
      'Views of 7 uploads, oldest to newest, log scale, ▲ high, ▼ low',
    ]);
  });

  it('need no letters beyond ASCII', () => {
    expect(draw(VIEWS, 80, ASCII)).toEqual([
      '  1.0M    #',
      '   100 :||#|.|',
      '          ^ v ',
      'Views of 7 uploads, oldest to newest, log scale, ^ high, v low',
    ]);
  });

  it('more than fit stand for several each, by their median', () => {
    const many: Chart = {
      form: 'views',
      uploads: Array.from({ length: 100 }, (_, at) => ({ at, views: at + 1, outlier: null })),
    };
    const [top, bottom, caption] = draw(many, 60);
    expect(top?.trim().split(' ')[0]).toBe('100');
    expect(bottom?.trimEnd()).toHaveLength(7 + 50);
    expect(caption).toBe('Views of 100 uploads, the median of each 2, oldest to');
  });

  it('all alike are all as high', () => {
    const alike: Chart = {
      form: 'views',
      uploads: Array.from({ length: 4 }, () => ({ at: 0, views: 0, outlier: null })),
    };
    expect(draw(alike, 60).slice(0, 2)).toEqual(['     0 ', '     0 ████']);
  });
});

describe('scores', () => {
  it('are counted over an axis with the fences that lie on it', () => {
    expect(draw(SCORES, 80)).toEqual([
      '     4       ███',
      '     0       ███   ▄▄▄'.padEnd(7 + 57) + '▄▄▄',
      `  0.00 ${'─'.repeat(30)}┴${'─'.repeat(29)} 1.00`,
      'SmartScore of 6 videos; ┴ fences: low −0.05 (off the scale), high 0.50',
    ]);
  });

  it('say what else it takes to stand out, and how many lie beyond the ends', () => {
    const z: Chart = {
      ...SCORES,
      name: 'z',
      values: [-7, -1, 0, 1, 9, 12],
      from: -6,
      to: 6,
      lowerFence: -2,
      upperFence: 2,
      also: 'and at least 2.5×',
    };
    const caption = draw(z, 80).slice(3).join(' ');
    expect(caption).toBe(
      'z of 6 videos; ┴ fences: low −2.00, high 2.00, and at least 2.5×; 3 beyond the ends of the scale, counted at them',
    );
    expect(draw(z, 80, ASCII).join(' ')).toMatch(/and at least 2\.5x/);
  });

  it('need no letters beyond ASCII', () => {
    expect(draw(SCORES, 40, ASCII).join('\n')).toMatch(/^[\n -~]*$/);
    expect(draw(SCORES, 40, ASCII)).toContain(`  0.00 ${'-'.repeat(10)}+${'-'.repeat(9)} 1.00`);
  });
});

describe('uploads', () => {
  it('are a calendar and beside it the hours of the week', () => {
    const lines = draw(UPLOADS, 60);
    expect(lines[0]).toBe('    May Jun Jul Aug  Sep Oct Nov    00    06    12    18    ');
    expect(lines[2]).toBe(`Tue ${'·'.repeat(18)}░░░░░░░░░▒·   ${'·'.repeat(18)}█░····`);
    expect(lines[7]).toMatch(/^Sun ·{27}░ {4}·{6}░·{17}$/);
    expect(lines.slice(8)).toEqual([
      '12 uploads by day, 29 weeks to 20 Nov 2026: · none ░ 1 ▒ 2',
      'All 12 by weekday and hour, UTC: · none ░ 1–3 ▒ 4–5 ▓ 6–8 █',
      '9–10',
    ]);
  });

  it('stand below each other where it is narrow, and without letters beyond ASCII where these would not show', () => {
    const lines = draw(UPLOADS, 40, ASCII);
    expect(lines.join('\n')).toMatch(/^[\n -~]*$/);
    expect(lines).toContain(`Tue ${'.'.repeat(25)}---------+.`.slice(0, 40).trimEnd());
    expect(lines).toContain(`Tue ${'.'.repeat(18)}#-....`);
  });

  it('of a channel that fell silent end with its last one', () => {
    const silent = uploadsChart(TUESDAYS, Date.UTC(2029, 0, 1), 'UTC');
    expect(draw(silent, 80).join('\n')).toContain('12 uploads by day, 49 weeks to 15 Nov 2026');
  });

  it('are told by the clock of their zone', () => {
    const there = uploadsChart([Date.UTC(2026, 10, 8, 23, 30)], Date.UTC(2026, 10, 20), 'Asia/Kolkata');
    expect(there.hours?.[0]?.[5]).toBe(1);
  });

  it('of a source that tells days alone have no hours, and lie on these days in every zone', () => {
    const days = [Date.UTC(2026, 10, 2), Date.UTC(2026, 10, 9), Date.UTC(2026, 10, 16)];
    const there = uploadsChart(days, Date.UTC(2026, 10, 20), 'America/Los_Angeles');
    expect(there.hours).toBeNull();
    const lines = draw(there, 60);
    expect(lines[1]).toMatch(/^Mon ·+░░░$/);
    expect(lines.slice(8)).toEqual([
      '3 uploads by day, 53 weeks to 20 Nov 2026: · none ░ 1',
      'The source tells days without hours.',
    ]);
  });
});

const upload = fc.record({
  at: fc.nat(),
  views: fc.nat(10 ** 10),
  outlier: fc.constantFrom('high' as const, 'low' as const, null),
});
const anyChart: fc.Arbitrary<Chart> = fc.oneof(
  fc.record({ form: fc.constant('views' as const), uploads: fc.array(upload, { minLength: 1, maxLength: 300 }) }),
  fc
    .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 })
    .map((values): Chart => ({ ...SCORES, values, lowerFence: values[0] ?? 0, upperFence: 1 })),
  fc
    .array(fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2026, 0) }), { minLength: 1 })
    .map((instants) => uploadsChart(instants, Date.UTC(2026, 0), 'America/Los_Angeles')),
);

it('no picture is wider than the terminal, from 40 columns on; below there is none', () => {
  fc.assert(
    fc.property(anyChart, fc.integer({ min: 40, max: 200 }), fc.boolean(), (chart, width, ascii) => {
      const lines = draw(chart, width, ascii ? ASCII : UNICODE);
      expect(lines.length).toBeGreaterThan(2);
      expect(lines.filter((line) => line.length > width)).toEqual([]);
    }),
    { numRuns: 60 },
  );
  expect(draw(VIEWS, 39)).toEqual([]);
});

it('colour adds nothing that the characters do not say', async () => {
  const paint = await paintFor(true);
  for (const chart of [VIEWS, SCORES, UPLOADS]) {
    const coloured = chartLines(chart, { width: 80, paint, signs: UNICODE });
    expect(coloured.join('\n')).toContain('\x1b[');
    expect(coloured.map((line) => line.replaceAll(/\x1b\[\d+m/g, ''))).toEqual(draw(chart, 80));
  }
});

it('the letters follow the locale and the terminal', () => {
  expect(signsFor({})).toBe(UNICODE);
  expect(signsFor({ LANG: 'en_US.UTF-8', LC_ALL: 'POSIX' })).toBe(ASCII);
  expect(signsFor({ LANG: 'C', LC_ALL: 'de_DE.utf8' })).toBe(UNICODE);
  expect(signsFor({ LANG: 'C.UTF-8', TERM: 'linux' })).toBe(ASCII);
});
