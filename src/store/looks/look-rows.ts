import type { Figures, KeptVideo, LookSource } from '../../domain/watch/look.js';
import type { Connection } from '../driver.js';
import { readFigures } from './figures-blob.js';

export interface LookRow {
  readonly at: number;
  readonly source: LookSource;
  readonly figures: Buffer;
}

export interface VideoRow {
  readonly number: number;
  readonly key: string;
  readonly title: string | null;
  readonly publishedAt: number | null;
  readonly durationSeconds: number | null;
  readonly live: number | null;
  readonly shortLink: number | null;
}

/** What the figures of a look are sealed with: a flipped bit in its time would else go unnoticed. */
export function labelOf(name: string, at: number): string {
  return `${name} ${at}`;
}

/** The figures of a row; null when they are damaged. */
export function figuresOf(name: string, { at, figures }: LookRow): ReadonlyMap<number, Figures> | null {
  return readFigures(figures, labelOf(name, at));
}

/** The number that a channel has among those kept; null for none. */
export function numberOfChannel(connection: Connection, name: string): number | null {
  const found = connection.prepare<[string], number>('SELECT id FROM lookChannel WHERE name = ?').pluck().get(name);
  return found ?? null;
}

/** Every video of a channel, by rising number. */
export function videoRows(connection: Connection, channel: number): VideoRow[] {
  return connection
    .prepare<[number], VideoRow>(
      `SELECT number, key, title, publishedAt, durationSeconds, live, shortLink FROM lookVideo
       WHERE channel = ? ORDER BY number`,
    )
    .all(channel);
}

/** A row as a video: what has no id has a key with a line break in it. */
export function videoOf({ number, key, title, publishedAt, durationSeconds, live, shortLink }: VideoRow): KeptVideo {
  const flag = (value: number | null) => (value === null ? null : value === 1);
  return {
    number,
    id: key.includes('\n') ? null : key,
    title,
    publishedAt,
    durationSeconds,
    live: flag(live),
    shortLink: flag(shortLink),
  };
}
