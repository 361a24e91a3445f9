import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshFolder, type Surroundings } from '../e2e/run-insight.js';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { importsOf } from './import-statements.js';
import { loadedBy } from './loaded-modules.js';
import { readText } from './source-files.js';

const folder = freshFolder();
const csv = join(folder.path, 'videos.csv');
const HEAD = 'video_id,title,views,likes,comments,published_at,tags\n';
const rows = Array.from(
  { length: 9 },
  (_, at) => `abcdefghij${at},t ${at},${at ** 3 + 50},1,1,2026-01-0${at + 1},#a\n`,
);
writeFileSync(csv, HEAD + rows.join(''));

let emulator: Emulator;
let channel: string;
beforeAll(async () => {
  emulator = await startEmulator();
  channel = emulator.channels.find(({ videos }) => videos.length >= 50)?.handle ?? '';
});
afterAll(async () => {
  await emulator.close();
  folder.remove();
});

/** Everything that costs time to load, or that only a terminal needs. */
const HEAVY = [
  ...['@googleapis/youtube', 'googleapis-common', 'google-auth-library', 'gaxios', 'better-sqlite3', 'papaparse'],
  ...['fast-xml-parser', 'luxon', 'chalk', 'cli-table3', 'string-width', 'ora', 'conf', 'inquirer', 'p-limit'],
  ...['sharp', '@google/genai', 'replicate', '@imagekit/nodejs', 'clipboardy', 'open'],
  // What only a host, or whoever signs in, needs.
  ...['hono', '@hono/node-server', '@hono/zod-openapi', 'zod', 'kysely', 'pg', 'jose', 'pino', 'nodemailer'],
  ...['@node-rs/argon2', '@napi-rs/keyring'],
  // What only agents need.
  ...['@modelcontextprotocol/sdk', 'ajv', 'express'],
];

/** The heavy packages that a run loads; it must go well. */
async function heavyOf(words: readonly string[], surroundings: Surroundings = {}): Promise<readonly string[]> {
  const { run, packages } = await loadedBy(words, surroundings);
  expect([run.code, run.stderr.replace(/^note: .*\n/gm, '')]).toEqual([0, '']);
  return packages.filter((name) => HEAVY.includes(name));
}

describe('the launcher answers by itself', () => {
  it.each([[['--version']], [['-V']], [['--help']], [['-h']], [['help']], [[]]])('%j', async (words) => {
    const { run, own, packages } = await loadedBy(words);
    expect([run.code, own, packages]).toEqual([0, ['bin/insight.js'], []]);
  });

  it('a shell that completes a line, from one small part', async () => {
    const { run, own, packages } = await loadedBy(['__complete', 'words', 'outliers', '--form']);
    expect([run.code, run.stdout, packages]).toEqual([0, 'words\n--format\thow to print\n', []]);
    expect(own).toEqual(expect.arrayContaining(['bin/insight.js', 'src/complete.ts']));
    expect(own).not.toContain('src/main.ts');
  });

  it('and loads the program for anything else', async () => {
    const { own } = await loadedBy(['help', 'exit-codes']);
    expect(own).toContain('src/main.ts');
  });
});

