import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../src/command.js';
import { fieldValue } from '../../src/domain/field-value.js';
import { allCommands } from '../../src/program.js';
import { startHosted, type Hosted } from '../e2e/hosted.js';
import { A_DAY_LATER, freshFolder, jsonOf, runInsight, type Surroundings } from '../e2e/run-insight.js';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { startServer } from '../server/started-server.js';
import { keepExample } from './json-examples.js';
import { fieldTypes, type FieldTypes } from './json-fields.js';
import { closedCheck } from './json-schemas.js';

const PINNED = fileURLToPath(new URL('json-fields.json', import.meta.url));
const REGENERATE = 'UPDATE_JSON_FIELDS=1 npx vitest run --config test/vitest.config.ts test/contract/json.test.ts';
const AS_OF = ['--as-of', '2026-11-21'];
/** Rows that know as little as a row can. */
const POOR_TABLE =
  'title,views,published\n#one a,,2026-01-01\ntwo,20,\nthree,30,2026-01-09\nfour,1,2026-02-01\nfive,5,2026-03-01\nsix,6,2026-04-01\n';

/** Stands in examples for the address of a server. */
const SERVER = 'https://insight.example.org';

/** Channels of one niche: what does well on three of them, the fourth has not; of one title nothing is known. */
const NICHE_TABLE = [
  'channel,title,views,published',
  ...['A', 'B', 'C', 'Mine'].flatMap((name, of) =>
    Array.from({ length: 20 }, (_, at) => `${name},${name}${at} kept,${100 + at},2026-0${1 + (at % 9)}-1${of}`),
  ),
  ...['A', 'B', 'C'].map((name) => `${name},sourdough ${name},9000,2026-05-05`),
  'A,rye,800,2026-05-06',
  'Mine,,,',
  'Few,one,1,2026-01-01',
].join('\n');

/** Stands for the address of a picture, which the emulator has once it runs. */
const PICTURE = 'https://picture.example/';

interface Sample {
  readonly words: readonly string[];
  readonly key?: boolean;
  /** With a key for a language model too. */
  readonly model?: boolean;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Signs in to the hosted account, by a token on stdin. */
  readonly signsIn?: true;
  /** Leaves standard output to others, and its result in a file. */
  readonly intoFile?: true;
  /** Runs on until it is stopped. */
  readonly serves?: true;
  /** What is run before, with the same state. */
  readonly after?: Sample;
}

const ADDED: Sample = { words: ['keys', 'add', 'youtube', '--with-token'], stdin: 'AIzaSy-made-up-key-1a2b' };
const FOLLOWED: Sample = { words: ['track', 'add', '@made-up-50'], key: true };
const A_DAY_ON = { NODE_OPTIONS: A_DAY_LATER };
const WATCHED: Sample = { words: ['track', 'run'], key: true, env: A_DAY_ON };
const SAVED: Sample = { words: ['videos', 'mine', '--from', '-', '--save'], stdin: POOR_TABLE };
const MADE: Sample = { words: ['concepts', 'lighthouse', '--offline'] };
const ASKED: Sample = { words: ['concepts', 'lighthouse'], model: true };
const FED: Sample = { words: ['videos', '@made-up-50'] };
const SIGNED_IN: Sample = { words: ['login', '--with-token'], signsIn: true };

const ROOT: Sample = {
  words: ['admin', 'create', 'root@example.org', '--password-stdin'],
  stdin: 'eleven purple elephants',
};
const TWO: Sample = { ...ROOT, words: ['admin', 'create', 'ada@example.org', '--password-stdin'], after: ROOT };
const administered = (...words: readonly string[]): Sample => ({ words: ['admin', ...words], after: ROOT });

/** From each source, with as much and as little known as there can be. */
const sources = (command: string): Sample[] => [
  { words: [command, '@made-up-mixed', ...AS_OF], key: true },
  { words: [command, '@made-up-50', ...AS_OF], key: true },
  { words: [command, '@made-up-50', ...AS_OF] },
  { words: [command, '--from', '-', ...AS_OF], stdin: POOR_TABLE },
];

