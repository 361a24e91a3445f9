import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewLook, Span } from '../../../src/domain/watch/look.js';
import type { Video } from '../../../src/domain/video.js';
import type { Database } from '../../../src/store/database.js';
import { INSIGHT_MIGRATIONS, openInsight } from '../../../src/store/insight-db.js';
import { LOOKS_MIGRATION } from '../../../src/store/looks/looks-migration.js';
import { VideoLooks } from '../../../src/store/looks/video-looks.js';
import { migrate } from '../../../src/store/migrations.js';
import { realWaiting } from '../../../src/store/waiting.js';
import { freshDir } from '../processes.js';

const DAY = 86_400_000;
const NOON = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;

const video = (id: string | null, views: number | null, more: Partial<Video> = {}): Video => ({
  id,
  title: `Title of ${id ?? 'none'}`,
  description: null,
  tags: [],
  publishedAt: NOON - 10 * DAY,
  durationSeconds: 100,
  views,
  likes: 5,
  comments: null,
  live: null,
  shortLink: null,
  ...more,
});
const look = (videos: readonly Video[], more: Partial<NewLook> = {}): NewLook => ({
  name: 'UC1',
  channel: { id: 'UC1', title: 'One', handle: '@one' },
  at: NOON,
  source: 'api',
  videos,
  ...more,
});

let dir: string;
let database: Database;
let looks: VideoLooks;
const open = async () => {
  ({ database } = await openInsight({ dir, now: () => NOON, random: Math.random }));
  looks = new VideoLooks(database);
};
beforeEach(async () => {
  dir = freshDir();
  await open();
});
afterEach(() => {
  database.close();
});

const damaged: number[] = [];
/** Every figure of views that is kept of a channel, by the time of the look and the id of the video. */
function views(name = 'UC1', span: Span = { since: null, until: null }): [number, Record<string, number | null>][] {
  damaged.length = 0;
  const called = new Map(looks.videos(name).map(({ number, id, title }) => [number, id ?? title ?? '']));
  return [...looks.looks(name, span, (at) => damaged.push(at))].map(({ at, figures }) => [
    at - NOON,
    Object.fromEntries([...figures].map(([number, counts]) => [called.get(number) ?? '', counts.views])),
  ]);
}

