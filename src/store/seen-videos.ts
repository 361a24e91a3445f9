import { folded, searchWords } from '../domain/search-words.js';
import type { MetVideo, PictureTraits, SeenQuery, SeenVideo } from '../domain/seen-video.js';
import { thumbnailUrlOf } from '../domain/thumbnail-url.js';
import type { Database } from './database.js';
import type { Migration } from './migrations.js';

export const SEEN_MIGRATIONS: readonly Migration[] = [
  {
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
  },
  {
    // So that a look at the feed, which tells no tags, does not take them out of the words.
    name: '2026-11-seen-tags',
    up: (connection) => connection.exec("ALTER TABLE seenVideo ADD COLUMN tags TEXT NOT NULL DEFAULT ''"),
  },
];

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

/** What is kept of one look at a video, or of several: its tags are one text, empty when nobody told them. */
type Look = SeenVideo & { readonly tags: string };

const WRITTEN = [...COLUMNS, 'tags', 'words'];

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

/** What is kept of a picture that was looked for and is not there. */
const NO_PICTURE: PictureTraits = { dhash: new Uint8Array(0), histogram: new Uint8Array(0) };

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
      const one = connection.prepare<[string], Look>(`SELECT ${SELECTED}, tags FROM seenVideo WHERE videoId = ?`);
      const keep = connection.prepare<Look & { words: string }>(`
        INSERT INTO seenVideo (${WRITTEN.join(', ')}) VALUES (${WRITTEN.map((name) => `@${name}`).join(', ')})
        ON CONFLICT (videoId) DO UPDATE SET ${WRITTEN.map((name) => `${name} = excluded.${name}`).join(', ')}`);
      for (const { tags, ...video } of videos) {
        const told = { ...video, tags: tags.join('\n') };
        const known = one.get(video.videoId) ?? told;
        const look = told.seenAt >= known.seenAt ? together(known, told) : together(told, known);
        keep.run({ ...look, words: wordsOf(look) });
      }
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
    const rows = this.database.read((connection) =>
      connection
        .prepare<(string | number)[], SeenVideo>(
          `SELECT ${SELECTED} FROM ${from} WHERE ${conditions.map(([sql]) => sql).join(' AND ')} ORDER BY ${by} LIMIT ?`,
        )
        .all(...conditions.flatMap(([, ...values]) => values), limit),
    );
    return rows.map(withPicture);
  }

  /** How many videos are kept, and how many of them with the traits of their picture. */
  count(): { readonly videos: number; readonly pictures: number } {
    const row = this.database.read((connection) =>
      connection
        .prepare<[], { videos: number; pictures: number }>(
          "SELECT count(*) AS videos, count(nullif(dhash, x'')) AS pictures FROM seenVideo",
        )
        .get(),
    );
    return row ?? { videos: 0, pictures: 0 };
  }

  /** Ids of the videos whose picture nobody has looked for yet, those seen last first. */
  withoutPicture(limit: number): readonly string[] {
    return this.database.read((connection) =>
      connection
        .prepare<[number], string>('SELECT videoId FROM seenVideo WHERE dhash IS NULL ORDER BY seenAt DESC, id LIMIT ?')
        .pluck()
        .all(limit),
    );
  }

  /** Keeps what a video's picture looks like; null when it has none, so that nobody looks for it again. */
  learnPicture(videoId: string, traits: PictureTraits | null): void {
    const { dhash, histogram } = traits ?? NO_PICTURE;
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
          "SELECT videoId, dhash, histogram FROM seenVideo WHERE dhash <> x'' ORDER BY id",
        )
        .all(),
    );
  }

  /** Some videos by their ids, in that order; those not kept are left out. */
  byIds(videoIds: readonly string[]): readonly SeenVideo[] {
    const rows = this.database.read((connection) => {
      const one = connection.prepare<[string], SeenVideo>(`SELECT ${SELECTED} FROM seenVideo WHERE videoId = ?`);
      return videoIds.flatMap((videoId) => one.get(videoId) ?? []);
    });
    return rows.map(withPicture);
  }
}

/** Two looks at a video as one: the later one's figures, and what it did not tell from the earlier. */
function together(earlier: Look, later: Look): Look {
  return {
    ...later,
    title: later.title ?? earlier.title,
    channelId: later.channelId ?? earlier.channelId,
    channelTitle: later.channelTitle ?? earlier.channelTitle,
    handle: later.handle ?? earlier.handle,
    thumbnailUrl: later.thumbnailUrl ?? earlier.thumbnailUrl,
    publishedAt: later.publishedAt ?? earlier.publishedAt,
    durationSeconds: later.durationSeconds ?? earlier.durationSeconds,
    tags: later.tags === '' ? earlier.tags : later.tags,
  };
}

/** Where no look told the address of the picture, it is the usual one. */
function withPicture<Row extends Pick<SeenVideo, 'videoId' | 'thumbnailUrl'>>(
  row: Row,
): Row & { thumbnailUrl: string } {
  return { ...row, thumbnailUrl: row.thumbnailUrl ?? thumbnailUrlOf(row.videoId) };
}

/** What is searched: title, channel and tags, as they are compared. */
function wordsOf({ title, channelTitle, handle, tags }: Look): string {
  return folded([title, channelTitle, handle, tags].filter((part) => part !== null).join('\n'));
}
