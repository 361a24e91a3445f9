// How long the index of videos seen before takes to fill and to search: `npm run bench:seen-videos`. Runs what was built
// (`npm run build`), by the program itself; prints medians, and a bare start of it to compare with.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VIDEOS = 10_000;
const RUNS = 7;
const WORDS = [
  'sourdough',
  'lighthouse',
  'telescope',
  'canoe',
  'kiln',
  'beehive',
  'sundial',
  '日本の橋',
  'Übersee',
  'DIY',
];
const QUERIES = [['telescope'], ['telescope', '17'], ['日本'], ['bee', 'kil'], ['nothing-of-this']];

const insight = fileURLToPath(new URL('../bin/insight.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'insight-bench-'));

function run(words) {
  const begun = performance.now();
  const env = { INSIGHT_HOME: folder };
  const { status, stderr } = spawnSync(process.execPath, [insight, ...words], { env, cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`insight ${words.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - begun;
}

const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
const timed = (words) => median(Array.from({ length: RUNS }, () => run(words)));
const said = (name, ms) => console.log(`${name.padEnd(44)}${ms.toFixed(0).padStart(7)} ms`);

try {
  const word = (at) => WORDS[at % WORDS.length];
  const rows = Array.from({ length: VIDEOS }, (_, at) => {
    const title = `${word(at)} and ${word(Math.floor(at / 10))} number ${at}`;
    return `${String(at).padStart(11, 'v')},${title},${at * 7},2026-01-01`;
  });
  writeFileSync(join(folder, 'many.csv'), ['video_id,title,views,published', ...rows].join('\n'));
  said(`filling it with ${VIDEOS} videos`, run(['thumbnails', 'index', '--from', 'many.csv']));
  said('a start that opens nothing (config path)', timed(['config', 'path']));
  for (const query of QUERIES)
    said(`search for ${query.join(' ')}`, timed(['thumbnails', 'search', ...query, '--offline']));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
