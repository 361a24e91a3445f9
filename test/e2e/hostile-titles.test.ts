import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  asText,
  controlsIn,
  formulasIn,
  linesOf,
  markdownCells,
  tooWide,
  widthsOf,
  withoutColours,
} from './hostile-checks.js';
import { hostileRows } from './hostile-rows.js';
import { environment, freshFolder, PROGRAM } from './run-insight.js';
import { TEST_SEED } from '../test-seed.js';

// Every run tries other texts; the seed in the names brings them back.
const SEED = Number(process.env.HOSTILE_SEED ?? TEST_SEED);
const VIDEOS = 10_000;
/** Of many channels fewer, for each of them has a table of its own. */
const CHANNELS = 100;
const OF_CHANNELS = 2_000;
const IN_A_TERMINAL = fileURLToPath(new URL('in-a-terminal.py', import.meta.url));
const hasPython = spawnSync('python3', ['-c', 'import pty'], { stdio: 'ignore' }).status === 0;

const folder = freshFolder();
const ONE = join(folder.path, 'one.json');
const MANY = join(folder.path, 'many.json');
const LONG = join(folder.path, 'long.json');
const FILES = { 'one channel': ONE, 'many channels': MANY } as const;
/** As they may come back: trimmed, and half a pair is no text. */
const titles = new Map<string, string>();

beforeAll(() => {
  const rows = hostileRows(VIDEOS, CHANNELS, SEED);
  for (const { id, title } of rows) titles.set(id, title.trim().replace(/\p{Cs}/gu, '\ufffd'));
  const alone = rows.map((row) => ({ ...row, channel: undefined, channelId: undefined }));
  writeFileSync(ONE, JSON.stringify(alone));
  writeFileSync(MANY, JSON.stringify(rows.slice(0, OF_CHANNELS)));
  writeFileSync(LONG, JSON.stringify(alone.slice(0, 11).map((row) => ({ ...row, title: longer(row.title) }))));
});
afterAll(() => {
  folder.remove();
});

function longer(title: string): string {
  return `${title}x`.repeat(Math.ceil(10_000 / (title.length + 1)));
}

interface Bytes {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the program, on a terminal of so many columns or, with null, in a pipe. */
function run(words: readonly string[], columns: number | null = null): Promise<Bytes> {
  const insight = [PROGRAM, ...words, '--as-of', '2026-11-21'];
  const [command, args] =
    columns === null
      ? [process.execPath, insight]
      : ['python3', [IN_A_TERMINAL, String(columns), process.execPath, ...insight]];
  // In CI there is no spinner, which would have to be taken out of the text.
  const env = environment(join(folder.path, 'home'), { env: { CI: '1', TERM: 'xterm-256color', LANG: 'C.UTF-8' } });
  return new Promise((resolve) => {
    execFile(command, args, { cwd: folder.path, env, encoding: 'buffer', maxBuffer: 1e9 }, (error, out, err) => {
      resolve({
        code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1,
        out: asText(out),
        err: asText(err),
      });
    });
  });
}

const COMMANDS = ['outliers', 'streak', 'hashtags', 'videos'] as const;
const CASES = COMMANDS.flatMap((command) =>
  (Object.keys(FILES) as (keyof typeof FILES)[]).map((file) => [command, file] as const),
);

interface Row {
  readonly id: string | null;
  readonly title: string | null;
}

describe(`${VIDEOS} hostile titles (HOSTILE_SEED=${SEED})`, () => {
  it.concurrent.each(CASES)('%s of %s: a table in a pipe holds text alone', async (command, file) => {
    const { code, out, err } = await run([command, '--from', FILES[file], '--all']);
    expect([code, controlsIn(out), controlsIn(err)]).toEqual([0, [], []]);
    expect(linesOf(out).length).toBeGreaterThan(5);
  });

  it.concurrent.each(CASES)('%s of %s: JSON is escaped, and nothing of it is lost', async (command, file) => {
    const { code, out, err } = await run([command, '--from', FILES[file], '--json']);
    expect([code, controlsIn(out), controlsIn(err)]).toEqual([0, [], []]);
    const parsed = JSON.parse(out) as { videos?: readonly Row[] };
    if (parsed.videos === undefined) return;
    expect(parsed.videos.length).toBeGreaterThan(VIDEOS * 0.9);
    const changed = parsed.videos.filter(({ id, title }) => id !== null && (title ?? '') !== titles.get(id));
    expect(changed.slice(0, 3)).toEqual([]);
  });

  it.concurrent.each(COMMANDS)('%s of many channels: ndjson has one object a line', async (command) => {
    const { code, out } = await run([command, '--from', MANY, '--format', 'ndjson']);
    expect([code, controlsIn(out)]).toEqual([0, []]);
    const lines = linesOf(out);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ schemaVersion: 1 });
    expect(lines).toHaveLength(command === 'hashtags' ? 1 : CHANNELS);
  });

