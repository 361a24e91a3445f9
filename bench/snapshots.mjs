// What a year of looks at 100 channels, 200 videos each, a look a day, takes: `npm run bench:snapshots`. The figures are
// made up: views log-normal from 200 to some millions, rising daily as real ones do, likes and comments parts of them.
// Beside the layout in use, that of one row a video and day, in a database opened alike.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { fromSource } from './from-source.mjs';

const [CHANNELS, VIDEOS, DAYS] = [100, 200, 365];
const DAY = 86_400_000;
const BEGIN = Date.UTC(2026, 0, 1, 6);

const { openInsight } = await fromSource('src/store/insight-db.ts');
const { VideoLooks } = await fromSource('src/store/looks/video-looks.ts');
const { showChannel } = await fromSource('src/domain/watch/show-channel.ts');

let seed = 20_261_121;
const random = () => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;

const folder = mkdtempSync(join(tmpdir(), 'insight-bench-'));
const { database } = await openInsight({ dir: folder, now: () => BEGIN, random });
const looks = new VideoLooks(database);
const plainFile = join(folder, 'plain.db');
const plain = new Database(plainFile);
plain.pragma('journal_mode = WAL');
plain.pragma('synchronous = FULL');
plain.exec(`
  CREATE TABLE video (id INTEGER PRIMARY KEY, channel INTEGER NOT NULL, videoId TEXT NOT NULL, title TEXT);
  CREATE TABLE figure (video INTEGER, at INTEGER, views INTEGER, likes INTEGER, comments INTEGER, PRIMARY KEY (video, at)) WITHOUT ROWID`);
const insert = plain.prepare('INSERT INTO figure VALUES (?, ?, ?, ?, ?)');

const channels = Array.from({ length: CHANNELS }, (_, channel) =>
  Array.from({ length: VIDEOS }, (_, video) => {
    const views = Math.round(20_000 * Math.exp((random() + random() + random() - 1.5) * 5));
    return {
      ...{
        id: `v${channel}-${video}`.padEnd(11, '_'),
        title: `A title of the usual length, number ${video}`,
        description: null,
      },
      ...{ tags: [], publishedAt: BEGIN - video * 2 * DAY, durationSeconds: 600, live: false, shortLink: null },
      ...{ views, likes: Math.round(views * 0.04), comments: Math.round(views * 0.003) },
    };
  }),
);

// Commits that last are what takes time, and only the last days are timed.
const TIMED = 5;
const lasting = (level) => {
  database.read((connection) => connection.pragma(`synchronous = ${level}`));
  plain.pragma(`synchronous = ${level}`);
};
lasting('OFF');

const times = { ours: [], plain: [] };
const timed = (into, work) => {
  const started = performance.now();
  work();
  into.push(performance.now() - started);
};
for (let day = 0; day < DAYS; day += 1) {
  const at = BEGIN + day * DAY;
  if (day === DAYS - TIMED) lasting('FULL');
  for (const videos of channels) {
    for (const video of videos) {
      video.views += Math.round(video.views * 0.002 * random());
      video.likes = Math.round(video.views * 0.04);
      video.comments = Math.round(video.views * 0.003);
    }
  }
  timed(times.ours, () => {
    for (const [channel, videos] of channels.entries()) {
      const name = `UC${String(channel).padStart(22, '0')}`;
      looks.keep(
        { name, channel: { id: name, title: `Channel ${channel}`, handle: null }, at, source: 'api', videos },
        null,
      );
    }
  });
  timed(times.plain, () => {
    // One look is one transaction there too.
    for (const [channel, videos] of channels.entries()) {
      plain.exec('BEGIN IMMEDIATE');
      for (const [video, { views, likes, comments }] of videos.entries()) {
        insert.run(channel * VIDEOS + video, at, views, likes, comments);
      }
      plain.exec('COMMIT');
    }
  });
}

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1] ?? NaN;
const repeated = (work) => {
  const list = [];
  for (let again = 0; again < 7; again += 1) timed(list, work);
  return median(list);
};
const name = `UC${String(42).padStart(22, '0')}`;
const show = repeated(() =>
  showChannel(
    looks.videos(name),
    looks.looks(name, { since: null, until: null }, () => undefined),
  ),
);
const read = repeated(() => [...looks.looks(name, { since: null, until: null }, () => undefined)]);
const row = plain.prepare('SELECT video, at, views, likes, comments FROM figure WHERE video BETWEEN ? AND ?');
const readPlain = repeated(() => row.all(42 * VIDEOS, 43 * VIDEOS - 1));

database.close();
plain.pragma('wal_checkpoint(TRUNCATE)');
plain.close();
const size = (file) => statSync(file).size;
const [ours, theirs] = [size(join(folder, 'insight.db')), size(plainFile)];
const figures = CHANNELS * VIDEOS * DAYS;
const last = (list) => median(list.slice(-TIMED));
const line = (what, a, b, unit) =>
  console.log(
    `${what.padEnd(46)}${a.padStart(10)}${b.padStart(12)} ${unit.padEnd(6)}${(Number(a) / Number(b)).toFixed(2).padStart(6)}×`,
  );
console.log(`${figures.toLocaleString('en')} figures: ${CHANNELS} channels × ${VIDEOS} videos × ${DAYS} days\n`);
console.log(`${''.padEnd(46)}${'blobs'.padStart(10)}${'plain rows'.padStart(12)}`);
line('size of the file', (ours / 1e6).toFixed(1), (theirs / 1e6).toFixed(1), 'MB');
line('of one figure', (ours / figures).toFixed(1), (theirs / figures).toFixed(1), 'bytes');
line('to append a day, each look a lasting commit', last(times.ours).toFixed(0), last(times.plain).toFixed(0), 'ms');
line('to read a channel of a year', read.toFixed(1), readPlain.toFixed(1), 'ms');
console.log(`track show of that channel, beside the start: ${show.toFixed(0)} ms`);
rmSync(folder, { recursive: true, force: true });
