import { highest, METRICS } from '../../domain/channel-metrics.js';
import { age, count, day, multiple, percent } from '../../domain/figures.js';
import { channelName, type Report, type ReportCharts, type ReportedChannel } from '../../domain/report.js';
import { safeText } from '../../domain/safe-text.js';
import { unmarked } from '../unmarked.js';
import { cardsOf, headWords, METHOD_WORDS, standingWords, verdictWords } from './report-words.js';

/** A report as Markdown, tables for figures; titles stay text. */
export function markdownReport({ channels, missing }: Report): string {
  const all = channels.map(({ channel }) => channel);
  return [
    ...(all.length > 1 ? comparison(all) : []),
    ...channels.flatMap(({ channel, charts }) => section(channel, charts)),
    ...missing.flatMap(({ subject, message }) => [`Not in this report: ${plain(subject)} (${plain(message)}).`, '']),
    '## How to read this',
    '',
    ...METHOD_WORDS.map((words) => `- ${plain(words)}`),
    '',
  ].join('\n');
}

const plain = (text: string) => unmarked(safeText(text));
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const rule = head.map((_, at) => (at === 0 ? '---' : '---:'));
  return [row(head.map(plain)), row(rule), ...rows.map((cells) => row(cells.map(plain))), ''];
}

function comparison(channels: readonly ReportedChannel[]): string[] {
  const rows = METRICS.map((metric) => {
    const best = highest(metric, channels);
    return [
      metric.name.trim(),
      ...channels.map((channel, at) => `${metric.words(channel)}${best.has(at) ? ' ▲' : ''}`),
    ];
  });
  const head = ['', ...channels.map(({ channel }) => channelName(channel))];
  return [`# ${channels.length} channels side by side`, '', ...table(head, rows)];
}

function section(channel: ReportedChannel, charts: ReportCharts): string[] {
  const warning = standingWords(channel);
  const { standing, suggestions, timeZone } = channel;
  const videos = standing.map((video) => [
    video.title ?? '–',
    multiple(video.multiple),
    count(video.views),
    percent(video.engagementRate),
    age(video.ageDays),
    day(video.publishedAt, timeZone),
    video.url ?? '–',
  ]);
  return [
    `# ${plain(channelName(channel.channel))}`,
    '',
    plain(headWords(channel)),
    '',
    `**${plain(verdictWords(channel))}**`,
    '',
    ...table(
      ['Figure', 'Value', 'Method and n'],
      cardsOf(channel, charts).map(({ figure, name, method }) => [name, figure, method]),
    ),
    ...(videos.length === 0
      ? []
      : table(['Title', '× typical', 'Views', 'Engaged', 'Age', 'Published', 'Watch'], videos)),
    ...(warning === null ? [] : [plain(warning), '']),
    ...suggestions.map(({ text, evidence }) => `- ${plain(text)} (${plain(evidence)})`),
    ...(suggestions.length === 0 ? [] : ['']),
  ];
}
