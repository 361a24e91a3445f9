// What a tool takes at a server (`--remote`) against the same here: `npm run bench:remote`. Both ask the same emulator and
// find its answers kept, so that what differs is the way: the login, the request, the run as a job, the answer. The runs are
// interleaved, and medians are compared. The third row is the request alone, without a command line around it.
// RUNS=30 for steadier figures.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { startEmulator } from './emulated.mjs';

const RUNS = Number(process.env.RUNS ?? 15);
const insight = fileURLToPath(new URL('../bin/insight.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'insight-bench-'));
const emulator = await startEmulator();
const keys = { YOUTUBE_API_KEY: 'any', INSIGHT_YOUTUBE_URL: emulator.url };
const envOf = (name, more) => ({ PATH: process.env.PATH, TZ: 'UTC', INSIGHT_HOME: join(folder, name), ...more });

mkdirSync(join(folder, 'server'));
const server = spawn(process.execPath, [insight, 'serve', '--port', '0', '--db', join(folder, 'server.db')], {
  env: envOf('server', keys),
  stdio: ['ignore', 'ignore', 'pipe'],
});
process.on('exit', () => {
  server.kill();
  emulator.close();
  rmSync(folder, { recursive: true, force: true });
});
const url = await new Promise((resolve) => {
  let said = '';
  server.stderr.on('data', (piece) => {
    said += piece;
    const found = /"url":"(http:[^"]+)","msg":"insight listens"/.exec(said)?.[1];
    if (found !== undefined) resolve(found);
  });
});

async function call(path, body, token) {
  // While a run is waited for nobody hears that the server closed a connection.
  const close = { connection: 'close' };
  const headers = { 'content-type': 'application/json', ...close, ...(token && { authorization: `Bearer ${token}` }) };
  const answer = await fetch(new URL(path, url), { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

const who = { email: 'bench@example.org', password: 'eleven purple elephants' };
await call('/api/v1/accounts', who);
// The runs of a free plan are fewer than those of a bench.
const database = new Sqlite(join(folder, 'server.db'));
database.prepare(`update "account" set "plan" = 'team'`).run();
database.close();
const { accessToken } = await call('/api/v1/sessions', who);
const { token } = await call(
  '/api/v1/tokens',
  { name: 'bench', scopes: ['read', 'tools'], password: who.password },
  accessToken,
);
spawnSync(process.execPath, [insight, 'login', '--with-token'], {
  env: envOf('remote', { INSIGHT_SERVER: url }),
  input: token,
});

function run(words, env) {
  const began = performance.now();
  const { status, stderr, stdout } = spawnSync(process.execPath, [insight, ...words, '--json'], { env });
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
  return { ms: performance.now() - began, text: stdout.toString() };
}

const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
const local = envOf('local', keys);
const remote = envOf('remote', { INSIGHT_SERVER: url });
const CASES = [
  ['outliers', '@made-up-50', {}],
  ['outliers', '@made-up-500', { limit: 500 }],
  ['streak', '@made-up-500', { limit: 500 }],
];

console.log(`${RUNS} runs each, interleaved, medians; ratio to the same here`);
for (const [tool, channel, input] of CASES) {
  const words = [tool, channel, ...Object.entries(input).flatMap(([name, value]) => [`--${name}`, String(value)])];
  const times = { here: [], there: [], request: [] };
  for (let round = 0; round <= RUNS; round += 1) {
    const here = run(words, local);
    const there = run([...words, '--remote'], remote);
    const began = performance.now();
    await call(`/api/v1/tools/${tool}`, { channels: [channel], ...input }, token);
    const request = performance.now() - began;
    // The first round asks the emulator, and what it finds is kept.
    if (round === 0) continue;
    times.here.push(here.ms);
    times.there.push(there.ms);
    times.request.push(request);
  }
  const [here, there, request] = [median(times.here), median(times.there), median(times.request)];
  const row = (name, ms) => `${name.padEnd(34)} ${ms.toFixed(0).padStart(6)} ms  ×${(ms / here).toFixed(2)}`;
  console.log(`\n${words.join(' ')}`);
  console.log(row('here', here));
  console.log(row('--remote', there));
  console.log(row('request that begins the run', request));
}

process.exit();
