import { constants, createReadStream, openSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { DAY_MS } from '../../domain/age.js';
import { LazyList } from '../../domain/listed.js';
import { sortInSteps } from '../../domain/sort-in-steps.js';
import { NO_COST } from '../../domain/source.js';
import { Failure } from '../../errors.js';
import type { ChannelVideos, VideoRequest, VideoSource } from '../ports.js';
import { ChannelSet, type ChannelRows } from './channel-set.js';
import { counted, plain } from './plain-text.js';
import { readFile } from './read-file.js';
import { isUnnamed, selectChannels } from './select-channel.js';

export interface FileSourceOptions {
  /** Paths of files, which form one set; `-` is stdin. */
  readonly paths: readonly string[];
  readonly openStdin: () => NodeJS.ReadableStream;
  /** The present, milliseconds: only to notice videos that are dated after it. */
  readonly now: () => number;
  /** Keep descriptions (hashtags are in them); false by default, as they are most of a file. */
  readonly descriptions?: boolean;
}

interface Loaded {
  readonly channels: ChannelSet;
  readonly notes: readonly string[];
}

/** The cells of a piece die young when it is small, and few records lie across two when it is not too small. */
const PIECE = 128 * 1024;

/**
 * Videos from files: tables, yt-dlp, API answers, Studio exports and feeds, told by their content. The files are read
 * once, with the first request, because stdin cannot be read twice.
 */
export function fileSource(options: FileSourceOptions): VideoSource {
  let loading: Promise<Loaded> | null = null;
  return {
    kind: 'file',
    async read(request) {
      loading ??= load(options, request);
      const { channels, notes } = await loading;
      const all = channels.all();
      const chosen = request.subject === null ? all : selectChannels(request.subject, all);
      const said = [...notes, ...notesOn(chosen, request)];
      const read: ChannelVideos[] = [];
      for (const rows of chosen) read.push(await channelVideos(rows, request, said));
      return read;
    },
  };
}

async function load(options: FileSourceOptions, request: VideoRequest): Promise<Loaded> {
  const channels = new ChannelSet();
  const paths = [...new Set(options.paths)];
  const notes: string[] = [];
  const unnamed: string[] = [];
  for (const path of paths) {
    const before = channels.unnamed;
    const name = path === '-' ? 'standard input' : path;
    const open = () => (path === '-' ? options.openStdin() : piecesOf(path));
    const found = await readFile(name, watched(open, name, request), channels, {
      descriptions: options.descriptions ?? false,
      now: options.now(),
    });
    notes.push(...found.map((note) => (paths.length > 1 ? `${plain(basename(name))}: ${note}` : note)));
    if (channels.unnamed > before) unnamed.push(plain(basename(name)));
  }
  if (unnamed.length > 1) {
    notes.push(`${unnamed.join(' and ')} do not name their channel: their videos were taken for those of one.`);
  }
  return { channels, notes };
}

function piecesOf(path: string): AsyncIterable<Buffer> {
  const isPipe = statSync(path, { throwIfNoEntry: false })?.isFIFO() === true;
  return isPipe ? piecesOfPipe(path) : createReadStream(path, { highWaterMark: PIECE });
}

/** A thread that opens a pipe waits for its writer, and no signal ends a process while one of its threads waits. */
async function* piecesOfPipe(path: string): AsyncGenerator<Buffer> {
  const { Socket } = await import('node:net');
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  yield* new Socket({ fd, readable: true, writable: false }) as AsyncIterable<Buffer>;
}

/** The pieces of a file, opened only now (a bad path is an error of reading), telling progress until interrupted. */
async function* watched(
  open: () => AsyncIterable<Buffer | string>,
  name: string,
  { onProgress, signal }: VideoRequest,
): AsyncGenerator<Buffer | string> {
  let bytes = 0;
  for await (const piece of open()) {
    stopIf(signal);
    yield piece;
    bytes += piece.length;
    onProgress?.(`reading ${plain(basename(name), 40)}: ${counted(Math.round(bytes / 1e6), 'MB', 'MB')}`);
  }
}

/** What is known only when all files are read. Every channel gets the same notes: they are about the files. */
function notesOn(chosen: readonly ChannelRows[], { subject }: VideoRequest): string[] {
  const notes: string[] = [];
  const repeated = chosen.reduce((sum, rows) => sum + rows.repeated, 0);
  if (repeated > 0) {
    notes.push(`${counted(repeated, 'row repeats', 'rows repeat')} a video: the latest row of each counts.`);
  }
  if (subject !== null && chosen.some(isUnnamed)) {
    notes.push(`The file does not name its channel: all its videos were taken for ${plain(subject.given, 60)}.`);
  }
  return notes;
}

async function channelVideos(
  channel: ChannelRows,
  request: VideoRequest,
  notes: readonly string[],
): Promise<ChannelVideos> {
  const { table } = channel;
  const collectedAt = endOfItsDay(channel.collectedAt);
  const rows = (await newestFirst(channel, request)).subarray(0, request.limit ?? undefined);
  return {
    channel: { ...channel.channel },
    videos: new LazyList(rows.length, (index) => table.video(rows[index] ?? -1)),
    total: null,
    skipped: { ...channel.skipped },
    source: {
      kind: 'file',
      fetchedAt: channel.collectedAt === null ? null : new Date(channel.collectedAt).toISOString(),
      cached: false,
      cost: NO_COST,
    },
    collectedAt,
    notes,
  };
}

/** A collection date without a time means some time of that day: its end, so that no video of that day falls out. */
function endOfItsDay(collectedAt: number | null): number | null {
  return collectedAt === null || collectedAt % DAY_MS !== 0 ? collectedAt : collectedAt + DAY_MS - 1;
}

/**
 * The rows of the videos asked for, undated ones last. Those fall out when a time is asked for: nobody knows whether
 * they belong to it.
 */
async function newestFirst({ rows, table }: ChannelRows, { since, until, signal }: VideoRequest): Promise<Uint32Array> {
  // Filled by hand: `from` and `filter` of a typed array gather its values in a list of objects first.
  const dates = new Float64Array(rows.length);
  const places = new Uint32Array(rows.length);
  let wanted = 0;
  for (const [place, row] of rows.entries()) {
    const date = table.publishedAt(row) ?? -Infinity;
    dates[place] = date;
    if ((since !== null && date < since) || (until !== null && (date >= until || date === -Infinity))) continue;
    places[wanted] = place;
    wanted += 1;
  }
  const sorting = sortInSteps(places.subarray(0, wanted), dates);
  for (let step = sorting.next(); ; step = sorting.next()) {
    if (step.done === true) {
      // In the same numbers: this is where most memory is in use.
      for (const [at, place] of step.value.entries()) step.value[at] = rows[place] ?? 0;
      return step.value;
    }
    await setImmediate();
    stopIf(signal);
  }
}

function stopIf(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new Failure('interrupted', 'Interrupted.', 'Run it again to start over.');
}