  it.concurrent.each([
    ...CASES.map(([command, file]) => [command, file, 'csv'] as const),
    ...COMMANDS.map((command) => [command, 'many channels', 'tsv'] as const),
  ])('%s of %s: no cell of %s is a formula', async (command, file, format) => {
    const { code, out, err } = await run([command, '--from', FILES[file], '--format', format]);
    expect([code, controlsIn(out, format === 'tsv' ? '\n\t' : '\n'), controlsIn(err)]).toEqual([0, [], []]);
    const { data, errors } = Papa.parse<string[]>(out.slice(0, -1), {
      delimiter: format === 'tsv' ? '\t' : ',',
      newline: '\n',
    });
    const [header = [], ...rows] = data;
    expect(errors).toEqual([]);
    // One line a row, and one row a line.
    expect(linesOf(out)).toHaveLength(rows.length + 1);
    expect(rows.filter((cells) => cells.length !== header.length)).toEqual([]);
    const texts = ['title', 'tag', 'id', 'url', 'channel.id', 'channel.title', 'channel.handle'];
    const numbers = new Set(header.filter((field) => !texts.includes(field)));
    expect(formulasIn(rows, numbers, header)).toEqual([]);
  });

  it.concurrent.each(CASES)('%s of %s: no cell of Markdown breaks out', async (command, file) => {
    const { code, out, err } = await run([command, '--from', FILES[file], '--format', 'md']);
    expect([code, controlsIn(out), controlsIn(err)]).toEqual([0, [], []]);
    const [header = '', , ...rows] = linesOf(out);
    const columns = markdownCells(header).length;
    expect(columns).toBeGreaterThan(3);
    const meant = rows.flatMap((line) => {
      const cells = markdownCells(line);
      const loud = cells.filter(({ text, meaning }) => meaning !== '' && !/^https:\/\/[^<>[\]`*~|\\\s]+$/.test(text));
      return cells.length === columns && loud.length === 0 ? [] : [line];
    });
    expect(meant.slice(0, 3)).toEqual([]);
  });

  it.concurrent.each([
    ['outliers', 'one.json', 'title,views'],
    ['videos', 'one.json', 'id,title,url,views'],
    ['videos', 'long.json', 'title,likes'],
    ['hashtags', 'one.json', 'tag,videos'],
    ['streak', 'many.json', 'channel.title,channel.id,uploads.videos'],
  ])('%s of %s: with %s the columns stand straight', async (command, file, fields) => {
    for (const columns of hasPython ? [null, 120] : [null]) {
      const words = [command, '--from', join(folder.path, file), '--limit', '2000', '--fields', fields];
      const { out } = await run([...words, ...(command === 'streak' ? [] : ['--all'])], columns);
      const text = withoutColours(out);
      const rows = linesOf(text).filter(
        (line) => /^[ ▲▼] /.test(line) && /^[\d.,]+[kM]?$/.test(line.slice(line.lastIndexOf(' ') + 1)),
      );
      expect(rows.length).toBeGreaterThan(9);
      expect(widthsOf(rows)).toHaveLength(1);
    }
  });

  it.skipIf(!hasPython).concurrent.each(CASES)(
    '%s of %s: a terminal gets colours and nothing else',
    async (command, file) => {
      for (const columns of command === 'videos' ? [40, 200] : [80]) {
        const { code, out } = await run([command, '--from', FILES[file], '--all'], columns);
        const text = withoutColours(out);
        expect([code, controlsIn(text)]).toEqual([0, []]);
        expect(tooWide(text.replace(/^note: .*$/gm, ''), columns)).toEqual([]);
      }
    },
  );
});
