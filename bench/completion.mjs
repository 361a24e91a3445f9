// How long a shell waits at a Tab, against bare node, in an environment made from nothing: `npm run bench:completion`.
// The runs are interleaved, so that a machine that slows down slows all alike, and medians are compared.
// RUNS=50 for steadier figures.
import Sqlite from 'better-sqlite3';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RUNS = Number(process.env.RUNS ?? 25);
const CHANNELS = 200;
const insight = fileURLToPath(new URL('../bin/insight.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'insight-bench-'));

/** Run in an environment made from nothing. */
function run(words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { env: { INSIGHT_HOME: folder }, cwd: folder });
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
  return stdout.toString();
}

/** The database as the program makes it, with channels that are followed. */
function follow() {
  run([insight, 'track', 'list']);
  const database = new Sqlite(join(folder, 'data', 'insight.db'));
  const insert = database.prepare(
    "INSERT INTO syncItem (kind, id, change, base, changedAt, deleted, body) VALUES ('channel', ?, ?, 0, 0, 0, ?)",
  );
  database.transaction(() => {
    for (let at = 0; at < CHANNELS; at += 1) {
      const id = `UC${String(at).padStart(22, '0')}`;
      insert.run(id, id, JSON.stringify({ title: `Channel ${at}`, handle: `@channel-${at}` }));
    }
  })();
  database.close();
}

const asks = (...words) => [insight, '__complete', 'words', ...words];
const cases = [
  { name: 'node -e 0', words: ['-e', '0'], lines: 0 },
  { name: 'insight outl<Tab>', words: asks('outl'), lines: 3 },
  { name: 'insight outliers --<Tab>', words: asks('outliers', '--'), lines: 20 },
  { name: 'insight outliers --fields title,<Tab>', words: asks('outliers', '--fields', 'title,'), lines: 15 },
  { name: `insight outliers @<Tab> (${CHANNELS} channels)`, words: asks('outliers', '@'), lines: CHANNELS + 2 },
].map((one) => ({ ...one, times: [] }));

function timed({ name, words, lines }) {
  const started = process.hrtime.bigint();
  const answer = run(words);
  const ms = Number(process.hrtime.bigint() - started) / 1e6;
  if (answer.split('\n').length < lines) throw new Error(`${name} was answered ${answer}`);
  return ms;
}

const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];
/** Where bare Node takes 33 ms, a Tab is answered within 100. */
const BUDGET = 3;

try {
  follow();
  for (const one of cases) timed(one);
  for (let turn = 0; turn < RUNS; turn += 1) for (const one of cases) one.times.push(timed(one));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const bare = median(cases[0].times);
console.log(`node ${process.versions.node}, ${RUNS} interleaved runs each, medians\n`);
console.log(`${''.padEnd(44)} ${'ms'.padStart(7)} ${'× bare'.padStart(7)}  budget`);
for (const [at, { name, times }] of cases.entries()) {
  const ms = median(times);
  const verdict = at === 0 ? '' : `≤ ${BUDGET}: ${ms / bare <= BUDGET ? 'within' : 'OVER'}`;
  console.log(
    `${name.padEnd(44)} ${ms.toFixed(1).padStart(7)} ${(ms / bare).toFixed(2).padStart(7)}  ${verdict}`.trimEnd(),
  );
}
