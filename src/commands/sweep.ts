import { defineCommand, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import type { PlanReport } from '../domain/planned-cost.js';
import { Failure, isSubjectFailure } from '../errors.js';
import { choice, count, OUTPUT_FLAGS, ROW_FLAGS, text, VIDEO_FLAGS, type FlagValues } from '../flags.js';
import { CostTally } from '../tools/cost-tally.js';
import { inTurns } from '../tools/in-turns.js';
import { findNiche, type Niche } from '../tools/niche/find-niche.js';
import { planSweep } from '../tools/niche/plan-sweep.js';
import { sweepNiche, type SweepQuestion, type SweepResult } from '../tools/niche/sweep.js';
import { planReport } from '../tools/plan-report.js';
import { NICHE_VIDEO_COLUMNS } from './niche-columns.js';
import { rememberResult } from './remember-result.js';
import { sweepScreen } from './sweep-screen.js';
import { agesTo, askForVideos, CHANNELS, readQuestion } from './video-question.js';

/** Channels when nobody says how many. */
const DEFAULT_CHANNELS = 10;
/** More of a channel would take more than five units. */
const MOST_VIDEOS = 50;

const FLAGS = {
  channels: count('channels at most, the seeds among them', { shownDefault: String(DEFAULT_CHANNELS) }),
  search: text('also those that a YouTube search finds: 1 of the 100 search calls of a day', 'TOPIC'),
  ...VIDEO_FLAGS,
  method: choice('how outliers are told', ['robust', 'smartscore'], { shownDefault: 'robust where possible' }),
  ...ROW_FLAGS,
  ...OUTPUT_FLAGS,
} as const;

type Wishes = FlagValues<typeof FLAGS>;

export const sweep = defineCommand({
  name: 'sweep',
  summary: 'Find what stands out across a niche, from a few channels and those around them',
  details:
    'Looks at the seeds and at channels that appear with them: named in titles and descriptions of their videos, shown ' +
    'on their pages, or met before with the same words; each says why. At most 5 units a channel, and no search unless ' +
    'you ask for one. A topic is called proven only when videos on it stand out on at least 3 channels.',
  argument: { ...CHANNELS, name: 'seed' },
  flags: FLAGS,
  examples: [
    { words: 'sweep @veritasium @kurzgesagt', does: 'both, and up to eight channels that appear with them' },
    { words: 'sweep @veritasium --channels 30 --plan', does: 'what 30 channels would cost at most' },
    { words: 'sweep @veritasium --search "popular science"', does: 'also channels that a search finds' },
    { words: 'sweep --from niche.csv', does: 'all channels of a file are the niche' },
  ],
  rows: 'outliers',
  columns: NICHE_VIDEO_COLUMNS,
  plan: async (context, { words, flags }) => planned(context, words, flags),
  run: async (context, { words, flags }) => {
    const begun = context.now();
    const { niche, question } = await look(context, words, flags);
    if (niche.found.length === 0) return { results: niche.failures, several: true };
    const result = await inTurns(sweepNiche(niche, question), context.signal);
    await rememberResult(context, {
      kind: 'sweeps',
      at: context.now(),
      prompt: [...words, ...flags.from].join(' '),
      provider: null,
      model: null,
      usd: null,
      tokensIn: null,
      tokensOut: null,
      ms: context.now() - begun,
      result,
      files: [],
    });
    return { results: [result, ...niche.failures], several: false } satisfies Outcome<SweepResult>;
  },
  screen: sweepScreen,
});

async function planned(context: Context, words: readonly string[], flags: Wishes): Promise<PlanReport> {
  const { kind, question } = await readQuestion(context, words, flags);
  const source = flags.offline ? 'file' : kind;
  const most = channelsAtMost(flags, question.subjects.length, kind);
  const keysKnown = kind === 'api' ? await context.youtubeKeys() : 0;
  const plan = planSweep({ source, seeds: question.subjects, most, search: flags.search, keysKnown });
  return planReport(kind, plan, plan.subjects);
}

interface Look {
  readonly niche: Niche;
  readonly question: SweepQuestion;
}

async function look(context: Context, words: readonly string[], flags: Wishes): Promise<Look> {
  const { kind, note, question, asOf } = await readQuestion(context, words, flags);
  const most = channelsAtMost(flags, question.subjects.length, kind);
  const tally = new CostTally();
  if (kind === 'file') {
    const { channels, asOf: ages } = await askForVideos(context, words, flags);
    const found = channels.flatMap((videos) => (isSubjectFailure(videos) ? [] : [{ videos, given: '', reasons: [] }]));
    const niche = { found, failures: channels.filter(isSubjectFailure), passedOver: [], more: 0 };
    return { niche, question: { method: flags.method, asOf: ages, cost: tally.cost, fromFile: true } };
  }
  if (note !== null) context.note(note);
  const say = (sentence: string): void => {
    context.note(sentence);
  };
  const niche = await findNiche(
    {
      source: await context.videoSource({ kind }),
      seen: await context.seenVideos(),
      topics: flags.search === null || kind === 'feed' ? null : await context.topicSource(),
      tally,
      note: say,
      onProgress: (progress) => {
        context.progress(progress);
      },
      signal: context.signal,
    },
    { ...question, limit: flags.limit ?? MOST_VIDEOS, most, search: flags.search },
  );
  for (const { videos } of niche.found) videos.notes.forEach(say);
  const ages = agesTo(asOf, context.now());
  return { niche, question: { method: flags.method, asOf: ages, cost: tally.cost, fromFile: false } };
}

/** @throws Failure `usage` for what would take more than five units a channel, or cannot be */
function channelsAtMost({ channels, limit, search }: Wishes, seeds: number, kind: 'api' | 'feed' | 'file'): number {
  if (kind === 'file') {
    if (search === null && channels === null) return seeds;
    const flag = search === null ? '--channels' : '--search';
    throw new Failure('usage', `--from and ${flag} contradict each other`, 'the channels of the file are the niche');
  }
  if (search !== null && kind === 'feed') {
    throw new Failure('usage', '--search needs the API', 'set YOUTUBE_API_KEY, or leave --search out');
  }
  if (limit !== null && limit > MOST_VIDEOS) {
    throw new Failure(
      'usage',
      `a sweep looks at ${MOST_VIDEOS} videos of a channel at most, not ${limit}`,
      'more would take more than 5 units a channel; see one channel in full with insight outliers',
    );
  }
  const most = channels ?? Math.max(DEFAULT_CHANNELS, seeds);
  if (most >= seeds) return most;
  throw new Failure('usage', `--channels ${most} is fewer than the ${seeds} seeds`, 'raise it, or name fewer seeds');
}