describe('of what takes long to load', () => {
  it('the demo as JSON needs the calendar', async () => {
    expect(await heavyOf(['demo', '--json'])).toEqual(['luxon']);
  });

  it('the demo as a table needs that and the table, but no colours in a pipe', async () => {
    expect(await heavyOf(['demo'])).toEqual(['cli-table3', 'luxon', 'string-width']);
  });

  it('colours are loaded when they are asked for', async () => {
    const env = { FORCE_COLOR: '1' };
    expect(await heavyOf(['demo'], { env })).toEqual(['chalk', 'cli-table3', 'luxon', 'string-width']);
  });

  it.each(['outliers', 'videos', 'hashtags'])('%s of a csv file needs a reader of csv', async (command) => {
    expect(await heavyOf([command, '--from', csv, '--json'])).toEqual(['papaparse']);
  });

  it('a csv written from it needs no other', async () => {
    expect(await heavyOf(['outliers', '--from', csv, '--format', 'csv'])).toEqual(['papaparse']);
  });

  it('days in words need the calendar', async () => {
    expect(await heavyOf(['outliers', '--from', csv, '--since', '2026-01-02', '--json'])).toEqual([
      'luxon',
      'papaparse',
    ]);
  });

  it.each([
    ['config', 'list', '--json'],
    ['config', 'get', 'tz', '--json'],
    ['help', 'environment'],
    ['outliers', '--help'],
  ])('%s %s %s needs nothing', async (...words) => {
    expect(await heavyOf(words)).toEqual([]);
  });

  it('keeping a setting needs what keeps it', async () => {
    // conf brings ajv, which it looks through settings with.
    expect(await heavyOf(['config', 'set', 'tz', 'UTC', '--json'])).toEqual(['ajv', 'conf']);
  });

  it('the feed needs a reader of XML and the cache, and no SDK', async () => {
    const heavy = await heavyOf(['outliers', channel, '--source', 'feed', '--json'], { emulator });
    expect(heavy).toEqual(['better-sqlite3', 'fast-xml-parser']);
  });

  const KEYS = { GEMINI_API_KEY: 'any', REPLICATE_API_TOKEN: 'any', IMAGEKIT_PRIVATE_KEY: 'any' };
  it.each([
    [['concepts', 'kiln', '--offline'], [], ['better-sqlite3']],
    [['concepts', 'kiln', '--plan'], [], []],
    [['concepts', 'kiln'], [], ['@google/genai', 'better-sqlite3']],
    [['score', 'title', 'A kiln'], [], []],
    [['history'], [], ['better-sqlite3']],
    [['thumbnails', 'generate', 'a kiln', '--plan'], [], []],
    [['thumbnails', 'generate', 'a kiln'], [], ['@imagekit/nodejs', 'better-sqlite3', 'replicate', 'sharp']],
    [
      ['thumbnails', 'generate', 'a kiln'],
      ['REPLICATE_API_TOKEN', 'IMAGEKIT_PRIVATE_KEY'],
      ['better-sqlite3', 'sharp'],
    ],
  ])('%j with keys left out: %j', async (words, without, needs) => {
    const env = Object.fromEntries(Object.entries(KEYS).filter(([name]) => !without.includes(name)));
    expect(await heavyOf([...words, '--json'], { emulator, env })).toEqual(needs);
  });

  it('the API needs its SDK', async () => {
    const surroundings = { emulator, env: { YOUTUBE_API_KEY: 'any-key' } };
    const { run, packages } = await loadedBy(['outliers', channel, '--source', 'api', '--json'], surroundings);
    expect(run.code).toBe(0);
    expect(packages).toContain('@googleapis/youtube');
    for (const other of ['papaparse', 'fast-xml-parser', 'cli-table3', 'chalk', 'ora', 'conf', 'luxon']) {
      expect(packages).not.toContain(other);
    }
  });
});

describe('of the commands only the chosen one is loaded', () => {
  const modules = importsOf({ path: 'program.ts', text: readText('src/program.ts') })
    .flatMap(({ to }) => (to?.startsWith('commands/') === true ? [`src/${to}`] : []))
    .filter((path, at, all) => all.indexOf(path) === at);

  it.each([
    ['outliers', ['outliers', '--from', csv]],
    ['streak', ['streak', '--from', csv]],
    ['hashtags', ['hashtags', '--from', csv]],
    ['videos', ['videos', '--from', csv]],
    ['config', ['config', 'path']],
    ['concepts', ['concepts', 'kiln', '--offline']],
    ['history', ['history']],
    ['keywords', ['keywords', 'kiln', '--plan']],
    ['score-title', ['score', 'title', 'A kiln']],
    ['score-thumbnail', ['score', 'thumbnail', 'a.png', '--plan']],
    ['thumbnails-generate', ['thumbnails', 'generate', 'a kiln', '--plan']],
    ['thumbnails-index', ['thumbnails', 'index', '--from', csv]],
    ['thumbnails-search', ['thumbnails', 'search', 'kiln', '--plan']],
    ['thumbnails-similar', ['thumbnails', 'similar', 'a.png', '--plan']],
    ['thumbnails-tags', ['thumbnails', 'tags', 'a.png', '--plan']],
  ])('%s', async (name, words) => {
    const { run, own } = await loadedBy(words);
    expect(run.code).toBe(0);
    expect(own.filter((path) => modules.includes(path))).toEqual([`src/commands/${name}.ts`]);
  });

  it('demo is made of three others', async () => {
    const { own } = await loadedBy(['demo']);
    const names = ['demo', 'hashtags', 'outliers', 'streak'];
    expect(own.filter((path) => modules.includes(path)).sort()).toEqual(names.map((name) => `src/commands/${name}.ts`));
  });

  it('none for a word that is no command', async () => {
    const { run, own } = await loadedBy(['outlier']);
    expect(run.code).toBe(2);
    expect(own.filter((path) => modules.includes(path))).toEqual([]);
  });
});
