import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { DAY_MS } from '../../domain/age.js';
import { NO_COST } from '../../domain/source.js';
import type { Video } from '../../domain/video.js';
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
      return chosen.map((rows) => channelVideos(rows, request, said));
    },
  };
}

async function load(options: FileSourceOptions, request: VideoRequest): Promise<Loaded> {
  const channels = new ChannelSet();
  const paths = [...new Set(options.paths)];
  const notes: string[] = [];
  for (const path of paths) {
    const name = path === '-' ? 'standard input' : path;
    const open = () => (path === '-' ? options.openStdin() : createReadStream(path, { highWaterMark: PIECE }));
    const found = await readFile(name, watched(open, name, request), channels, {
      descriptions: options.descriptions ?? false,
      now: options.now(),
    });
    notes.push(...found.map((note) => (paths.length > 1 ? `${plain(basename(name))}: ${note}` : note)));
  }
  return { channels, notes };
}

/** The pieces of a file, opened only now (a bad path is an error of reading), telling progress until interrupted. */
async function* watched(
  open: () => AsyncIterable<Buffer | string>,
  name: string,
  { onProgress, signal }: VideoRequest,
): AsyncGenerator<Buffer | string> {
  let bytes = 0;
  for await (const piece of open()) {
    if (signal?.aborted === true) throw new Failure('interrupted', 'Interrupted.', 'Run it again to start over.');
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

function channelVideos(rows: ChannelRows, request: VideoRequest, notes: readonly string[]): ChannelVideos {
  const collectedAt = endOfItsDay(rows.collectedAt);
  return {
    channel: { ...rows.channel },
    videos: newestFirst(within(rows.videos, request)).slice(0, request.limit ?? undefined),
    total: null,
    skipped: { ...rows.skipped },
    source: {
      kind: 'file',
      fetchedAt: rows.collectedAt === null ? null : new Date(rows.collectedAt).toISOString(),
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

/** Undated videos fall out when a time is asked for: nobody knows whether they belong to it. */
function within(videos: readonly Video[], { since, until }: VideoRequest): Video[] {
  if (since === null && until === null) return [...videos];
  return videos.filter(
    ({ publishedAt }) =>
      publishedAt !== null && publishedAt >= (since ?? -Infinity) && publishedAt < (until ?? Infinity),
  );
}

function newestFirst(videos: Video[]): Video[] {
  return videos.sort((a, b) => {
    if (a.publishedAt === null || b.publishedAt === null)
      return Number(a.publishedAt === null) - Number(b.publishedAt === null);
    return b.publishedAt - a.publishedAt;
  });
}
