// A CSV of a million rows × 9 columns through the whole program: rows a second, against a bare Node process that only
// counts the lines of the same file, and the most memory it took (MB are millions of bytes): `npm run bench:million-rows`.
// ROWS=100000 for a quick look; RUNS=5 for steadier figures (medians are given).
import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '../dist-emulator/seeded-random.js';

const ROWS = Number(process.env.ROWS ?? 1_000_000);
const RUNS = Number(process.env.RUNS ?? 3);
const BUDGET = { rowsPerSecond: 150_000, goal: 250_000, megabytes: 300 };
const insight = fileURLToPath(new URL('../bin/insight.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'insight-bench-'));

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const WORDS = 'how to make the best video ever in one day without money Full Review und warum es geht où ça'.split(' ');
const HEADER = 'video_id,title,views,likes,comments,published_at,duration,channel_id,channel_title\n';
const DAYS = 5_000;

/** The last four print more than they read: half a gigabyte of JSON, or with many channels a table for each. */
const COMMANDS = [
  ['outliers'],
  ['outliers', '--method', 'robust'],
  ['hashtags'],
  ['hashtags', '--json'],
  ['streak'],
  ['streak', '--json'],
  ['videos', '--json', '--top', '10'],
  ['videos'],
  ['videos', '--json'],
  ['outliers', '--json'],
  ['outliers', '--json', '--output', 'result.json'],
];

/** A table in no order at all, which is the hardest: rows of all channels mixed, dates of fourteen years. */
async function writeTable(path, channels) {
  const roll = seededRandom(channels);
  const upTo = (limit) => Math.floor(roll() * limit);
  const letters = (length) => Array.from({ length }, () => LETTERS[upTo(64)]).join('');
  const ids = Array.from({ length: channels }, () => `UC${letters(22)}`);
  const out = createWriteStream(path);
  let text = HEADER;
  for (let row = 0; row < ROWS; row += 1) {
    const channel = upTo(channels);
    const tag = roll() < 0.1 ? ` #${WORDS[upTo(WORDS.length)]}` : '';
    const words = Array.from({ length: 4 + upTo(6) }, () => WORDS[upTo(WORDS.length)]).join(' ') + tag;
    const title = roll() < 0.05 ? `"${words}, part ${row}"` : `${words} ${row}`;
    const views = Math.floor(1_000 * Math.exp(roll() * 8));
    const published = new Date(Date.UTC(2012, 0, 1) + upTo(DAYS * 86_400) * 1_000).toISOString().replace('.000', '');
    const figures = `${views},${Math.floor(views * 0.03 * roll())},${Math.floor(views * 0.004 * roll())}`;
    text += `${letters(11)},${title},${figures},${published},PT${upTo(25)}M${upTo(60)}S,${ids[channel]},Channel ${channel}\n`;
    if (text.length < 1e6) continue;
    if (!out.write(text)) await new Promise((resolve) => out.once('drain', resolve));
    text = '';
  }
  out.end(text);
  await finished(out);
}

const preload = join(folder, 'tell-memory.cjs');
writeFileSync(
  preload,
  "process.on('exit', () => require('node:fs').writeSync(3, String(process.resourceUsage().maxRSS)));",
);
const counter = join(folder, 'count-lines.cjs');
writeFileSync(
  counter,
  `let lines = 0;
  require('node:fs').createReadStream(process.argv[2]).on('data', (piece) => {
    for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) lines += 1;
  }).on('end', () => console.log(lines));`,
);

/** Seconds and megabytes of one run; what it prints is thrown away. */
async function measured(words) {
  const started = process.hrtime.bigint();
  const child = spawn(process.execPath, ['--require', preload, ...words], {
    env: { INSIGHT_HOME: folder },
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  let [errors, memory] = ['', ''];
  child.stderr.on('data', (piece) => (errors += piece));
  child.stdio[3].on('data', (piece) => (memory += piece));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}: ${errors}`);
  return { seconds: Number(process.hrtime.bigint() - started) / 1e9, megabytes: (Number(memory) * 1024) / 1e6 };
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const line = (name, ...cells) => name.padEnd(46) + cells.map((cell) => cell.padStart(11)).join('');

try {
  console.log(`node ${process.versions.node}, medians of ${RUNS} interleaved runs, output to /dev/null`);
  for (const channels of [1, 5_000]) {
    const file = join(folder, `${channels}.csv`);
    await writeTable(file, channels);
    const cases = [
      { name: 'counting lines', words: [counter, file] },
      ...COMMANDS.map(([command, ...flags]) => ({
        name: ['insight', command, ...flags].join(' '),
        words: [insight, command, '--from', file, ...flags],
      })),
    ].map((one) => ({ ...one, runs: [] }));
    for (let run = 0; run < RUNS; run += 1) for (const one of cases) one.runs.push(await measured(one.words));
    const size = `${(statSync(file).size / 1e6).toFixed(0)} MB`;
    console.log(`\n${ROWS} rows × 9 columns, ${channels === 1 ? '1 channel' : `${channels} channels`}, ${size}`);
    console.log(line('', 'seconds', 'rows/s', '× counting', 'RSS MB'));
    const bare = median(cases[0].runs.map(({ seconds }) => seconds));
    for (const [at, { name, runs }] of cases.entries()) {
      const seconds = median(runs.map((run) => run.seconds));
      const megabytes = Math.max(...runs.map((run) => run.megabytes));
      const rate = ROWS / seconds;
      const cells = [seconds.toFixed(2), rate.toFixed(0), (seconds / bare).toFixed(1), megabytes.toFixed(0)];
      const speed = rate >= BUDGET.goal ? 'goal met' : rate >= BUDGET.rowsPerSecond ? 'within' : 'TOO SLOW';
      const memory = megabytes <= BUDGET.megabytes ? '' : ', TOO LARGE';
      console.log(line(name, ...cells) + (at === 0 ? '' : `  ${speed}${memory}`));
    }
    rmSync(file);
  }
  console.log(`\nBudget: ≥ ${BUDGET.rowsPerSecond} rows/s (goal ${BUDGET.goal}), RSS ≤ ${BUDGET.megabytes} MB`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