/** What is run of each command to see its fields. A new command needs its line here. */
const SAMPLES: Readonly<Record<string, readonly Sample[]>> = {
  outliers: [
    ...sources('outliers'),
    { words: ['outliers', '@made-up-mixed', '--method', 'robust', ...AS_OF], key: true },
    { words: ['outliers', '@made-up-50', '--method', 'robust', ...AS_OF] },
  ],
  streak: [...sources('streak'), { words: ['streak', '@made-up-50', '-n', '1', ...AS_OF], key: true }],
  compare: [
    { words: ['compare', '@made-up-mixed', '@made-up-50', ...AS_OF], key: true },
    { words: ['compare', '@made-up-mixed', '@made-up-50', ...AS_OF] },
    { words: ['compare', '--from', '-', ...AS_OF], stdin: POOR_TABLE },
    { words: ['compare', '--from', '-', ...AS_OF], stdin: 'title,views,published\none,,\ntwo,,\n' },
  ],
  sweep: [
    { words: ['sweep', '@made-up-mixed', '@made-up-120', '--search', 'lighthouse', ...AS_OF], key: true },
    { words: ['sweep', '@made-up-50', '--method', 'smartscore', ...AS_OF] },
    { words: ['sweep', '--from', '-', ...AS_OF], stdin: NICHE_TABLE },
  ],
  gap: [
    { words: ['gap', 'Mine', '--from', '-', ...AS_OF], stdin: NICHE_TABLE },
    { words: ['gap', '@made-up-50', '@made-up-120', '@made-up-mixed', ...AS_OF], key: true },
  ],
  report: [
    { words: ['report', '@made-up-mixed', ...AS_OF], key: true },
    { words: ['report', '@made-up-50', ...AS_OF] },
    { words: ['report', '--from', '-', ...AS_OF], stdin: POOR_TABLE },
  ],
  hashtags: [
    ...sources('hashtags'),
    { words: ['hashtags', 'lighthouse'], key: true, model: true },
    { words: ['hashtags', 'lighthouse'], model: true },
    { words: ['hashtags', '--region', 'DE'], key: true },
    { words: ['hashtags', 'lighthouse', '--language', 'de'], key: true },
  ],
  keywords: [
    { words: ['keywords', 'lighthouse', '--deep', '--region', 'DE', '--language', 'de'], key: true, model: true },
    { words: ['keywords', 'lighthouse'] },
  ],
  'thumbnails search': [
    { words: ['thumbnails', 'search', 'lighthouse', '--region', 'DE', '--language', 'de'], key: true },
    {
      words: ['thumbnails', 'search', 'made-up', '--offline'],
      after: { words: ['thumbnails', 'index', '@made-up-50'] },
    },
    {
      words: ['thumbnails', 'search', 'made-up', '--offline'],
      after: { words: ['thumbnails', 'index', '@made-up-mixed'], key: true },
    },
  ],
  'thumbnails index': [
    { words: ['thumbnails', 'index', '@made-up-mixed', ...AS_OF], key: true },
    { words: ['thumbnails', 'index', '@made-up-50', ...AS_OF] },
    {
      words: ['thumbnails', 'index', '--from', '-', ...AS_OF],
      stdin: 'id,title,views,published\nTMKvJuk0000,a,1,2026-01-01\n',
    },
  ],
  'thumbnails generate': [
    { words: ['thumbnails', 'generate', 'a fox'] },
    { words: ['thumbnails', 'generate', 'a fox'], env: { REPLICATE_API_TOKEN: 'any', IMAGEKIT_PRIVATE_KEY: 'any' } },
    {
      // A model without a price, and a host that is not there.
      words: ['thumbnails', 'generate', 'a fox', '--yes'],
      env: {
        REPLICATE_API_TOKEN: 'any',
        INSIGHT_REPLICATE_MODEL: 'some/model',
        INSIGHT_REPLICATE_URL: 'http://127.0.0.1:9/',
      },
    },
  ],
  'score title': [
    { words: ['score', 'title', 'A lighthouse', '--channel', '@made-up-50'], key: true },
    {
      words: [
        'score',
        'title',
        'A lighthouse',
        '--keyword',
        'vegan ramen',
        '--tags',
        'a,b',
        '--description',
        'about it',
      ],
    },
  ],
  'score thumbnail': [
    { words: ['score', 'thumbnail', PICTURE] },
    { words: ['score', 'thumbnail', PICTURE, '--ai', '--yes'], model: true },
  ],
  'thumbnails tags': [{ words: ['thumbnails', 'tags', PICTURE, '--yes'], model: true }],
  'thumbnails similar': [
    { words: ['thumbnails', 'similar', PICTURE], after: { words: ['thumbnails', 'index', '@made-up-50'] } },
    {
      words: ['thumbnails', 'similar', PICTURE, '--yes'],
      key: true,
      model: true,
      after: { words: ['thumbnails', 'index', '@made-up-mixed'], key: true },
    },
  ],
  videos: sources('videos'),
  'track add': [{ words: ['track', 'add', '@made-up-50'], key: true }, { words: ['track', 'add', '@made-up-50'] }],
  'track list': [
    { words: ['track', 'list'], after: FOLLOWED },
    { words: ['track', 'list'], after: SAVED },
    { words: ['track', 'list'] },
  ],
  'track run': [
    { words: ['track', 'run', '--every', '1m'], key: true, after: FOLLOWED, env: A_DAY_ON },
    { words: ['track', 'run', '--every', '1m'], after: FOLLOWED, env: A_DAY_ON },
    { words: ['track', 'run', '--alert', 'views=1'] },
    { words: ['track', 'run'] },
  ],
  'track show': [
    { words: ['track', 'show', '@made-up-50'], key: true, after: { ...WATCHED, after: FOLLOWED } },
    { words: ['track', 'show', '@made-up-50'], after: FOLLOWED },
    { words: ['track', 'show', 'mine'], after: SAVED },
  ],
  'track export': [
    { words: ['track', 'export'], after: FOLLOWED },
    { words: ['track', 'export', 'mine'], after: SAVED },
  ],
  'track remove': [{ words: ['track', 'remove', '@made-up-50'], after: FOLLOWED }],
  concepts: [
    { words: ['concepts', 'lighthouse', '--channel', '@made-up-mixed'], key: true, model: true },
    { words: ['concepts', 'lighthouse', '--offline'] },
  ],
  'history list': [{ words: ['history'], after: MADE }, { words: ['history'], after: ASKED }, { words: ['history'] }],
  'history show': [{ words: ['history', 'show', 'last'], after: MADE }],
  'history delete': [{ words: ['history', 'delete', 'last', '--yes'], after: MADE }],
  'history export': [{ words: ['history', 'export'], after: MADE }],
  demo: [{ words: ['demo'] }],
  'config list': [{ words: ['config', 'list'] }, { words: ['config', 'list'], key: true }],
  'config get': [{ words: ['config', 'get', 'tz', 'youtubeUrl', 'youtubeApiKey'], key: true }],
  'config set': [{ words: ['config', 'set', 'tz', 'Europe/Paris'] }],
  'config unset': [{ words: ['config', 'unset', 'tz'] }],
  'config path': [{ words: ['config', 'path'] }],
  doctor: [{ words: ['doctor'], key: true }, { words: ['doctor', '--offline'] }],
  completion: [{ words: ['completion', 'bash'] }],
  'cache path': [{ words: ['cache', 'path'] }],
  'cache stats': [{ words: ['cache', 'stats'] }, { words: ['cache', 'stats'], after: FED }],
  'cache clear': [{ words: ['cache', 'clear'] }, { words: ['cache', 'clear'], after: FED }],
  'keys add': [ADDED],
  'keys list': [
    { words: ['keys', 'list'], key: true },
    { words: ['keys', 'list'], after: ADDED },
  ],
  'keys remove': [{ words: ['keys', 'remove', '1a2b'], after: ADDED }],
  'keys test': [{ words: ['keys', 'test'] }, { words: ['keys', 'test'], key: true, after: ADDED }],
  login: [SIGNED_IN],
  logout: [{ words: ['logout'], after: SIGNED_IN }],
  whoami: [{ words: ['whoami'], after: SIGNED_IN }],
  sync: [{ words: ['sync'], after: SIGNED_IN }],
  serve: [{ words: ['serve'], serves: true }],
  mcp: [{ words: ['mcp'], intoFile: true }],
  'admin backup': [{ words: ['admin', 'backup', 'copy.db'], after: { words: ['serve'], serves: true } }],
  'admin create': [ROOT, administered('create', 'bob@example.org', '--role', 'user', '--link')],
  'admin stats': [administered('stats')],
  'admin users': [administered('users'), administered('users', 'root')],
  'admin suspend': [{ ...administered('suspend', 'ada@example.org'), after: TWO }],
  'admin activate': [administered('activate', 'root@example.org')],
  'admin role': [administered('role', 'root@example.org', '--to', 'admin')],
  'admin plan': [administered('plan', 'root@example.org', '--to', 'pro')],
  'admin sessions': [administered('sessions', 'root@example.org')],
  'admin reset-link': [administered('reset-link', 'root@example.org')],
  'admin audit': [administered('audit')],
  quota: [{ words: ['quota'], key: true, after: { words: ['keys', 'test'], key: true } }],
};

