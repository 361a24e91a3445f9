import type { Migration } from '../migrations.js';

export const LOOKS_MIGRATION: Migration = {
  name: '2026-11-video-looks',
  // A table without rowids would put most of a blob into pages of its own.
  up: (connection) =>
    connection.exec(`
      CREATE TABLE lookChannel (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, channelId TEXT, title TEXT, handle TEXT
      );
      CREATE TABLE lookVideo (
        channel INTEGER NOT NULL, number INTEGER NOT NULL, key TEXT NOT NULL, title TEXT,
        publishedAt INTEGER, durationSeconds INTEGER, live INTEGER, shortLink INTEGER,
        PRIMARY KEY (channel, number)
      ) WITHOUT ROWID;
      CREATE UNIQUE INDEX lookVideoKey ON lookVideo (key, channel);
      CREATE TABLE look (
        id INTEGER PRIMARY KEY, channel INTEGER NOT NULL, at INTEGER NOT NULL, source TEXT NOT NULL, figures BLOB NOT NULL,
        UNIQUE (channel, at)
      );
      CREATE TABLE lookClaim (name TEXT PRIMARY KEY, run TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID`),
};
