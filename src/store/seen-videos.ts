import { folded, searchWords } from '../domain/search-words.js';
import type { MetVideo, PictureTraits, SeenQuery, SeenVideo } from '../domain/seen-video.js';
import type { Database } from './database.js';
import type { Migration } from './migrations.js';

export const SEEN_MIGRATION: Migration = {
  name: '2026-11-seen-videos',
  up: (connection) =>
    connection.exec(`
      CREATE TABLE seenVideo (
        id INTEGER PRIMARY KEY, videoId TEXT NOT NULL UNIQUE,
        title TEXT, channelId TEXT, channelTitle TEXT, handle TEXT, thumbnailUrl TEXT,
        publishedAt INTEGER, views INTEGER, likes INTEGER, comments INTEGER, durationSeconds INTEGER,
        seenAt INTEGER NOT NULL, words TEXT NOT NULL, dhash BLOB, histogram BLOB
      );
      CREATE VIRTUAL TABLE seenText USING fts5(
        words, content='seenVideo', content_rowid='id', tokenize='trigram case_sensitive 1'
      );
      CREATE TRIGGER seenVideoCame AFTER INSERT ON seenVideo BEGIN
        INSERT INTO seenText (rowid, words) VALUES (new.id, new.words);
      END;
      CREATE TRIGGER seenVideoChanged AFTER UPDATE OF words ON seenVideo WHEN old.words <> new.words BEGIN
        INSERT INTO seenText (seenText, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO seenText (rowid, words) VALUES (new.id, new.words);
      END;
      CREATE TRIGGER seenVideoWent AFTER DELETE ON seenVideo BEGIN
        INSERT INTO seenText (seenText, rowid, words) VALUES ('delete', old.id, old.words);
      END;
      CREATE INDEX seenWithoutPicture ON seenVideo (seenAt) WHERE dhash IS NULL`),
};

const COLUMNS = [
  'videoId',
  'title',
  'channelId',
  'channelTitle',
  'handle',
  'thumbnailUrl',
  'publishedAt',
  'views',
  'likes',
  'comments',
  'durationSeconds',
  'seenAt',
] as const satisfies readonly (keyof SeenVideo)[];

const SELECTED = COLUMNS.map((name) => `seenVideo.${name}`).join(', ');

/** The index is made of runs of three characters: a shorter word stands in none. */
const SHORTEST_INDEXED = 3;

/** What each order goes by; the id last, so that equal ones stand in the same order every time. */
const ORDERS: Readonly<Record<Exclude<SeenQuery['order'], 'relevance'>, string>> = {
  date: 'publishedAt DESC NULLS LAST, id',
  views: 'views DESC NULLS LAST, id',
  rating: 'likes * 1.0 / nullif(views, 0) DESC NULLS LAST, id',
};

const DURATIONS: Readonly<Record<SeenQuery['duration'], string | null>> = {
  any: null,
  short: 'durationSeconds < 240',
  medium: 'durationSeconds BETWEEN 240 AND 1200',
  long: 'durationSeconds > 1200',
};

/** The videos met so far, searchable by their words and, for whoever learns their pictures, by those. */
export class SeenVideos {
  constructor(private readonly database: Database) {}

  /**
   * Keeps videos, or brings those known up to date: figures are taken together and only from a later look, and facts
   * that a look did not tell stay. So do the traits of a picture: its address is the same when another takes its place.
   */
  remember(videos: readonly MetVideo[]): void {
    if (videos.length === 0) return;
    this.database.write((connection) => {
      const keep = connection.prepare<SeenVideo & { words: string }>(`
        INSERT INTO seenVideo (${COLUMNS.join(', ')}, words) VALUES (${COLUMNS.map((name) => `@${name}`).join(', ')}, @words)
        ON CONFLICT (videoId) DO UPDATE SET
          title = coalesce(excluded.title, title), channelId = coalesce(excluded.channelId, channelId),
          channelTitle = coalesce(excluded.channelTitle, channelTitle), handle = coalesce(excluded.handle, handle),
          publishedAt = coalesce(excluded.publishedAt, publishedAt),
          durationSeconds = coalesce(excluded.durationSeconds, durationSeconds),
          thumbnailUrl = coalesce(excluded.thumbnailUrl, thumbnailUrl),
          views = excluded.views, likes = excluded.likes, comments = excluded.comments,
          seenAt = excluded.seenAt, words = excluded.words
        WHERE excluded.seenAt >= seenAt`);
      for (const { tags, ...video } of videos) keep.run({ ...video, words: wordsOf(video, tags) });
    });
  }