let emulator: Emulator;
let hosted: Hosted;
/** A personal access token of an account there. */
let token: string;
let commands: readonly Command[];
const results: Record<string, readonly object[]> = {};
beforeAll(async () => {
  [emulator, hosted] = await Promise.all([startEmulator(), startHosted()]);
  token = await hosted.personalToken('ada@example.org', ['read', 'sync']);
  commands = await allCommands();
  for (const [name, samples] of Object.entries(SAMPLES)) {
    // The export of the history is a list of results.
    results[name] = (await Promise.all(samples.map(resultOf))).flat();
  }
  // More than a hundred runs of the program: a slow machine takes its time.
}, 240_000);
afterAll(() => Promise.all([emulator.close(), hosted.stop()]));

async function resultOf(sample: Sample): Promise<object> {
  const home = freshFolder();
  try {
    return await resultAt(sample, home.path);
  } finally {
    home.remove();
  }
}

async function resultAt(sample: Sample, home: string): Promise<object> {
  if (sample.after !== undefined) await resultAt(sample.after, home);
  if (sample.serves) {
    const server = await startServer({ home });
    await server.stop();
    return JSON.parse(server.stdout()) as object;
  }
  if (sample.intoFile) {
    const file = join(home, 'result.json');
    await runInsight([...sample.words, '--output', file], { home });
    return JSON.parse(readFileSync(file, 'utf8')) as object;
  }
  const words = sample.words.map((word) => word.replace(PICTURE, `${emulator.url}vi/TMKvJuk0000/hqdefault.jpg`));
  return jsonOf<object>(words, { ...surroundings(sample), home });
}

