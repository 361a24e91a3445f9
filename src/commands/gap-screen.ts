import type { ViewOptions } from '../command.js';
import { day, decimal, multiple } from '../domain/figures.js';
import { SEVERAL_CHANNELS } from '../domain/niche/gap-topics.js';
import type { Column, Line, Screen, Section } from '../domain/screen.js';
import type { GapResult, GapRow } from '../tools/niche/gap.js';
import { closingLines, WHY } from './closing-lines.js';
import { plural, sourceWords } from './headline.js';

const TOPICS_SHOWN = 10;
const EVIDENCE_SHOWN = 2;

const EVIDENCE_COLUMNS: readonly Column[] = [
  { field: 'multiple', header: '× TYPICAL', figure: 'multiple', describe: 'against the usual of its channel' },
  { field: 'channel', header: 'CHANNEL', figure: 'title', describe: 'whose it is' },
  { field: 'title', header: 'TITLE', figure: 'title', describe: 'title' },
  { field: 'url', header: 'WATCH', figure: 'text', describe: 'watch page' },
];

/** The screen of a gap: what was looked at, what it comes to, each topic with videos that show it, what next. */
export function gapScreen(result: GapResult, view: ViewOptions): Screen {
  const { topics } = result;
  const shown = topics.slice(0, view.all ? undefined : (view.top ?? TOPICS_SHOWN));
  const lines: Line[] = [
    { text: headline(result, view.timeZone), tone: 'muted' },
    { text: verdict(result), tone: 'strong' },
    '',
  ];
  return [
    { kind: 'lines', lines: topics.length === 0 ? lines.slice(0, 2) : lines },
    ...(topics.length === 0 ? [] : [table(shown, view)]),
    { kind: 'lines', lines: closing(result, view, topics.length - shown.length) },
  ];
}

function table(topics: readonly GapRow[], { columns, all }: ViewOptions): Screen[number] {
  if (columns !== null) return { kind: 'table', columns, sections: [{ rows: topics }] };
  const sections = topics.map((topic): Section => ({
    label: label(topic),
    rows: topic.evidence.slice(0, all ? undefined : EVIDENCE_SHOWN),
  }));
  return { kind: 'table', columns: EVIDENCE_COLUMNS, sections };
}

function label({ topic, channels, outliers, videos, expected, lift, mine }: GapRow): string {
  const mineToo = mine.videos === 0 ? '' : `, yours ${mine.videos} of ${mine.of}`;
  return `${topic}: ${plural(channels, 'channel')}, ${outliers} of ${videos} ${outliers === 1 ? 'stands' : 'stand'} out (chance ${decimal(expected, 1)}), lift ${multiple(lift)}${mineToo}`;
}

function headline({ mine, theirs, source, asOf }: GapResult, timeZone: string): string {
  const name = mine.title ?? mine.handle ?? mine.id ?? 'your channel';
  const videos = theirs.reduce((sum, one) => sum + one.videos, 0);
  const there = `${plural(theirs.length, 'channel')} with ${plural(videos, 'video')}`;
  return [`${name}, ${plural(mine.videos, 'video')}, against ${there}`, sourceWords(source), day(asOf, timeZone)].join(
    ' · ',
  );
}

function verdict({ topics, mine, theirs }: GapResult): string {
  const high = theirs.reduce((sum, one) => sum + one.high, 0);
  const [first] = topics;
  if (first === undefined) {
    return high === 0
      ? 'Nothing stands out there, so nothing is missing here.'
      : `Nothing is missing: no topic of their ${plural(high, 'video')} that stand out is absent from your ${mine.videos}.`;
  }
  const several = topics.filter(({ channels }) => channels >= SEVERAL_CHANNELS).length;
  const count = `${plural(topics.length, 'topic')} that ${topics.length === 1 ? 'does' : 'do'} well there ${topics.length === 1 ? 'is' : 'are'} missing in your ${plural(mine.videos, 'video')}`;
  const proven = topics.filter((topic) => topic.proven).length;
  const of =
    several === 0
      ? `${topics.length === 1 ? '' : 'each '}on one channel alone`
      : `${several} of them on ${SEVERAL_CHANNELS} channels or more`;
  return `${count}, ${of}, ${proven === 0 ? 'none' : proven} proven; first "${first.topic}".`;
}

function closing({ theirs }: GapResult, { all, top }: ViewOptions, left: number): Line[] {
  const methods = new Set(theirs.flatMap(({ method }) => method ?? []));
  const few = theirs.filter(({ method }) => method === null).length;
  return [
    ...closingLines(
      [
        `${[...methods].join(' and ')}, each channel against itself.`,
        ...(few > 0 ? [`${plural(few, 'channel')} with too few videos.`] : []),
        ...(left > 0 && top === null && !all ? [`${left} more topics and all videos: --all.`] : []),
        WHY,
      ],
      ' ',
    ),
    ...closingLines(['Next: insight keywords "a topic"', 'insight concepts "a topic"'], ' · ', '      '),
  ];
}
