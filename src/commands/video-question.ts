import type { Argument } from '../command.js';
import type { Context, SourceWish } from '../context.js';
import { parseChannelRef, type ChannelRef } from '../domain/channel-ref.js';
import type { PlanReport } from '../domain/planned-cost.js';
import { day } from '../domain/figures.js';
import type { When } from '../domain/when.js';
import { Failure, isSubjectFailure, type SubjectFailure } from '../errors.js';
import type { FlagValues, VIDEO_FLAGS } from '../flags.js';
import type { ChannelVideos } from '../providers/ports.js';
import { look, type Looked, type Question } from '../tools/look.js';
import { planVideos } from '../tools/plan.js';
import { planReport } from '../tools/plan-report.js';
import { chooseSource } from '../tools/source-choice.js';

/** How many of the newest videos of a channel are looked at when nobody says otherwise; of a file, all. */
const DEFAULT_LIMIT = 50;

export const CHANNELS: Argument = {
  name: 'channel',
  describe: 'a channel id, @handle, channel or video URL, or legacy name; - reads one a line from stdin',
  required: false,
  variadic: true,
};

/** Flags of videos that a server takes: all but those of files and of the answers kept here. */
export const REMOTE_VIDEO_FLAGS = ['source', 'limit', 'since', 'until', 'asOf', 'tz'] as const;

/** The answer to what a command line asks for, and the instant that each channel's ages are counted to. */
export interface VideoAnswer extends Looked {
  readonly asOf: (channel: ChannelVideos) => number;
}

/**
 * Gets the videos that a command line asks for: subjects, source, limit and dates read from its words and flags.
 * @param descriptions whether a file's descriptions are needed (hashtags are in them)
 * @throws Failure `usage`, and whatever the source fails with
 */
export async function askForVideos(
  context: Context,
  words: readonly string[],
  flags: FlagValues<typeof VIDEO_FLAGS> & { readonly save?: boolean },
  descriptions = false,
): Promise<VideoAnswer> {
  const { kind, note, question, asOf } = await readQuestion(context, words, flags);
  if (note !== null) context.note(note);
  const wish: SourceWish = kind === 'file' ? { kind, paths: flags.from, descriptions } : { kind };
  const looked = await look(await context.videoSource(wish), question, {
    onProgress: (text) => {
      context.progress(text);
    },
    signal: context.signal,
  });
  const now = context.now();
  if (kind === 'file' && asOf === null) noteOldFile(context, looked, now);
  for (const channel of looked.channels) {
    if (!isSubjectFailure(channel)) for (const sentence of channel.notes) context.note(sentence);
  }
  if (flags.save === true) {
    // A day that ages are counted to does not make figures of the web older than they are.
    const ofDay =
      asOf !== null && kind === 'file' ? (asOf.start <= now ? Math.min(now, asOf.end - 1) : asOf.start) : null;
    const { saveLooks } = await import('./save-looks.js');
    await saveLooks(context, looked, words, flags.from, ({ collectedAt }) => ofDay ?? collectedAt ?? now);
  }
  return { ...looked, asOf: agesTo(asOf, now) };
}

/** The instant that a channel's ages are counted to: the day that was named, or when its figures were read. */
export function agesTo(asOf: When | null, now: number): VideoAnswer['asOf'] {
  // The last millisecond of a day still bears its name.
  const named = asOf === null ? null : Math.max(asOf.start, asOf.end - 1);
  return ({ collectedAt }) => named ?? collectedAt ?? now;
}

/**
 * What looking at the videos that a command line asks for would cost.
 * @throws Failure `usage`, `key`, as the look itself
 */
export async function planForVideos(
  context: Context,
  words: readonly string[],
  flags: FlagValues<typeof VIDEO_FLAGS>,
): Promise<PlanReport> {
  const { kind, question } = await readQuestion(context, words, flags);
  // What is kept, and a file, cost nothing.
  const source = flags.offline ? 'file' : kind;
  const keysKnown = kind === 'api' ? await context.youtubeKeys() : 0;
  const plan = (subjects: typeof question.subjects) => planVideos({ ...question, subjects, source, keysKnown });
  const each = question.subjects.map((subject) => ({ subject: subject.given, ...plan([subject]).atMost }));
  return planReport(kind, plan(question.subjects), each);
}

/** What a command line asks about, and of which source. @throws Failure `usage`, `key` */
export async function readQuestion(context: Context, words: readonly string[], flags: FlagValues<typeof VIDEO_FLAGS>) {
  const files = flags.from.length;
  const { kind, note } = chooseSource({
    wanted: flags.source ?? (files > 0 ? 'auto' : wantedBySetting(context)),
    files,
    hasKey: files === 0 && (await context.youtubeKeys()) > 0,
  });
  if (flags.from.includes('')) throw new Failure('usage', '--from names no file', 'give its path, or - for stdin');
  const subjects = await readSubjects(context, words, flags.from);
  if (subjects.length === 0 && kind !== 'file') {
    throw new Failure('usage', 'which channel?', 'name one (@handle, id or URL), or read a file with --from PATH');
  }
  const [since, until, asOf] = await Promise.all([
    readWhen(context, '--since', flags.since),
    readWhen(context, '--until', flags.until),
    readWhen(context, '--as-of', flags.asOf),
  ]);
  const question: Question = {
    subjects: eachOnce(
      context,
      subjects.map((text) => readSubject(text, kind === 'file')),
    ),
    limit: flags.limit ?? (kind === 'file' ? null : DEFAULT_LIMIT),
    since: since?.start ?? null,
    until: until?.end ?? null,
  };
  if (since !== null && until !== null && since.start >= until.end) {
    throw new Failure('usage', '--since is after --until', 'swap them, or leave one out');
  }
  // The newest N are those of that day: what came later would be left out anyway. A file is cut only when asked to.
  if (asOf !== null && kind !== 'file' && question.until === null && asOf.end < context.now()) {
    return { kind, note, question: { ...question, until: asOf.end + 1 }, asOf };
  }
  return { kind, note, question, asOf };
}

