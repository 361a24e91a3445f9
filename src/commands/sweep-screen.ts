import type { ViewOptions } from '../command.js';
import { day, decimal, multiple, percent } from '../domain/figures.js';
import { PROVEN_CHANNELS, PROVEN_STRENGTH } from '../domain/niche/topics.js';
import { defaultColumns, type Column, type Line, type Screen, type Section } from '../domain/screen.js';
import type { JudgedVideo } from '../tools/niche/judge-channel.js';
import type { TopicRow } from '../tools/niche/niche-topics.js';
import type { NicheChannelRow, SweepResult } from '../tools/niche/sweep.js';
import { closingLines, WHY } from './closing-lines.js';
import { plural, sourceWords } from './headline.js';
import { NICHE_VIDEO_COLUMNS, TOPIC_COLUMNS } from './niche-columns.js';

const VIDEOS_SHOWN = 10;
/** Of one channel, so that it does not fill the screen. */
const OF_A_CHANNEL = 2;
const PROVEN_SHOWN = 15;
const SEEN_SHOWN = 5;

const FOUND_COLUMNS: readonly Column[] = [
  { field: 'name', header: 'CHANNEL', figure: 'title', describe: 'channel' },
  { field: 'videos', header: 'VIDEOS', figure: 'whole', describe: 'looked at' },
  { field: 'high', header: 'STAND OUT', figure: 'whole', describe: 'of these' },
  { field: 'because', header: 'WHY', figure: 'title', describe: 'why it is looked at' },
];

/** The screen of a niche: what was looked at, what it comes to, the videos, the topics, why these channels, what next. */
export function sweepScreen(result: SweepResult, view: ViewOptions): Screen {
  const { outliers } = result;
  const shown = view.all
    ? outliers
    : outliers
        .slice(0, view.top ?? undefined)
        .filter(view.top === null ? firstOfEach() : () => true)
        .slice(0, view.top ?? VIDEOS_SHOWN);
  const videos: Section = { mark: '▲', tone: 'good', rows: shown };
  const head: Line[] = [
    { text: headline(result, view.timeZone), tone: 'muted' },
    { text: verdict(result), tone: 'strong' },
    '',
  ];
  const columns = view.columns ?? defaultColumns(NICHE_VIDEO_COLUMNS);
  return [
    { kind: 'lines', lines: head },
    ...(shown.length === 0 ? [] : [{ kind: 'table' as const, columns, sections: [videos] }]),
    // Who asks for fields of videos asks for videos alone.
    ...(view.columns === null ? [...topicBlocks(result, view), ...channelBlocks(result)] : []),
    { kind: 'lines', lines: closing(result, view, outliers.length - shown.length) },
  ];
}

/** Lets the best of each channel through, and no more. */
function firstOfEach(): (video: JudgedVideo) => boolean {
  const shown = new Map<string, number>();
  return ({ channel: { id, title } }) => {
    const name = id ?? title ?? '';
    shown.set(name, (shown.get(name) ?? 0) + 1);
    return (shown.get(name) ?? 0) <= OF_A_CHANNEL;
  };
}

function headline({ sample, source, asOf, channels }: SweepResult, timeZone: string): string {
  const seeds = channels.filter(({ seed }) => seed).length;
  const who =
    seeds === 0
      ? plural(sample.channels, 'channel')
      : `${plural(seeds, 'seed')} and ${plural(sample.channels - seeds, 'channel')} beside`;
  return [who, plural(sample.videos, 'video'), sourceWords(source), day(asOf, timeZone)].join(' · ');
}

function verdict({ sample, topics }: SweepResult): string {
  const { high, judged, judgedChannels } = sample;
  const proven = topics.filter((topic) => topic.proven);
  const stand = `${high} of ${plural(judged, 'video')} on ${plural(judgedChannels, 'channel')} ${high === 1 ? 'stands' : 'stand'} out`;
  const [best] = proven;
  if (best !== undefined) {
    const first = `"${best.topic}" (${best.channels} channels)`;
    return proven.length === 1
      ? `${stand}; one topic is proven: ${first}.`
      : `${stand}; ${proven.length} topics are proven, first ${first}.`;
  }
  if (high === 0) return `${stand}.`;
  return `${stand}; no topic of theirs is proven: that takes ${PROVEN_CHANNELS} channels.`;
}