function surroundings({ key, model, signsIn, stdin = '', env: more }: Sample): Surroundings {
  const env = {
    ...more,
    ...(key && { YOUTUBE_API_KEY: 'any' }),
    ...(model && { GEMINI_API_KEY: 'any' }),
    ...(signsIn && { INSIGHT_SERVER: hosted.url }),
  };
  return { emulator, stdin: signsIn ? token : stdin, env };
}

function commandOf(name: string): Command {
  const found = commands.find((command) => command.name === name);
  if (found === undefined) throw new Error(`no command ${name}`);
  return found;
}

function rowsOf(result: object, path: string | null): readonly object[] {
  if (path === null) return [result];
  const rows = fieldValue(result, path);
  return Array.isArray(rows) ? (rows as object[]) : [];
}

const names = Object.keys(SAMPLES);

describe('the JSON contract', () => {
  it('covers every command', () => {
    expect(commands.map(({ name }) => name).toSorted(), 'SAMPLES needs a line for each command').toEqual(
      names.toSorted(),
    );
  });

  it.each(names)('%s has the fields that are pinned, of the types that are pinned', (name) => {
    expectPinned(name, results[name] ?? []);
  });

  it.each(names)('%s is all that its schema says and nothing else', (name) => {
    const check = closedCheck(name);
    const found = results[name] ?? [];
    expect(found.length, 'SAMPLES needs a line for each command').toBeGreaterThan(0);
    expect(
      found.flatMap(check),
      'src/results.ts says otherwise: mend the type, or the result; then npm run docs',
    ).toEqual([]);
  });

  it('--plan has the same fields with every command', async () => {
    const reports = await Promise.all(
      names.flatMap((name) => {
        const [sample] = SAMPLES[name] ?? [];
        const words = [...(sample?.words ?? []), '--plan'];
        // With a key every field has a figure; without a bound nobody knows one.
        return [words, ...(name === 'videos' ? [[...words, '--until', '2020-01-01']] : [])].map((plan) =>
          jsonOf<object>(
            plan,
            surroundings({ ...(sample?.model === true ? { model: true } : {}), words: plan, key: true }),
          ),
        );
      }),
    );
    const heads = reports.map((report) => Object.keys(report).join());
    expect([...new Set(heads)]).toEqual(['schemaVersion,source,plan']);
    expectPinned('--plan', reports);
    expect(reports.flatMap(closedCheck('--plan'))).toEqual([]);
  });

  it('failures have the same fields on stderr and in the place of a subject', async () => {
    const failures = [
      { words: ['outliers', '--bogus'] },
      { words: ['outliers', '@made-up-50', '--source', 'api'] },
      { words: ['outliers', '@nobody-at-all'], key: true },
      { words: ['keys', 'remove', '1a2b'] },
      { words: ['config', 'get', 'nothing'] },
      { words: ['no-such-command'] },
    ].map(async (sample) => {
      const { stdout, stderr } = await runInsight([...sample.words, '--json'], surroundings(sample));
      expect(stdout).toBe('');
      return JSON.parse(stderr) as object;
    });
    const found = await Promise.all(failures);
    expectPinned('error', found);
    expect(found.flatMap(closedCheck('error'))).toEqual([]);
    const words = ['outliers', '@made-up-50', '@nobody-at-all', '--json'];
    const { code, stdout } = await runInsight(words, surroundings({ words, key: true }));
    const [, failed] = JSON.parse(stdout) as readonly object[];
    expect(code).toBe(7);
    expectPinned('failed subject', [failed ?? {}]);
    expect(closedCheck('failed subject')(failed)).toEqual([]);
  });

  it.each(names)('%s has every declared column in every row', (name) => {
    const { rows: path, columns } = commandOf(name);
    const all = (results[name] ?? []).map((result) => ({ result, rows: rowsOf(result, path) }));
    expect(all.flatMap(({ rows }) => rows).length).toBeGreaterThan(0);
    for (const { result, rows } of all) {
      for (const { field, describe: what } of columns) {
        // Of these the other method says nothing.
        if (what.startsWith('robust:') && fieldValue(result, 'method') !== 'robust') continue;
        expect(
          rows.filter((row) => fieldValue(row, field) === undefined),
          `${name} has no ${field}`,
        ).toEqual([]);
      }
    }
  });

  it.each(names)('%s has no field in its rows that is no column', (name) => {
    const { rows: path, columns } = commandOf(name);
    // The whole result is the row of a streak: its head is no column.
    if (path === null) return;
    const known = new Set(columns.map(({ field }) => field));
    const rows = (results[name] ?? []).flatMap((result) => rowsOf(result, path));
    expect([...new Set(rows.flatMap((row) => leavesOf(row)))].filter((field) => !known.has(field))).toEqual([]);
  });

  it.each(names)('%s says times as ISO 8601 UTC, and schemaVersion 1', (name) => {
    for (const result of results[name] ?? []) {
      expect(result).toMatchObject({ schemaVersion: 1 });
      for (const [path, text] of textsOf(result)) {
        if (/(?:At|asOf)$/.test(path)) expect(new Date(text).toISOString(), path).toBe(text);
      }
    }
  });

  it('leaves numbers as they are', () => {
    const [first] = results.outliers ?? [];
    const rows = rowsOf(first ?? {}, 'videos') as readonly Record<string, number | null>[];
    const known = rows.filter(({ views, likes, comments }) => views !== null && likes !== null && comments !== null);
    expect(known.length).toBeGreaterThan(30);
    for (const { views, likes, comments, engagementRate, viewsPerDay, ageDays } of known) {
      expect(engagementRate).toBe(((likes ?? NaN) + (comments ?? NaN)) / (views ?? NaN));
      // Younger than a day counts as a day (docs/methods.md).
      expect(viewsPerDay).toBeCloseTo((views ?? NaN) / Math.max(1, ageDays ?? NaN), 9);
    }
    for (const field of ['smartScore', 'viewsPerDay', 'multiple', 'ageDays']) {
      const unrounded = known.map((row) => row[field] ?? 0).filter((value) => value !== Math.round(value * 1e6) / 1e6);
      expect(unrounded.length, field).toBeGreaterThan(known.length / 2);
    }
  });
});

