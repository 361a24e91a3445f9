// 5,000 videos through the program, against the bare chain of 100 playlist pages, each answer taking 50 ms:
// `npm run bench:latency`. A page names the next one, so that nobody can be faster than the chain; the program reads
// 5,000 videos' facts beside it, books every unit and keeps every answer. Both are whole processes with nothing kept.
// The runs are interleaved and medians compared. RUNS=9 for steadier figures.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmulator } from './emulated.mjs';

const RUNS = Number(process.env.RUNS ?? 3);
const VIDEOS = 5_000;
const LATENCY_MS = 50;
const [LIMIT, GOAL] = [1.35, 1.15];

const CHAIN = `
  const page = { part: 'contentDetails,status', playlistId: process.argv[2], maxResults: '50' };
  const fields = 'nextPageToken,items(contentDetails(videoId,videoPublishedAt),status/privacyStatus)';
  let [pageToken, seen] = [null, 0];
  do {
    const query = new URLSearchParams({ ...page, fields, ...(pageToken === null ? {} : { pageToken }) });
    const answer = await fetch(process.argv[1] + 'youtube/v3/playlistItems?' + query, { headers: { 'x-goog-api-key': 'any' } });
    const { items, nextPageToken } = await answer.json();
    seen += items.length;
    pageToken = nextPageToken ?? null;
  } while (pageToken !== null);
  console.log(JSON.stringify(Array.from({ length: seen }, () => 0)));
`;

const insight = fileURLToPath(new URL('../bin/insight.js', import.meta.url));
const emulator = await startEmulator('--latency', String(LATENCY_MS));
const folder = mkdtempSync(join(tmpdir(), 'insight-bench-'));
let homes = 0;

const cases = [
  {
    name: 'chain of 100 pages, bare fetch',
    words: ['--input-type=module', '-e', CHAIN, emulator.url, `UU${'made-up-5000'.padEnd(22, '_')}`],
    count: (found) => found.length,
  },
  {
    name: 'insight videos --limit 5000',
    words: [insight, 'videos', '@made-up-5000', '--limit', String(VIDEOS), '--json'],
    count: ({ videos }) => videos.length,
  },
].map((one) => ({ ...one, times: [] }));

function timed({ name, words, count }) {
  homes += 1;
  const env = { INSIGHT_HOME: join(folder, String(homes)), INSIGHT_YOUTUBE_URL: emulator.url, YOUTUBE_API_KEY: 'any' };
  const started = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { env, cwd: folder, maxBuffer: 1e9 });
  const ms = Number(process.hrtime.bigint() - started) / 1e6;
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
  const seen = count(JSON.parse(stdout));
  if (seen !== VIDEOS) throw new Error(`${name} saw ${seen} videos`);
  return ms;
}

const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];

try {
  for (let run = 0; run < RUNS; run += 1) for (const one of cases) one.times.push(timed(one));
} finally {
  emulator.close();
  rmSync(folder, { recursive: true, force: true });
}

const [chain, whole] = cases.map(({ times }) => median(times));
console.log(`node ${process.versions.node}, ${LATENCY_MS} ms an answer, ${RUNS} interleaved runs each, medians\n`);
for (const { name, times } of cases) console.log(`${name.padEnd(34)} ${(median(times) / 1000).toFixed(2)} s`);
const ratio = whole / chain;
const verdict = ratio <= GOAL ? 'goal met' : ratio <= LIMIT ? 'within' : 'OVER';
console.log(`\n× chain ${ratio.toFixed(3)}, ≤ ${LIMIT} (goal ${GOAL}): ${verdict}`);
if (ratio > LIMIT) process.exitCode = 1;