/** Older than this, a file that does not say when it was collected was hardly collected now. */
const OLD_MS = 30 * 24 * 60 * 60 * 1000;

/** Ages counted to now make an old export look dormant, and nothing in the file says that it is old. */
function noteOldFile(context: Context, { channels }: Looked, now: number): void {
  const found = channels.flatMap((channel) => (isSubjectFailure(channel) ? [] : [channel]));
  if (found.some(({ collectedAt }) => collectedAt !== null)) return;
  const newest = Math.max(...found.map(({ videos }) => videos.at(0)?.publishedAt ?? -Infinity));
  if (!Number.isFinite(newest) || now - newest < OLD_MS) return;
  context.note(
    `the newest video is of ${day(newest, 'UTC')}, and ages are counted to now: ` +
      'for an old export name its day with --as-of.',
  );
}

/** The results of a command that judges each channel by itself; a failure among several takes the channel's place. */
export async function judgeEach<R>(
  { channels, several }: Looked,
  judge: (channel: ChannelVideos) => R | Promise<R>,
): Promise<{ results: (R | SubjectFailure)[]; several: boolean }> {
  const judged = async (channel: ChannelVideos | SubjectFailure): Promise<R | SubjectFailure> => {
    if (isSubjectFailure(channel)) return channel;
    try {
      return await judge(channel);
    } catch (error) {
      if (!several || !(error instanceof Failure) || error.kind === 'interrupted') throw error;
      const { kind, message, hint } = error;
      const { handle, id, title } = channel.channel;
      return { subject: handle ?? id ?? title ?? '', error: { kind, message, hint } };
    }
  };
  const results: (R | SubjectFailure)[] = [];
  for (const channel of channels) results.push(await judged(channel));
  return { results, several };
}

function wantedBySetting(context: Context): 'auto' | 'api' | 'feed' {
  const setting = context.setting('source');
  return setting === 'api' || setting === 'feed' ? setting : 'auto';
}

async function readSubjects(
  context: Context,
  words: readonly string[],
  files: readonly string[],
): Promise<readonly string[]> {
  const readers = [...words, ...files].filter((word) => word === '-').length;
  if (readers > 1) throw new Failure('usage', 'stdin can be read only once', 'give - once, and the rest another way');
  if (!words.includes('-')) return words;
  const lines = (await context.readStdin()).split(/\r?\n/).map((line) => line.trim());
  const read = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const subjects = words.flatMap((word) => (word === '-' ? read : [word]));
  if (subjects.length > 0) return subjects;
  throw new Failure('usage', 'stdin names no channel', 'write one a line: an @handle, an id or a URL');
}

/** In a file a channel may be named by its title, which has no fixed form. */
function readSubject(text: string, inFile: boolean): ChannelRef {
  if (/^AIza[\w-]{20,}$/.test(text.trim())) {
    throw new Failure(
      'usage',
      'that is no channel but looks like an API key',
      'keep it with insight keys add youtube, or in YOUTUBE_API_KEY; it may now stand in your shell history',
    );
  }
  const ref = parseChannelRef(text);
  if (ref !== null) return ref;
  if (inFile) return { kind: 'custom', value: text.trim(), given: text };
  throw new Failure(
    'usage',
    `"${text}" is no channel`,
    'use an @handle, an id (UC…), or the URL of a channel or of one of its videos',
  );
}

/** Who is named twice is paid for once. Handles are the same in any case. */
function eachOnce(context: Context, subjects: readonly ChannelRef[]): readonly ChannelRef[] {
  const named = new Set<string>();
  return subjects.filter(({ kind, value, given }) => {
    const name = `${kind} ${kind === 'handle' ? value.toLowerCase() : value}`;
    if (named.has(name)) context.note(`${given} is named more than once, and looked at once.`);
    return !named.has(name) && named.add(name);
  });
}

/** A day or instant as a flag names it; null when it is not given. @throws Failure `usage` */
export async function readWhen(context: Context, name: string, typed: string | null): Promise<When | null> {
  if (typed === null) return null;
  const { parseWhen } = await import('../domain/when.js');
  const when = parseWhen(typed, context.timeZone, context.now());
  if (when !== null) return when;
  throw new Failure(
    'usage',
    `${name} cannot read "${typed}"`,
    'write 2026-01-31, 2026-01-31T18:30, or 30d, 8w, 6mo, 1y ago',
  );
}