describe('looks at the videos of a channel', () => {
  it('are kept with every figure, and read in the order of time', () => {
    looks.keep(look([video('a', 100), video('b', null)]), null);
    looks.keep(look([video('c', 1), video('a', 150)], { at: NOON + DAY }), null);
    looks.keep(look([video('z', 7)], { name: 'UC2', channel: { id: 'UC2', title: null, handle: null } }), null);
    expect(views()).toEqual([
      [0, { a: 100, b: null }],
      [DAY, { a: 150, c: 1 }],
    ]);
    expect(views('UC1', { since: NOON + 1, until: null })).toHaveLength(1);
    expect(views('UC1', { since: null, until: NOON + DAY })).toHaveLength(1);
    expect(looks.channels()).toMatchObject([
      { name: 'UC1', title: 'One', looks: 2, videos: 3, firstAt: NOON, newestAt: NOON + DAY },
      { name: 'UC2', looks: 1, videos: 1 },
    ]);
  });

  it('are read page by page, none twice and none left out', () => {
    for (let day = 0; day < 150; day += 1) looks.keep(look([video('a', day)], { at: NOON + day * DAY }), null);
    expect(views().map(([at]) => at)).toEqual(Array.from({ length: 150 }, (_, day) => day * DAY));
  });

  it('tell which videos were published since the look before', () => {
    const fresh = (given: NewLook) => [...(looks.keep(given, null)?.fresh ?? [])];
    const first = looks.keep(look([video('a', 1), video('b', 1, { publishedAt: NOON - 9 * DAY })]), null);
    expect([first?.fresh.size, first?.before]).toEqual([0, null]);
    const old = video('old', 1, { publishedAt: NOON - 20 * DAY });
    const unseen = video('unseen', 1, { publishedAt: NOON - MINUTE });
    const after = look([video('new', 1, { publishedAt: NOON + 1 }), unseen, video('a', 2), old], { at: NOON + DAY });
    expect(fresh(after).sort()).toEqual(['new', 'unseen']);
    expect(fresh({ ...after, at: NOON + 2 * DAY })).toEqual([]);
  });

  it('call no video new that is older than the look before by more than two days, though it was not in that', () => {
    const old = video('ancient', 1, { publishedAt: NOON - 400 * DAY });
    looks.keep(look([old]), null);
    const others = [2.1, 1.9].map((ago) => video(`${ago}`, 1, { publishedAt: NOON - ago * DAY }));
    const outcome = looks.keep(look([old, ...others], { at: NOON + DAY }), null);
    expect([...(outcome?.fresh ?? [])]).toEqual(['1.9']);
  });

  it('of one moment are one, with the videos of both', () => {
    expect(looks.keep(look([video('a', 1)]), null)).toMatchObject({ kept: true });
    expect(looks.keep(look([video('a', 1)]), null)).toMatchObject({ kept: false });
    expect(looks.keep(look([video('b', 2)]), null)).toMatchObject({ kept: true });
    expect(views()).toEqual([[0, { a: 1, b: 2 }]]);
  });

  it('of one file given twice are one, whenever that is; of the API two looks are two', () => {
    const file = look([video('a', 1), video('b', 2)], { source: 'file' });
    looks.keep(file, null);
    expect(looks.keep({ ...file, at: NOON + DAY }, null)).toMatchObject({ kept: false, at: NOON });
    looks.keep({ ...file, source: 'api', at: NOON + 2 * DAY }, null);
    looks.keep({ ...file, at: NOON + 3 * DAY, videos: [video('a', 1), video('b', 3)] }, null);
    expect(views().map(([at]) => at)).toEqual([0, 2 * DAY, 3 * DAY]);
  });

  it('know a video without an id by its title and day, and leave out what cannot be told apart', () => {
    const named = (title: string | null) => video(null, 1, { title });
    const outcome = looks.keep(look([named('x'), named('y'), named('y'), named('y'), named(null)]), null);
    expect(outcome?.left).toBe(4);
    looks.keep(look([named('x')], { at: NOON + DAY }), null);
    expect(looks.videos('UC1')).toMatchObject([{ id: null, title: 'x' }]);
  });

  it('keep what a later one does not tell', () => {
    looks.keep(look([video('a', 1, { durationSeconds: 90, live: false })]), null);
    const fed = video('a', 1, { title: 'Renamed', durationSeconds: null, live: null });
    looks.keep(look([fed], { at: NOON + DAY, channel: { id: 'UC1', title: null, handle: null } }), null);
    expect(looks.videos('UC1')).toMatchObject([{ title: 'Renamed', durationSeconds: 90, live: false }]);
    expect(looks.channels()).toMatchObject([{ title: 'One', handle: '@one' }]);
  });

  it('tell which channels share videos with some others', () => {
    looks.keep(look([video('a', 1), video('b', 1)]), null);
    looks.keep(look([video('b', 1), video(null, 3)], { name: 'UC2' }), null);
    expect(looks.sharing(['a', 'b', 'c'])).toEqual([
      { name: 'UC1', shared: 2 },
      { name: 'UC2', shared: 1 },
    ]);
    expect(looks.sharing(['c'])).toEqual([]);
  });

  it('are forgotten with their channel, and no others', () => {
    looks.keep(look([video('a', 1)]), null);
    looks.keep(look([video('a', 1)], { name: 'UC2' }), null);
    expect([looks.remove('UC1'), looks.remove('UC1')]).toEqual([1, 0]);
    expect(looks.channels().map(({ name }) => name)).toEqual(['UC2']);
    expect(looks.videos('UC1')).toEqual([]);
  });

  it('of which one is damaged leave the others readable, and none is added to it', () => {
    for (const day of [0, 1, 2]) looks.keep(look([video('a', day)], { at: NOON + day * DAY }), null);
    database.write((connection) =>
      connection.prepare('UPDATE look SET figures = zeroblob(9) WHERE at = ?').run(NOON + DAY),
    );
    expect(views().map(([at]) => at)).toEqual([0, 2 * DAY]);
    expect(damaged).toEqual([NOON + DAY]);
    expect(() => looks.keep(look([video('a', 5)], { at: NOON + DAY }), null)).toThrow(
      'the look of 2026-11-22T12:00:00.000Z at UC1 is damaged',
    );
    // What comes after is compared with what can be read.
    expect(
      looks.keep(look([video('b', 1, { publishedAt: NOON + 2.5 * DAY })], { at: NOON + 3 * DAY }), null)?.fresh.size,
    ).toBe(1);
  });

  it('moved to another time are damaged', () => {
    looks.keep(look([video('a', 1)]), null);
    database.write((connection) => connection.prepare('UPDATE look SET at = at + 1').run());
    expect([views(), damaged]).toEqual([[], [NOON + 1]]);
  });

  it('come into a database from before them, which keeps what it has', async () => {
    database.close();
    dir = freshDir();
    const file = join(dir, 'insight.db');
    const before = new Sqlite(file);
    const older = INSIGHT_MIGRATIONS.slice(0, INSIGHT_MIGRATIONS.indexOf(LOOKS_MIGRATION));
    migrate(before, older, { file, waiting: realWaiting(Math.random), now: () => NOON });
    before.prepare("INSERT INTO refusedKey VALUES ('k', 1)").run();
    before.close();
    await open();
    looks.keep(look([video('a', 1)]), null);
    expect(views()).toHaveLength(1);
    expect(database.read((c) => c.prepare('SELECT keyId FROM refusedKey').pluck().all())).toEqual(['k']);
  });
});