  /** What fits, best first; nothing for a query without words. */
  search({ query, limit, order, since, duration, minViews }: SeenQuery): readonly SeenVideo[] {
    const words = searchWords(query);
    if (words.length === 0) return [];
    const long = words.filter((word) => Array.from(word).length >= SHORTEST_INDEXED);
    const short = words.filter((word) => !long.includes(word));
    const length = DURATIONS[duration];
    const conditions: readonly (readonly [string, ...(string | number)[]])[] = [
      // In quotes a word is a word, whatever it looks like.
      ...(long.length === 0
        ? []
        : ([['seenText MATCH ?', long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' ')]] as const)),
      ...short.map((word) => ['instr(seenVideo.words, ?) > 0', word] as const),
      ...(since === null ? [] : ([['publishedAt >= ?', since]] as const)),
      ...(minViews === null ? [] : ([['views >= ?', minViews]] as const)),
      ...(length === null ? [] : ([[length]] as const)),
    ];
    const from = long.length === 0 ? 'seenVideo' : 'seenText JOIN seenVideo ON seenVideo.id = seenText.rowid';
    const by =
      order === 'relevance' ? (long.length === 0 ? ORDERS.views : `bm25(seenText), ${ORDERS.views}`) : ORDERS[order];
    return this.database.read((connection) =>
      connection
        .prepare<(string | number)[], SeenVideo>(
          `SELECT ${SELECTED} FROM ${from} WHERE ${conditions.map(([sql]) => sql).join(' AND ')} ORDER BY ${by} LIMIT ?`,
        )
        .all(...conditions.flatMap(([, ...values]) => values), limit),
    );
  }

  /** How many videos are kept, and how many of them with the traits of their picture. */
  count(): { readonly videos: number; readonly pictures: number } {
    const row = this.database.read((connection) =>
      connection
        .prepare<[], { videos: number; pictures: number }>(
          'SELECT count(*) AS videos, count(dhash) AS pictures FROM seenVideo',
        )
        .get(),
    );
    return row ?? { videos: 0, pictures: 0 };
  }

  /** The videos whose picture nobody has looked at yet, those seen last first. */
  withoutPicture(limit: number): readonly { readonly videoId: string; readonly thumbnailUrl: string }[] {
    return this.database.read((connection) =>
      connection
        .prepare<[number], { videoId: string; thumbnailUrl: string }>(
          `SELECT videoId, thumbnailUrl FROM seenVideo WHERE dhash IS NULL AND thumbnailUrl IS NOT NULL
           ORDER BY seenAt DESC, id LIMIT ?`,
        )
        .all(limit),
    );
  }

  /** Keeps what a video's picture looks like. */
  learnPicture(videoId: string, { dhash, histogram }: PictureTraits): void {
    this.database.write((connection) =>
      connection
        .prepare<[Uint8Array, Uint8Array, string]>('UPDATE seenVideo SET dhash = ?, histogram = ? WHERE videoId = ?')
        .run(dhash, histogram, videoId),
    );
  }

  /** Every picture whose traits are known. */
  pictures(): readonly (PictureTraits & { readonly videoId: string })[] {
    return this.database.read((connection) =>
      connection
        .prepare<[], PictureTraits & { readonly videoId: string }>(
          'SELECT videoId, dhash, histogram FROM seenVideo WHERE dhash IS NOT NULL ORDER BY id',
        )
        .all(),
    );
  }

  /** Some videos by their ids, in that order; those not kept are left out. */
  byIds(videoIds: readonly string[]): readonly SeenVideo[] {
    return this.database.read((connection) => {
      const one = connection.prepare<[string], SeenVideo>(`SELECT ${SELECTED} FROM seenVideo WHERE videoId = ?`);
      return videoIds.flatMap((videoId) => one.get(videoId) ?? []);
    });
  }
}

/** What is searched: title, channel and tags, as they are compared. */
function wordsOf({ title, channelTitle, handle }: SeenVideo, tags: readonly string[]): string {
  return folded([title, channelTitle, handle, ...tags].filter((part) => part !== null).join('\n'));
}
