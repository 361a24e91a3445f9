import { defineCommand, type Input, type ViewOptions } from '../command.js';
import type { Context } from '../context.js';
import { bytesInWords } from '../domain/bytes-in-words.js';
import type { Report } from '../domain/report.js';
import type { Column, Line, Screen } from '../domain/screen.js';
import { Failure, isSubjectFailure, type SubjectFailure } from '../errors.js';
import { choice, OUTPUT_FLAGS, SAVE_FLAG, text, toggle, VIDEO_FLAGS } from '../flags.js';
import { inTurns } from '../tools/in-turns.js';
import {
  REPORT_CHARTS,
  REPORT_FILES,
  reportChannel,
  type ReportedProfile,
  type WrittenFile,
} from '../tools/report-channel.js';
import { compareScreen } from './compare.js';
import { PROFILE_COLUMNS } from './profile-columns.js';
import { embeddedThumbnails } from './report-thumbnails.js';
import { askForVideos, CHANNELS, judgeEach, planForVideos } from './video-question.js';

const FLAGS = {
  html: text('write one self-contained HTML page: charts, dark and light, printable', 'FILE'),
  md: text('write Markdown with tables', 'FILE'),
  embed: toggle('put the thumbnails into the page, instead of links to i.ytimg.com'),
  force: toggle('replace a file that is there'),
  ...VIDEO_FLAGS,
  ...SAVE_FLAG,
  period: choice('what a streak counts', ['day', 'week', 'month'], { shownDefault: 'week' }),
  ...OUTPUT_FLAGS,
} as const;

export const report = defineCommand({
  name: 'report',
  summary: 'Write a report of channels to send to others: an HTML page, or Markdown',
  details:
    'Every figure stands with its method and n. The page is one file that runs no script and asks no host, but that of ' +
    'thumbnails unless --embed puts them in. Several channels are also set side by side.',
  argument: CHANNELS,
  flags: FLAGS,
  examples: [
    { words: 'report @veritasium --html veritasium.html', does: 'a page with charts and linked thumbnails' },
    { words: 'report @veritasium @kurzgesagt --html both.html --embed', does: 'two channels, thumbnails in the file' },
    { words: 'report --from videos.csv --md report.md', does: 'Markdown of every channel of a file' },
  ],
  rows: null,
  columns: [
    ...PROFILE_COLUMNS,
    { field: 'standing', figure: 'text', describe: 'the videos that stand out, at most 8' },
    { field: 'suggestions', figure: 'text', describe: 'what to do next: text, evidence, source' },
  ] satisfies readonly Column[],
  plan: (context, { words, flags }) => planForVideos(context, words, flags),
  run: writeReport,
  screen: (result, view) => reportScreen([result], view),
  overview: reportScreen,
  overviewFrom: 1,
});

async function writeReport(context: Context, { words, flags }: Input<typeof FLAGS>) {
  if (flags.embed && flags.html === null) {
    throw new Failure('usage', '--embed is about the page of --html', 'add --html FILE, or leave it out');
  }
  const desk = await context.reportDesk();
  const html = flags.html === null ? null : await desk.place(named(flags.html, '--html'), flags.force);
  const md = flags.md === null ? null : await desk.place(named(flags.md, '--md'), flags.force);
  const answer = await askForVideos(context, words, flags);
  const { timeZone } = context;
  const growth = await context.growth();
  const { results, several } = await judgeEach(answer, (channel) => {
    const question = { asOf: answer.asOf(channel), timeZone, period: flags.period ?? 'week' };
    return inTurns(reportChannel(channel, question, growth), context.signal);
  });
  const good = results.filter((result): result is ReportedProfile => !isSubjectFailure(result));
  const written: WrittenFile[] = [];
  if (good.length > 0) {
    const pictures = flags.embed ? await embeddedThumbnails(context, good, flags.offline) : null;
    const whole = reportOf(good, results.filter(isSubjectFailure), pictures);
    const write = async (path: string, name: string, page: string) => {
      await desk.write(path, page);
      written.push({ path: name, bytes: new TextEncoder().encode(page).length });
    };
    if (html !== null) await write(html, flags.html ?? '', await desk.html(whole));
    if (md !== null) await write(md, flags.md ?? '', await desk.markdown(whole));
  }
  return {
    results: results.map((result) => (isSubjectFailure(result) ? result : { ...result, [REPORT_FILES]: written })),
    several,
  };
}

function named(path: string, flag: string): string {
  if (path === '-')
    throw new Failure('usage', `${flag} writes a file, not to stdout`, `for example ${flag} report.${flag.slice(2)}`);
  if (path !== '') return path;
  throw new Failure('usage', `${flag} names no file`, `for example ${flag} report.${flag.slice(2)}`);
}

function reportOf(
  good: readonly ReportedProfile[],
  failed: readonly SubjectFailure[],
  pictures: Report['pictures'],
): Report {
  return {
    channels: good.map((channel) => ({ channel, charts: channel[REPORT_CHARTS]() })),
    missing: failed.map(({ subject, error }) => ({ subject, message: error.message })),
    pictures,
  };
}

/** The figures side by side, and where the report went; without a file, how to get one. */
function reportScreen(results: readonly ReportedProfile[], view: ViewOptions): Screen {
  const written = results[0]?.[REPORT_FILES] ?? [];
  const lines: Line[] = written.map(({ path, bytes }) => ({
    text: `Wrote ${path} (${bytesInWords(bytes)}).`,
    tone: 'strong',
    unbroken: true,
  }));
  const how: Line = { text: `A page to send: insight report ${view.subject} --html report.html`, tone: 'muted' };
  return [...compareScreen(results, view), { kind: 'lines', lines: lines.length === 0 ? [how] : lines }];
}