describe('claims of channels', () => {
  const claim = (run: string, names: readonly string[], now = NOON) =>
    looks.claim(names, { run, now, since: now - 20 * 60 * MINUTE, until: now + 3 * MINUTE });

  it('give each channel to one run', () => {
    expect(claim('r1', ['UC1', 'UC2'])).toEqual({ claimed: ['UC1', 'UC2'], busy: [] });
    expect(claim('r2', ['UC2', 'UC3'])).toEqual({ claimed: ['UC3'], busy: ['UC2'] });
    looks.release('r1');
    expect(claim('r2', ['UC1', 'UC2'])).toEqual({ claimed: ['UC1', 'UC2'], busy: [] });
  });

  it('leave out what has a look that is young enough, and none that a wrong clock or a file made', () => {
    looks.keep(look([video('a', 1)], { at: NOON - DAY }), null);
    looks.keep(look([video('a', 2)], { at: NOON - MINUTE, name: 'UC2' }), null);
    looks.keep(look([video('a', 3)], { at: NOON + 400 * DAY, name: 'UC3' }), null);
    looks.keep(look([video('a', 3)], { at: NOON - MINUTE, name: 'UC4', source: 'file' }), null);
    expect(claim('r', ['UC1', 'UC2', 'UC3', 'UC4', 'UC5']).claimed).toEqual(['UC1', 'UC3', 'UC4', 'UC5']);
  });

  it('end by themselves, so that a killed run is in the way for three minutes, whatever its clock said', () => {
    claim('killed', ['UC1']);
    expect(claim('next', ['UC1'], NOON + 2 * MINUTE).busy).toEqual(['UC1']);
    expect(claim('next', ['UC1'], NOON + 3 * MINUTE).claimed).toEqual(['UC1']);
    claim('ahead', ['UC2'], NOON + 300 * DAY);
    expect(claim('next', ['UC2']).claimed).toEqual(['UC2']);
  });

  it('are longer when renewed, and let only their run keep a look', () => {
    claim('slow', ['UC1', 'UC2']);
    looks.renew('slow', NOON + 10 * MINUTE);
    expect(claim('other', ['UC1'], NOON + 9 * MINUTE).busy).toEqual(['UC1']);
    expect(claim('other', ['UC1'], NOON + 11 * MINUTE).claimed).toEqual(['UC1']);
    expect(looks.keep(look([video('a', 1)]), 'slow')).toBeNull();
    expect(looks.keep(look([video('a', 2)]), 'other')).toMatchObject({ kept: true });
    expect(looks.keep(look([video('a', 3)]), 'other')).toBeNull();
    expect(views()).toEqual([[0, { a: 2 }]]);
  });
});
