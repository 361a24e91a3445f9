import { defineCommand, one, type ViewOptions } from '../command.js';
import type { Context } from '../context.js';
import type { Screen } from '../domain/screen.js';
import { Failure, isSubjectFailure } from '../errors.js';
import { list, OUTPUT_FLAGS, ROW_FLAGS, text, VIDEO_FLAGS, type FlagValues } from '../flags.js';
import type { ChannelVideos } from '../providers/ports.js';
import { freePlan } from '../tools/plan-report.js';
import { scoreTitle, type TitleScoreResult } from '../tools/score-title.js';
import { closingLines, WHY } from './closing-lines.js';
import { plural } from './headline.js';
import { adviceLines, partColumns, scoreBlocks } from './score-screen.js';
import { askForVideos, planForVideos } from './video-question.js';

const COLUMNS = partColumns([
  { field: 'want.does', figure: 'text', describe: 'the advice for programs: what to do; null for no advice' },
  { field: 'want.where', figure: 'text', describe: 'with what: title, tags …' },
  { field: 'want.least', figure: 'whole', describe: 'how much there must be at least; null where that does not count' },
  { field: 'want.most', figure: 'whole', describe: 'how much there may be; null where that does not count' },
  { field: 'want.text', figure: 'text', describe: 'what is to be put in, differed from or replaced' },
]);

const FLAGS = {
  keyword: text('the words that people are to find it by', 'WORDS'),
  description: text('the description; - reads it from stdin', 'TEXT'),
  tags: list('its tags', 'a,b'),
  channel: text('the channel it is for: its last titles should be others', 'CHANNEL'),
  ...VIDEO_FLAGS,
  ...ROW_FLAGS,
  ...OUTPUT_FLAGS,
};
type TitleFlags = FlagValues<typeof FLAGS>;

export const scoreTitleCommand = defineCommand({
  name: 'score title',
  summary: 'Score a title, with description and tags, by named parts',
  details:
    'A sum of rules, 0 to 100: the same words get the same score, and no model is asked. What is not given is not judged, ' +
    'and the other parts weigh more. A good score goes with few more views on real channels: insight help methods says how few.',
  argument: { name: 'title', describe: 'the title', required: true, variadic: true },
  flags: FLAGS,
  examples: [
    { words: 'score title "Vegan ramen in 20 minutes" --keyword "vegan ramen"', does: 'the title alone' },
    {
      words: 'score title "Vegan ramen" --tags ramen --description - < about.txt',
      does: 'with all that goes with it',
    },
    { words: 'score title "Vegan ramen" --channel @mychannel', does: 'and whether it is unlike the last 50 titles' },
  ],
  rows: 'parts',
  columns: COLUMNS,
  plan: async (context, { flags }) =>
    hasChannel(flags) ? planForVideos(context, channelsOf(flags), flags) : freePlan('given'),
  run: async (context, { words, flags }) => {
    const title = words.join(' ').trim();
    if (title === '')
      throw new Failure('usage', 'which title?', 'for example: insight score title "Vegan ramen at home"');
    const videos = hasChannel(flags) ? await lastVideos(context, flags) : null;
    const description = flags.description === '-' ? await context.readStdin() : flags.description;
    const { keyword, tags } = flags;
    return one(scoreTitle({ title, keyword, description, tags }, videos, context.now()));
  },
  screen: titleScreen,
});

const hasChannel = ({ channel, from }: TitleFlags): boolean => channel !== null || from.length > 0;
const channelsOf = ({ channel }: TitleFlags): readonly string[] => (channel === null ? [] : [channel]);

async function lastVideos(context: Context, flags: TitleFlags): Promise<ChannelVideos> {
  if (flags.description === '-' && (flags.from.includes('-') || flags.channel === '-')) {
    throw new Failure('usage', 'stdin cannot be both the description and the videos', 'name a file for one of them');
  }
  const { channels } = await askForVideos(context, channelsOf(flags), flags);
  const [first] = channels;
  if (first !== undefined && !isSubjectFailure(first) && channels.length === 1) return first;
  throw new Failure('usage', `there are ${channels.length} channels to compare with`, 'name one with --channel');
}

/** Advice that is shown: more at once nobody follows. */
const ADVICE_SHOWN = 3;

/** The screen of a title: its score, the parts, what to do first, what was not judged. */
export function titleScreen(result: TitleScoreResult, view: ViewOptions): Screen {
  const { title, lastTitles, parts } = result;
  const missing = [...new Set(parts.filter(({ points }) => points === null).map(({ why }) => why))];
  const compared = lastTitles === null ? [] : [`compared with the last ${plural(lastTitles, 'title')} of the channel`];
  const advice = adviceLines(parts).slice(0, ADVICE_SHOWN);
  return [
    ...scoreBlocks([title, ...compared].join(' · '), result, view, COLUMNS),
    {
      kind: 'lines',
      lines: [
        ...(advice.length === 0 ? [] : ['', ...advice]),
        ...(missing.length === 0 ? [] : [`Not judged: ${missing.join(', ')}. The other parts weigh more.`]),
        ...closingLines(['A sum of rules, no forecast.', WHY], ' '),
      ],
    },
  ];
}
