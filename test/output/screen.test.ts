import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Screen } from '../../src/domain/screen.js';
import { renderScreen } from '../../src/output/screen.js';
import { CONTROL, hostileText } from './hostile-text.js';
import { OUTLIER_COLUMNS, OUTLIERS_SCREEN } from './outliers-screen.js';

const text = (lines: string[]) => lines.join('\n') + '\n';

const TABLE_AT_80 = [
  '  SCORE  × TYPICAL  VIEWS  PER DAY  ENGAGED   AGE  TITLE',
  '▲  0.91       8.2×  41.3M     212k    4.1 %  6 mo  The Strange Math That Predic…',
  '▲  0.74       5.0×  25.2M      98k    3.9 %  8 mo  Why Democracy Is Mathematica…',
  '▲  0.66       4.1×  20.9M      81k        –  8 mo  量子コンピュータのすべて — t…',
  'Lowest × typical (inside the fences):',
  '  −0.05       0.3×   1.4M     9.0k    3.0 %  5 mo  What Happens If You Keep Goi…',
];

const PIPED = [
  'Veritasium · newest 50 of 482 videos · api, 3 units · 20 Nov 2026',
  '3 of 50 videos stand out; the best has 8.2× the channel’s typical views.',
  '',
  '  SCORE  × TYPICAL  VIEWS  PER DAY  ENGAGED   AGE  TITLE',
  '▲  0.91       8.2×  41.3M     212k    4.1 %  6 mo  The Strange Math That Predicts (Almost) Anything',
  '▲  0.74       5.0×  25.2M      98k    3.9 %  8 mo  Why Democracy Is Mathematically Impossible',
  '▲  0.66       4.1×  20.9M      81k        –  8 mo  量子コンピュータのすべて — the most misunderstood concept',
  'Lowest × typical (inside the fences):',
  '  −0.05       0.3×   1.4M     9.0k    3.0 %  5 mo  What Happens If You Keep Going 👩‍👩‍👧‍👦🇮🇳',
  'smartscore, fences −0.11 … 0.61 (Q1 0.16, Q3 0.34). All rows: --all. Why: insight help methods',
  'Next: insight streak @veritasium · insight outliers @veritasium --method robust',
];

describe('the outliers screen', () => {
  it('is whole and plain in a pipe', async () => {
    expect(await renderScreen(OUTLIERS_SCREEN, { width: null, colour: false })).toBe(text(PIPED));
  });

  it('is the same on a terminal of 200 columns', async () => {
    expect(await renderScreen(OUTLIERS_SCREEN, { width: 200, colour: false })).toBe(text(PIPED));
  });

  it('cuts titles and wraps words at 80 columns', async () => {
    expect(await renderScreen(OUTLIERS_SCREEN, { width: 80, colour: false })).toBe(
      text([
        ...PIPED.slice(0, 3),
        ...TABLE_AT_80,
        'smartscore, fences −0.11 … 0.61 (Q1 0.16, Q3 0.34). All rows: --all. Why:',
        'insight help methods',
        'Next: insight streak @veritasium · insight outliers @veritasium --method robust',
      ]),
    );
  });

  it('drops columns from the right at 40 and says so', async () => {
    expect(await renderScreen(OUTLIERS_SCREEN, { width: 40, colour: false })).toBe(
      text([
        'Veritasium · newest 50 of 482 videos ·',
        'api, 3 units · 20 Nov 2026',
        '3 of 50 videos stand out; the best has',
        '8.2× the channel’s typical views.',
        '',
        '  SCORE  × TYPICAL  VIEWS  TITLE',
        '▲  0.91       8.2×  41.3M  The Strange …',
        '▲  0.74       5.0×  25.2M  Why Democrac…',
        '▲  0.66       4.1×  20.9M  量子コンピュ…',
        'Lowest × typical (inside the fences):',
        '  −0.05       0.3×   1.4M  What Happens…',
        '  3 more columns on a wider terminal',
        'smartscore, fences −0.11 … 0.61 (Q1',
        '0.16, Q3 0.34). All rows: --all. Why:',
        'insight help methods',
        'Next: insight streak @veritasium ·',
        'insight outliers @veritasium --method',
        'robust',
      ]),
    );
  });

  it('colours words, marks and the first column only', async () => {
    const coloured = await renderScreen(OUTLIERS_SCREEN, { width: 80, colour: true });
    expect(coloured.split('\n').slice(0, 9)).toEqual([
      '\x1b[2mVeritasium · newest 50 of 482 videos · api, 3 units · 20 Nov 2026\x1b[22m',
      '\x1b[1m3 of 50 videos stand out; the best has 8.2× the channel’s typical views.\x1b[22m',
      '',
      '  \x1b[2mSCORE  × TYPICAL  VIEWS  PER DAY  ENGAGED   AGE  TITLE\x1b[22m',
      '\x1b[32m▲\x1b[39m  \x1b[32m0.91\x1b[39m       8.2×  41.3M     212k    4.1 %  6 mo  The Strange Math That Predic…',
      '\x1b[32m▲\x1b[39m  \x1b[32m0.74\x1b[39m       5.0×  25.2M      98k    3.9 %  8 mo  Why Democracy Is Mathematica…',
      '\x1b[32m▲\x1b[39m  \x1b[32m0.66\x1b[39m       4.1×  20.9M      81k        –  8 mo  量子コンピュータのすべて — t…',
      'Lowest × typical (inside the fences):',
      '  −0.05       0.3×   1.4M     9.0k    3.0 %  5 mo  What Happens If You Keep Goi…',
    ]);
  });

  it('loses nothing but colour without colour', async () => {
    const coloured = await renderScreen(OUTLIERS_SCREEN, { width: 80, colour: true });
    const plain = await renderScreen(OUTLIERS_SCREEN, { width: 80, colour: false });
    expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(plain);
  });
});

