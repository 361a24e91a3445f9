// How long the program takes to start, against bare node, in an environment made from nothing: `npm run bench:startup`.
// The runs are interleaved, so that a machine that slows down slows all alike, and medians are compared.
// RUNS=50 for steadier figures.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmulator } from './emulated.mjs';

const RUNS = Number(process.env.RUNS ?? 25);
const VIDEOS = 162;
const insight = fileURLToPath(new URL('../bin/insight.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'insight-bench-'));

/** A csv of made-up videos, one a day; the same in every run. */
function csv() {
  const rows = Array.from({ length: VIDEOS }, (_, at) => {
    const day = new Date(Date.UTC(2026, 0, 1 + at)).toISOString();
    const views = 1_000 + ((at * 7_919) % 5_003) * (at % 40 === 0 ? 30 : 1);
    return `v${String(at).padStart(10, '0')},Video number ${at},${views},${views >> 5},${views >> 9},${day},PT${3 + (at % 20)}M`;
  });
  return ['video_id,title,views,likes,comments,published_at,duration', ...rows, ''].join('\n');
}

const file = join(folder, 'videos.csv');
writeFileSync(file, csv());

const emulator = await startEmulator();
// Titles in several scripts; the first run of all asks for them, the others find them kept.
const channel = '@made-up-500';

const BARE = 'node -e 0';
const cases = [
  { name: BARE, words: ['-e', '0'], budget: null },
  { name: 'insight --version', words: [insight, '--version'], budget: 1.3, goal: 1.25 },
  { name: 'insight --help', words: [insight, '--help'], budget: 2, goal: 1.25 },
  { name: 'insight outliers, kept, --json', words: [insight, 'outliers', channel, '--json'], budget: 2.7, goal: 2 },
  { name: 'insight outliers, kept', words: [insight, 'outliers', channel], budget: 4.5, goal: 3 },
  { name: 'insight demo --json', words: [insight, 'demo', '--json'], budget: null },
  { name: 'insight demo', words: [insight, 'demo'], budget: null },
  { name: `insight outliers --from (${VIDEOS} rows)`, words: [insight, 'outliers', '--from', file], budget: null },
].map((one) => ({ ...one, times: [] }));

function timed({ name, words }) {
  const started = process.hrtime.bigint();
  // INSIGHT_HOME keeps the user's own settings out; nothing of this shell is handed on, for NODE_EXTRA_CA_CERTS alone
  // more than doubles the start of bare Node.
  const env = { INSIGHT_HOME: folder, INSIGHT_YOUTUBE_URL: emulator.url, YOUTUBE_API_KEY: 'any-key' };
  const { status, stderr } = spawnSync(process.execPath, words, { env, cwd: folder });
  const ms = Number(process.hrtime.bigint() - started) / 1e6;
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
  return ms;
}

const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];

try {
  for (const one of cases) timed(one);
  for (let run = 0; run < RUNS; run += 1) for (const one of cases) one.times.push(timed(one));
} finally {
  emulator.close();
  rmSync(folder, { recursive: true, force: true });
}

const bare = median(cases[0].times);
const line = (name, ms, ratio, budget) =>
  `${name.padEnd(34)} ${ms.padStart(8)} ${ratio.padStart(7)}  ${budget}`.trimEnd();
console.log(`node ${process.versions.node}, ${RUNS} interleaved runs each, medians\n`);
console.log(line('', 'ms', '× bare', 'budget'));
for (const { name, times, budget, goal } of cases) {
  const ratio = median(times) / bare;
  const verdict =
    budget === null
      ? ''
      : `≤ ${budget} (goal ${goal}): ${ratio <= goal ? 'goal met' : ratio <= budget ? 'within' : 'OVER'}`;
  console.log(line(name, median(times).toFixed(1), ratio.toFixed(2), verdict));
}
