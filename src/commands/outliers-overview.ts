import type { ViewOptions } from '../command.js';
import type { AnalysedVideo } from '../domain/analysis.js';
import type { Column, Screen } from '../domain/screen.js';
import type { OutliersResult, RobustResult } from '../tools/outliers.js';
import { closingLines, overviewRows, WHY } from './closing-lines.js';

type Result = OutliersResult | RobustResult;

const COLUMNS: readonly Column[] = [
  { field: 'best.multiple', header: '× TYPICAL', figure: 'multiple', describe: 'of the best outlier' },
  { field: 'name', header: 'CHANNEL', figure: 'title', describe: 'channel' },
  { field: 'summary.videos', header: 'VIDEOS', figure: 'count', describe: 'videos looked at' },
  { field: 'summary.high', header: 'HIGH', figure: 'count', describe: 'high outliers' },
  { field: 'summary.low', header: 'LOW', figure: 'count', describe: 'low outliers' },
  { field: 'best.title', header: 'BEST', figure: 'title', describe: 'the best outlier' },
];

/** Many channels on one screen: a line each, the one whose best outlier is furthest from its typical first. */
export function outliersOverview(results: readonly Result[], view: ViewOptions): Screen {
  const rows = results
    .map((result) => {
      // They come first, whatever the method.
      const high: AnalysedVideo[] = [...result.videos.slice(0, result.summary.high)];
      const best = high.sort((a, b) => (b.multiple ?? 0) - (a.multiple ?? 0))[0] ?? null;
      return { summary: result.summary, name: result.channel.title ?? result.channel.id, best };
    })
    .sort((a, b) => (b.best?.multiple ?? -1) - (a.best?.multiple ?? -1));
  const { shown, more } = overviewRows(rows, view.top);
  return [
    {
      kind: 'lines',
      lines: [{ text: verdict(results), tone: 'strong' }, ''],
    },
    { kind: 'table', columns: COLUMNS, sections: [{ rows: shown }] },
    {
      kind: 'lines',
      lines: closingLines(
        [`Method: ${results[0]?.method ?? ''}.`, ...more, 'One channel in full: name it.', 'All of them: --all.', WHY],
        ' ',
      ),
    },
  ];
}

/** Counts only the channels that have enough videos for a verdict. */
function verdict(results: readonly Result[]): string {
  const judged = results.filter(({ summary }) => !summary.tooFew);
  if (judged.length === 0)
    return `None of ${results.length} channels has enough videos with views and a date to say which stand out.`;
  const videos = judged.reduce((sum, { summary }) => sum + summary.videos, 0);
  const high = judged.reduce((sum, { summary }) => sum + summary.high, 0);
  const channels = judged.length === results.length ? String(results.length) : `${judged.length} of ${results.length}`;
  return `${high} of ${videos} videos stand out, each on its own channel (${channels} channels).`;
}