describe('--fields and --top', () => {
  it.each([
    ['outliers', ['title', 'multiple', 'channel.id'], 'videos'],
    ['videos', ['id', 'publishedAt'], 'videos'],
    ['hashtags', ['lift', 'tag'], 'hashtags'],
  ])('%s gives those fields of those rows, in that order', async (command, fields, path) => {
    const words = [command, '@made-up-120', ...AS_OF];
    const how = surroundings({ words, key: true });
    const [whole, part] = await Promise.all([
      jsonOf<object>(words, how),
      jsonOf<object>([...words, '--fields', fields.join(), '--top', '3'], how),
    ]);
    const rows = rowsOf(part, path);
    expect(rows).toHaveLength(3);
    expect(rows.map((row) => Object.keys(row))).toEqual(rows.map(() => fields));
    const channel = fieldValue(whole, 'channel');
    const expected = rowsOf(whole, path).slice(0, 3);
    for (const [at, row] of rows.entries()) {
      const same = fields.map((field) => fieldValue({ ...expected[at], channel }, field));
      expect(Object.values(row)).toEqual(same);
    }
    expect(Object.keys(part)).toEqual(Object.keys(whole));
  });

  it('streak, whose result is its row, keeps its head beside them', async () => {
    const words = ['streak', '@made-up-120', '--fields', 'parts.consistency,uploads.perWeek', ...AS_OF];
    const result = await jsonOf<object>(words, surroundings({ words, key: true }));
    expect(Object.keys(result)).toEqual(['schemaVersion', 'source', 'asOf', 'parts.consistency', 'uploads.perWeek']);
  });

  it.each(['csv', 'tsv', 'md'])('%s has the same names on top, and unrounded numbers', async (format) => {
    const words = ['outliers', '@made-up-120', ...AS_OF, '--fields', 'id,viewsPerDay', '--top', '2'];
    const { videos } = await jsonOf<{ videos: { id: string; viewsPerDay: number }[] }>(
      words,
      surroundings({ words, key: true }),
    );
    const { stdout } = await runInsight([...words, '--format', format], surroundings({ words, key: true }));
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ ?[,\t|] ?/).filter((cell) => cell !== ''));
    expect(lines[0]).toEqual(['id', 'viewsPerDay']);
    expect(lines.slice(-2)).toEqual(videos.map(({ id, viewsPerDay }) => [id, String(viewsPerDay)]));
  });
});

