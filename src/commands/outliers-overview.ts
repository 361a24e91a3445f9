import type { ViewOptions } from '../command.js';
import type { Column, Screen } from '../domain/screen.js';
import type { OutliersResult } from '../tools/outliers.js';
import { closingLines, WHY } from './closing-lines.js';

const COLUMNS: readonly Column[] = [
  { field: 'best.multiple', header: '× TYPICAL', figure: 'multiple', describe: 'of the best outlier' },
  { field: 'name', header: 'CHANNEL', figure: 'text', describe: 'channel' },
  { field: 'summary.videos', header: 'VIDEOS', figure: 'count', describe: 'videos looked at' },
  { field: 'summary.high', header: 'HIGH', figure: 'count', describe: 'high outliers' },
  { field: 'summary.low', header: 'LOW', figure: 'count', describe: 'low outliers' },
  { field: 'best.title', header: 'BEST', figure: 'title', describe: 'the best outlier' },
];

/** Many channels on one screen: a line each, the one whose best outlier is furthest from its typical first. */
export function outliersOverview(results: readonly OutliersResult[], view: ViewOptions): Screen {
  const rows = results
    .map((result) => {
      const high = result.videos.filter(({ outlier }) => outlier === 'high');
      const best = high.sort((a, b) => (b.multiple ?? 0) - (a.multiple ?? 0))[0] ?? null;
      return { summary: result.summary, name: result.channel.title ?? result.channel.id, best };
    })
    .sort((a, b) => (b.best?.multiple ?? -1) - (a.best?.multiple ?? -1));
  const videos = results.reduce((sum, { summary }) => sum + summary.videos, 0);
  const high = results.reduce((sum, { summary }) => sum + summary.high, 0);
  return [
    {
      kind: 'lines',
      lines: [
        {
          text: `${high} of ${videos} videos stand out, each on its own channel (${results.length} channels).`,
          tone: 'strong',
        },
        '',
      ],
    },
    { kind: 'table', columns: COLUMNS, sections: [{ rows: rows.slice(0, view.top ?? undefined) }] },
    {
      kind: 'lines',
      lines: closingLines(['One channel: name it before --from.', 'Each channel in full: --all.', WHY], ' '),
    },
  ];
}