function topicBlocks({ topics, sample, provenByChance }: SweepResult, { all }: ViewOptions): Screen {
  const proven = topics.filter((topic) => topic.proven);
  const seen = topics.filter((topic) => !topic.proven);
  if (topics.length === 0) return [];
  const sections: Section[] = [
    { label: `Proven on at least ${PROVEN_CHANNELS} channels:`, rows: proven.slice(0, all ? undefined : PROVEN_SHOWN) },
    { label: 'Only seen, not proven:', rows: seen.slice(0, all ? undefined : SEEN_SHOWN) },
  ]
    .filter(({ rows }) => rows.length > 0)
    .map(({ label, rows }) => ({ label, rows: rows.map(forTheEye) }));
  const usual = sample.judged === 0 ? null : sample.high / sample.judged;
  return [
    { kind: 'lines', lines: [''] },
    { kind: 'table', columns: TOPIC_COLUMNS, sections },
    {
      kind: 'lines',
      lines: [
        `Of all videos ${percent(usual)} stand out. By chance alone ${decimal(provenByChance, 1)} topics would be proven.`,
      ],
    },
  ];
}

/** A topic with the figures that are words. */
export function forTheEye(topic: TopicRow): object {
  const { outliers, videos, evidence } = topic;
  const [best] = evidence;
  return {
    ...topic,
    rate: `${outliers} of ${videos}`,
    best: best === undefined ? null : `${multiple(best.multiple)} ${best.title ?? ''} (${best.channel ?? ''})`,
  };
}

function channelBlocks({ channels, more, passedOver }: SweepResult): Screen {
  const found = channels.filter(({ reasons }) => reasons.length > 0);
  const beside = [
    ...(more > 0 ? [`${more} more appear with them and were not looked at: raise --channels.`] : []),
    ...(passedOver.length > 0 ? [`Passed over: ${passedOver.map(({ subject }) => subject).join(', ')}.`] : []),
  ];
  return [
    ...(found.length === 0
      ? []
      : [
          { kind: 'lines' as const, lines: [''] },
          { kind: 'table' as const, columns: FOUND_COLUMNS, sections: [{ rows: channels.map(named) }] },
        ]),
    ...(beside.length === 0 ? [] : [{ kind: 'lines' as const, lines: beside }]),
  ];
}

function named(channel: NicheChannelRow): object {
  const { handle, title, id, seed, why } = channel;
  return { ...channel, name: title ?? handle ?? id, because: seed ? 'seed' : why };
}

function closing({ channels, topics }: SweepResult, { all, top, subject }: ViewOptions, left: number): Line[] {
  const methods = new Set(channels.flatMap(({ method }) => method ?? []));
  const few = channels.filter(({ method }) => method === null).length;
  const more = left > 0 && top === null && !all ? [`${left} more and all topics: --all.`] : [];
  const [best] = topics;
  const name = channels.find(({ seed }) => seed)?.handle ?? null;
  return [
    ...closingLines(
      [
        `${[...methods].join(' and ')}, each channel against itself.`,
        ...(few > 0 ? [`${plural(few, 'channel')} with too few videos.`] : []),
        `Proven: ${PROVEN_CHANNELS} channels, strength ${PROVEN_STRENGTH}, lift over 1.`,
        ...more,
        WHY,
      ],
      ' ',
    ),
    ...closingLines(
      [
        `Next: insight gap ${channels.some(({ seed }) => seed) ? '@yourchannel' : '"your channel"'} ${subject}`,
        ...(best === undefined || name === null ? [] : [`insight outliers ${name} --method robust`]),
      ],
      ' · ',
      '      ',
    ),
  ];
}