/** Fails when results have other fields than are pinned under a name; pins them when asked to. */
function expectPinned(name: string, found: readonly object[]): void {
  const seen = fieldTypes(found);
  if (process.env.UPDATE_JSON_FIELDS === '1') {
    writeFileSync(PINNED, JSON.stringify({ ...pinned(), [name]: seen }, null, 2) + '\n');
    const [first] = found;
    if (first !== undefined)
      keepExample(name, first, [
        [emulator.url, 'https://i.ytimg.com/'],
        [hosted.url, SERVER],
      ]);
  }
  const kept = pinned()[name] ?? {};
  const gone = Object.keys(kept).filter((path) => seen[path] === undefined);
  const added = Object.keys(seen).filter((path) => kept[path] === undefined);
  expect(gone, 'a field is gone: that breaks every script that reads it').toEqual([]);
  expect(added, `new fields: pin them with ${REGENERATE}`).toEqual([]);
  expect(seen, 'a field has other types than before').toEqual(kept);
}

function pinned(): Readonly<Record<string, FieldTypes>> {
  return JSON.parse(readFileSync(PINNED, 'utf8')) as Record<string, FieldTypes>;
}

/** The paths of the members of a row that are no objects themselves. */
function leavesOf(row: object, path = ''): string[] {
  return Object.entries(row).flatMap(([name, member]: [string, unknown]) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? leavesOf(member, `${path}${name}.`)
      : [`${path}${name}`],
  );
}

/** Every string in a result, with its path. */
function textsOf(value: unknown, path = ''): (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => textsOf(member, `${path}.${name}`));
}
