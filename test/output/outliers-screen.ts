import type { Column, Screen } from '../../src/domain/screen.js';

/** The outliers screen of the design, as a command would describe it: the input of the goldens. */
export const OUTLIER_COLUMNS: readonly Column[] = [
  { field: 'smartScore', header: 'SCORE', figure: 'score', describe: 'SmartScore, 0 to 1' },
  { field: 'multiple', header: '× TYPICAL', figure: 'multiple', describe: 'views over the typical views' },
  { field: 'views', header: 'VIEWS', figure: 'count', describe: 'views' },
  { field: 'viewsPerDay', header: 'PER DAY', figure: 'count', describe: 'views a day' },
  { field: 'engagementRate', header: 'ENGAGED', figure: 'percent', describe: 'likes and comments over views' },
  { field: 'ageDays', header: 'AGE', figure: 'age', describe: 'days since it was published' },
  { field: 'title', header: 'TITLE', figure: 'title', describe: 'the title' },
];

const high = [
  video(0.91, 8.21, 41_300_000, 212_000, 0.041, 184, 'The Strange Math That Predicts (Almost) Anything'),
  video(0.74, 5.02, 25_200_000, 98_000, 0.039, 245, 'Why Democracy Is Mathematically Impossible'),
  video(0.66, 4.1, 20_900_000, 81_000, null, 244, '量子コンピュータのすべて — the most misunderstood concept'),
];
const low = [video(-0.05, 0.3, 1_400_000, 9_000, 0.03, 153, 'What Happens If You Keep Going 👩‍👩‍👧‍👦🇮🇳')];

export const OUTLIERS_SCREEN: Screen = [
  {
    kind: 'lines',
    lines: [
      { text: 'Veritasium · newest 50 of 482 videos · api, 3 units · 20 Nov 2026', tone: 'muted' },
      { text: '3 of 50 videos stand out; the best has 8.2× the channel’s typical views.', tone: 'strong' },
      '',
    ],
  },
  {
    kind: 'table',
    columns: OUTLIER_COLUMNS,
    sections: [
      { mark: '▲', tone: 'good', rows: high },
      { label: 'Lowest × typical (inside the fences):', rows: low },
    ],
  },
  {
    kind: 'lines',
    lines: [
      'smartscore, fences −0.11 … 0.61 (Q1 0.16, Q3 0.34). All rows: --all. Why: insight help methods',
      'Next: insight streak @veritasium · insight outliers @veritasium --method robust',
    ],
  },
];

function video(
  smartScore: number,
  multiple: number,
  views: number,
  viewsPerDay: number,
  engagementRate: number | null,
  ageDays: number,
  title: string,
) {
  return { smartScore, multiple, views, viewsPerDay, engagementRate, ageDays, title };
}
