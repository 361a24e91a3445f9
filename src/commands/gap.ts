import { defineCommand, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { nearest } from '../domain/did-you-mean.js';
import type { Column } from '../domain/screen.js';
import { addCosts, NO_COST } from '../domain/source.js';
import { Failure, isSubjectFailure, subjectFailure, type SubjectFailure } from '../errors.js';
import { choice, OUTPUT_FLAGS, ROW_FLAGS, VIDEO_FLAGS, type FlagValues } from '../flags.js';
import type { ChannelVideos } from '../providers/ports.js';
import { inTurns } from '../tools/in-turns.js';
import { findGap, type GapResult } from '../tools/niche/gap.js';
import { gapScreen } from './gap-screen.js';
import { rememberResult } from './remember-result.js';
import { askForVideos, planForVideos, type VideoAnswer } from './video-question.js';

export const GAP_COLUMNS: readonly Column[] = [
  { field: 'topic', header: 'TOPIC', figure: 'title', describe: 'words that titles there share' },
  { field: 'channels', header: 'CHANNELS', figure: 'whole', describe: 'of theirs, on which a video on it stands out' },
  { field: 'outliers', header: 'STAND OUT', figure: 'whole', describe: 'of their videos on it' },
  { field: 'videos', header: 'VIDEOS', figure: 'whole', describe: 'of theirs on it that were judged' },
  { field: 'expected', figure: 'decimal', describe: 'how many would stand out by chance' },
  {
    field: 'medianMultiple',
    figure: 'multiple',
    describe: 'median of what all these have, times the usual of the channel',
  },
  { field: 'lift', header: 'LIFT', figure: 'multiple', describe: 'that against all videos judged there' },
  {
    field: 'strength',
    figure: 'decimal',
    describe: 'how far its videos rank above others of their channels, in spreads of chance',
  },
  { field: 'proven', figure: 'flag', describe: 'on at least 3 channels, strength 2.5, lift over 1' },
  { field: 'mine.videos', header: 'MINE', figure: 'whole', describe: 'of my videos that hold it' },
  { field: 'mine.of', header: 'OF', figure: 'whole', describe: 'of my videos looked at' },
  { field: 'evidence.0.title', header: 'BEST', figure: 'title', describe: 'the best video on it' },
  { field: 'evidence', figure: 'text', describe: 'videos that show it: id, title, url, multiple, channel' },
];

const FLAGS = {
  ...VIDEO_FLAGS,
  method: choice('how outliers are told', ['robust', 'smartscore'], { shownDefault: 'robust where possible' }),
  ...ROW_FLAGS,
  ...OUTPUT_FLAGS,
} as const;

export const gap = defineCommand({
  name: 'gap',
  summary: 'Find what does well on other channels and is missing on yours',
  details:
    'The first channel is yours, the others are theirs. A topic is missing when none of your videos that were looked at ' +
    'hold it in title, tags or the first lines of the description, or hardly any (one in fifty). Evidence of at least two ' +
    'of their channels comes first.',
  argument: {
    name: 'mine theirs',
    describe: 'your channel, then theirs; of a file all others',
    required: true,
    variadic: true,
  },
  flags: FLAGS,
  examples: [
    { words: 'gap @mychannel @veritasium @kurzgesagt', does: 'what stands out there and is missing on yours' },
    { words: 'gap @mychannel @veritasium --limit 200', does: 'the newest 200 videos of both' },
    { words: 'gap "My channel" --from niche.csv', does: 'all other channels of a file are theirs' },
  ],
  rows: 'topics',
  columns: GAP_COLUMNS,
  plan: (context, { words, flags }) => {
    enough(words, flags.from);
    return planForVideos(context, flags.from.length > 0 ? [] : words, flags);
  },
  run: async (context, { words, flags }) => {
    const begun = context.now();
    enough(words, flags.from);
    const inFile = flags.from.length > 0 && flags.source !== 'api' && flags.source !== 'feed';
    const answer = await askForVideos(context, inFile ? [] : words, flags, true);
    const chosen = inFile ? chosenOf(answer, words) : answer.channels;
    const [mine] = chosen;
    if (mine === undefined || isSubjectFailure(mine)) throw failureOf(mine);
    const failures = chosen.filter(isSubjectFailure);
    const theirs = chosen.slice(1).filter((one): one is ChannelVideos => !isSubjectFailure(one));
    if (theirs.length === 0) return { results: failures, several: true };
    const cost = [mine, ...theirs].map(({ source }) => source.cost).reduce(addCosts, NO_COST);
    const question = { mine, theirs, failures, method: flags.method, asOf: answer.asOf, cost };
    const result = await inTurns(findGap(question), context.signal);
    await remember(context, [...words, ...flags.from].join(' '), begun, result);
    return { results: [result, ...failures], several: false } satisfies Outcome<GapResult>;
  },
  screen: gapScreen,
});

async function remember(context: Context, prompt: string, begun: number, result: GapResult): Promise<void> {
  const at = context.now();
  const nobody = { provider: null, model: null, usd: null, tokensIn: null, tokensOut: null };
  await rememberResult(context, { kind: 'gaps', at, prompt, ...nobody, ms: at - begun, result, files: [] });
}

/** @throws Failure `usage` without somebody else to look at */
function enough(words: readonly string[], from: FlagValues<typeof FLAGS>['from']): void {
  if (words.length > 1 || words[0] === '-' || from.length > 0) return;
  throw new Failure(
    'usage',
    'whom is your channel compared with?',
    'name theirs behind yours: insight gap @mine @theirs',
  );
}

function failureOf(mine: SubjectFailure | undefined): Failure {
  if (mine === undefined) return new Failure('usage', 'which channel is yours?', 'name it first');
  return new Failure(mine.error.kind, mine.error.message, mine.error.hint);
}

/** Mine and theirs out of all channels of a file; all others where none of theirs is named. */
function chosenOf({ channels }: VideoAnswer, words: readonly string[]): readonly (ChannelVideos | SubjectFailure)[] {
  const all = channels.filter((one): one is ChannelVideos => !isSubjectFailure(one));
  const [mine, ...theirs] = words.map((word) => namedIn(all, word));
  if (mine === undefined || isSubjectFailure(mine)) throw failureOf(mine);
  return [mine, ...(theirs.length > 0 ? theirs : all.filter((one) => one !== mine))];
}

function namedIn(all: readonly ChannelVideos[], word: string): ChannelVideos | SubjectFailure {
  const wanted = word.trim().toLowerCase();
  const names = ({ channel: { id, title, handle } }: ChannelVideos) =>
    [id, title, handle].flatMap((name) => name ?? []);
  const found = all.find((one) => names(one).some((name) => name.toLowerCase() === wanted));
  if (found !== undefined) return found;
  const known = all.flatMap(names);
  const meant = nearest(word, known);
  const hint = meant === null ? `it holds ${known.slice(0, 5).join(', ')} …` : `did you mean ${meant}?`;
  return subjectFailure(word, new Failure('not-found', `the file has no channel "${word}"`, hint));
}
