import type { KeptLook, KeptVideo, LookedAtChannel, LookOutcome, NewLook, Span } from '../../domain/watch/look.js';
import type { Database } from '../database.js';
import type { Connection } from '../driver.js';
import { keepLook } from './keep-look.js';
import { figuresOf, numberOfChannel, videoOf, videoRows, type LookRow } from './look-rows.js';

/** Looks that are read at a time: a year of them never stands in memory as a whole. */
const PAGE = 64;

/** In milliseconds. */
interface Due {
  readonly now: number;
  readonly since: number;
}

/** What was counted of videos at one moment and another: the history that no provider tells. */
export class VideoLooks {
  constructor(private readonly database: Database) {}

  /**
   * @param run the run that claimed the channel; null for a look that nobody claimed
   * @returns null when another run has the channel by now: nothing is kept
   */
  keep(look: NewLook, run: string | null): LookOutcome | null {
    return this.database.write((connection) => {
      if (run === null) return keepLook(connection, look);
      const gone = connection.prepare('DELETE FROM lookClaim WHERE name = ? AND run = ?').run(look.name, run);
      return gone.changes === 0 ? null : keepLook(connection, look);
    });
  }

  /** A name that no other run has. */
  runName(): string {
    const name = this.database.read((connection) =>
      connection.prepare<[], string>('SELECT lower(hex(randomblob(12)))').pluck().get(),
    );
    if (name === undefined) throw new Error('SQLite gave no name');
    return name;
  }

  /**
   * Claims the channels that have no look since `since` and that no other run has, for this run alone, in one
   * transaction. A claim ends by itself, so that a run that was killed is not in the way for long.
   */
  claim(
    names: readonly string[],
    { run, now, since, until }: Due & { readonly run: string; readonly until: number },
  ): { readonly claimed: readonly string[]; readonly busy: readonly string[] } {
    return this.database.write((connection) => {
      const [claimed, busy]: [string[], string[]] = [[], []];
      const held = connection.prepare<[string], { run: string; until: number }>(
        'SELECT run, until FROM lookClaim WHERE name = ?',
      );
      const take = connection.prepare('INSERT OR REPLACE INTO lookClaim (name, run, until) VALUES (?, ?, ?)');
      for (const name of dueNames(connection, names, { now, since })) {
        const claim = held.get(name);
        // A lease that reaches further than one can was written while a clock ran wrong.
        const isHeld = claim !== undefined && claim.until > now && claim.until <= now + 2 * (until - now);
        if (isHeld && claim.run !== run) busy.push(name);
        else {
          take.run(name, run, until);
          claimed.push(name);
        }
      }
      return { claimed, busy };
    });
  }

  /** Of some channels those that have no look since `since`, whoever is looking at them now. */
  due(names: readonly string[], when: Due): readonly string[] {
    return this.database.read((connection) => dueNames(connection, names, when));
  }

  /** Lets what a run still holds be held until then. */
  renew(run: string, until: number): void {
    this.database.write((connection) =>
      connection.prepare('UPDATE lookClaim SET until = ? WHERE run = ?').run(until, run),
    );
  }

  /** Lets go of everything that a run still holds. */
  release(run: string): void {
    this.database.write((connection) => connection.prepare('DELETE FROM lookClaim WHERE run = ?').run(run));
  }

  channels(): readonly LookedAtChannel[] {
    return this.database.read((connection) =>
      connection
        .prepare<[], LookedAtChannel>(
          `SELECT name, channelId AS id, title, handle, count(*) AS looks, min(at) AS firstAt, max(at) AS newestAt,
             (SELECT count(*) FROM lookVideo WHERE lookVideo.channel = lookChannel.id) AS videos
           FROM lookChannel JOIN look ON look.channel = lookChannel.id GROUP BY lookChannel.id ORDER BY title IS NULL, title, name`,
        )
        .all(),
    );
  }

  /** The channels that share videos with these, and how many. */
  sharing(videoIds: readonly string[]): readonly { readonly name: string; readonly shared: number }[] {
    return this.database.read((connection) =>
      connection
        .prepare<[string], { name: string; shared: number }>(
          `SELECT name, count(*) AS shared FROM json_each(?) AS asked JOIN lookVideo ON lookVideo.key = asked.value
             JOIN lookChannel ON lookChannel.id = lookVideo.channel GROUP BY name ORDER BY shared DESC, name`,
        )
        .all(JSON.stringify(videoIds)),
    );
  }

  videos(name: string): readonly KeptVideo[] {
    return this.ofChannel(name, [], (connection, channel) => videoRows(connection, channel).map(videoOf));
  }

  /** When the newest looks at a channel were, falling. */
  newestTimes(name: string, most: number): readonly number[] {
    return this.ofChannel<readonly number[]>(name, [], (connection, channel) =>
      connection
        .prepare<[number, number], number>('SELECT at FROM look WHERE channel = ? ORDER BY at DESC LIMIT ?')
        .pluck()
        .all(channel, most),
    );
  }

  /**
   * The looks at a channel in the order of time, read as they are asked for.
   * @param onDamaged told the time (milliseconds) of each that cannot be read; it is left out
   */
  *looks(name: string, { since, until }: Span, onDamaged: (at: number) => void): Generator<KeptLook> {
    let after = (since ?? -Number.MAX_SAFE_INTEGER) - 1;
    for (;;) {
      const rows = this.ofChannel<readonly LookRow[]>(name, [], (connection, channel) =>
        connection
          .prepare<[number, number, number, number], LookRow>(
            'SELECT at, source, figures FROM look WHERE channel = ? AND at > ? AND at < ? ORDER BY at LIMIT ?',
          )
          .all(channel, after, until ?? Number.MAX_SAFE_INTEGER, PAGE),
      );
      for (const row of rows) {
        const figures = figuresOf(name, row);
        if (figures === null) onDamaged(row.at);
        else yield { at: row.at, source: row.source, figures };
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return;
      after = last.at;
    }
  }

  /** Forgets every look at a channel. @returns how many there were */
  remove(name: string): number {
    return this.database.write((connection) => {
      const channel = numberOfChannel(connection, name);
      if (channel === null) return 0;
      const { changes } = connection.prepare('DELETE FROM look WHERE channel = ?').run(channel);
      connection.prepare('DELETE FROM lookVideo WHERE channel = ?').run(channel);
      connection.prepare('DELETE FROM lookChannel WHERE id = ?').run(channel);
      connection.prepare('DELETE FROM lookClaim WHERE name = ?').run(name);
      return changes;
    });
  }

  private ofChannel<T>(name: string, otherwise: T, read: (connection: Connection, channel: number) => T): T {
    return this.database.read((connection) => {
      const channel = numberOfChannel(connection, name);
      return channel === null ? otherwise : read(connection, channel);
    });
  }
}

function dueNames(connection: Connection, names: readonly string[], { now, since }: Due): readonly string[] {
  // What lies ahead was written while a clock ran wrong, and would else stop the looks until then. A file is as old as
  // it says, and no look at the channel.
  const newest = connection
    .prepare<[string, number], number | null>(
      `SELECT max(at) FROM look WHERE channel = (SELECT id FROM lookChannel WHERE name = ?) AND at <= ? AND source <> 'file'`,
    )
    .pluck();
  return names.filter((name) => (newest.get(name, now) ?? -Infinity) <= since);
}
