import { newFrom, videoKey, type Figures, type LookOutcome, type NewLook } from '../../domain/watch/look.js';
import type { Video } from '../../domain/video.js';
import { Failure } from '../../errors.js';
import type { Connection } from '../driver.js';
import { figuresBlob } from './figures-blob.js';
import { figuresOf, labelOf, numberOfChannel, videoRows, type LookRow, type VideoRow } from './look-rows.js';

/**
 * Keeps the figures of one look, within a transaction. Two looks of the same moment are one, with the videos of both.
 * @throws Failure `unexpected` when what is kept of that moment is damaged
 */
export function keepLook(connection: Connection, look: NewLook): LookOutcome {
  const channel = keepChannel(connection, look);
  const before = lookBefore(connection, channel, look.at);
  const rows = videoRows(connection, channel);
  const known = new Map(rows.map((row) => [row.key, row]));
  const reach = before === null ? null : reachOf(look.name, before, rows);
  const { byKey, left } = keyed(look.videos);
  const fresh = new Set<string>();
  const figures = new Map<number, Figures>();
  let next = (rows.at(-1)?.number ?? -1) + 1;
  for (const [key, video] of byKey) {
    const met = known.get(key);
    if (met === undefined && reach !== null && (video.publishedAt ?? -Infinity) > reach) fresh.add(key);
    const number = met?.number ?? next++;
    keepVideo(connection, channel, met, { ...rowOf(video, key), number });
    figures.set(number, { views: video.views, likes: video.likes, comments: video.comments });
  }
  const same = sameLook(connection, channel, look, figures);
  return { kept: same === null, at: same ?? look.at, left, fresh, before: before?.at ?? null };
}

/** Inserts the look, unless it is kept already. @returns when the look was that holds these figures already; null when none did */
function sameLook(
  connection: Connection,
  channel: number,
  { name, at, source }: NewLook,
  figures: ReadonlyMap<number, Figures>,
): number | null {
  const there = rowAt(connection, channel, at);
  if (there !== null) {
    const kept = figuresOf(name, there);
    if (kept === null) throw damagedLook(name, at);
    const both = new Map([...kept, ...figures]);
    if (figuresBlob(both, '').equals(figuresBlob(kept, ''))) return at;
    connection
      .prepare('UPDATE look SET figures = ? WHERE channel = ? AND at = ?')
      .run(figuresBlob(both, labelOf(name, at)), channel, at);
    return null;
  }
  if (source === 'file') {
    const again = sameFile(connection, channel, name, figures);
    if (again !== null) return again;
  }
  connection
    .prepare('INSERT INTO look (channel, at, source, figures) VALUES (?, ?, ?, ?)')
    .run(channel, at, source, figuresBlob(figures, labelOf(name, at)));
  return null;
}

/** A file that does not say when it was collected is known again by all its figures. */
function sameFile(
  connection: Connection,
  channel: number,
  name: string,
  figures: ReadonlyMap<number, Figures>,
): number | null {
  const rows = connection
    .prepare<[number, number], LookRow>(
      "SELECT at, source, figures FROM look WHERE channel = ? AND source = 'file' AND length(figures) = ? ORDER BY at",
    )
    .all(channel, figuresBlob(figures, '').length);
  return rows.find(({ at, figures: kept }) => figuresBlob(figures, labelOf(name, at)).equals(kept))?.at ?? null;
}

function keepChannel(connection: Connection, { name, channel: { id, title, handle } }: NewLook): number {
  connection
    .prepare(
      `INSERT INTO lookChannel (name, channelId, title, handle) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET title = coalesce(excluded.title, title), handle = coalesce(excluded.handle, handle)
       WHERE (excluded.title, excluded.handle) IS NOT (title, handle)`,
    )
    .run(name, id, title, handle);
  const number = numberOfChannel(connection, name);
  if (number === null) throw new Error('a channel that was just kept is not there');
  return number;
}

function rowOf(video: Video, key: string): Omit<VideoRow, 'number'> {
  const flag = (value: boolean | null) => (value === null ? null : Number(value));
  const { title, publishedAt, durationSeconds, live, shortLink } = video;
  return { key, title, publishedAt, durationSeconds, live: flag(live), shortLink: flag(shortLink) };
}

const FACTS = ['title', 'publishedAt', 'durationSeconds', 'live', 'shortLink'] as const;

/** What a look does not tell stays as an earlier one told it. */
function keepVideo(connection: Connection, channel: number, met: VideoRow | undefined, video: VideoRow): void {
  const told = Object.fromEntries(FACTS.map((fact) => [fact, video[fact] ?? met?.[fact] ?? null]));
  const row = { ...video, ...told };
  // Most are as they were: a daily look would else write every video anew.
  if (met !== undefined && FACTS.every((fact) => row[fact] === met[fact])) return;
  connection
    .prepare(
      `INSERT OR REPLACE INTO lookVideo (channel, number, key, title, publishedAt, durationSeconds, live, shortLink)
       VALUES (@channel, @number, @key, @title, @publishedAt, @durationSeconds, @live, @shortLink)`,
    )
    .run({ ...row, channel });
}

/** The videos that can be told apart, by their keys; of an id that comes twice the last counts. */
function keyed(videos: NewLook['videos']): { readonly byKey: ReadonlyMap<string, Video>; readonly left: number } {
  const byKey = new Map<string, Video>();
  const doubtful = new Set<string>();
  let left = 0;
  for (const video of videos) {
    const key = videoKey(video);
    if (key === null) left += 1;
    else {
      if (video.id === null && byKey.has(key)) doubtful.add(key);
      if (doubtful.has(key)) left += 1;
      byKey.set(key, video);
    }
  }
  for (const key of doubtful) byKey.delete(key);
  return { byKey, left: left + doubtful.size };
}

function rowAt(connection: Connection, channel: number, at: number): LookRow | null {
  const row = connection
    .prepare<[number, number], LookRow>('SELECT at, source, figures FROM look WHERE channel = ? AND at = ?')
    .get(channel, at);
  return row ?? null;
}

function lookBefore(connection: Connection, channel: number, at: number): LookRow | null {
  const row = connection
    .prepare<[number, number], LookRow>(
      'SELECT at, source, figures FROM look WHERE channel = ? AND at < ? ORDER BY at DESC LIMIT 1',
    )
    .get(channel, at);
  return row ?? null;
}

/** What is published later than this is new. */
function reachOf(name: string, before: LookRow, rows: readonly VideoRow[]): number {
  const figures = figuresOf(name, before);
  const dates = rows.flatMap(({ number, publishedAt }) => (figures?.has(number) ? (publishedAt ?? []) : []));
  return newFrom(before.at, dates);
}

export function damagedLook(name: string, at: number): Failure {
  const when = new Date(at).toISOString();
  return new Failure(
    'unexpected',
    `the look of ${when} at ${name} is damaged`,
    'the others can still be read; a copy of insight.db from before may have it',
  );
}