describe('renderScreen', () => {
  const hostileScreen = (titles: string[], width?: number): Screen => [
    { kind: 'lines', lines: [titles.join(' '), { text: `    ${titles.join('')}`, tone: 'bad' }] },
    {
      kind: 'table',
      columns: [{ field: 'title', header: titles[0] ?? '', figure: 'text', describe: '' }, ...OUTLIER_COLUMNS],
      sections: [
        {
          label: titles.join(' '),
          mark: titles[0] ?? '',
          tone: 'good',
          rows: titles.map((title) => ({ title, views: width ?? null })),
        },
      ],
    },
  ];
  const titles = fc.array(hostileText, { minLength: 1, maxLength: 4 });

  it('lets no control character of anybody through', async () => {
    await fc.assert(
      fc.asyncProperty(titles, fc.constantFrom(null, 40, 80), fc.boolean(), async (words, width, colour) => {
        const shown = await renderScreen(hostileScreen(words), { width, colour });
        expect(colour ? shown.replace(/\x1b\[(?:[12]|22|3[1259]|39)m/g, '') : shown).not.toMatch(CONTROL);
        expect(shown).not.toMatch(/\p{Surrogate}/u);
      }),
      { numRuns: 2_500 },
    );
  });

  it('draws no line wider than the terminal', async () => {
    await fc.assert(
      fc.asyncProperty(titles, fc.constantFrom(20, 40, 80, 200), async (words, width) => {
        const shown = await renderScreen(hostileScreen(words), { width, colour: false });
        for (const line of shown.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes a terminal that reports no width for a narrow one', async () => {
    expect(await renderScreen(OUTLIERS_SCREEN, { width: 0, colour: false })).toBe(
      await renderScreen(OUTLIERS_SCREEN, { width: 20, colour: false }),
    );
  });

  it('says nothing for an empty screen, keeps empty lines, and wraps with the indentation kept', async () => {
    const lines = ['', '  Uploads  1.1 a week · median gap 6.4 days', ''];
    expect(await renderScreen([], { width: 80, colour: true })).toBe('');
    expect(await renderScreen([{ kind: 'lines', lines }], { width: 30, colour: true })).toBe(
      '\n  Uploads  1.1 a week · median\n  gap 6.4 days\n\n',
    );
  });

  it('breaks a word that is longer than a line', async () => {
    const shown = await renderScreen([{ kind: 'lines', lines: ['see https://example.org/a/long/path now'] }], {
      width: 20,
      colour: false,
    });
    expect(shown).toBe('see\nhttps://example.org/\na/long/path now\n');
  });
});
