// What a sweep of a real niche costs, and what its topics are worth: `npm run bench:sweep`.
// The channels of a real file stand in the emulator, with the real descriptions in which they name each other. A sweep from
// two of them is planned, run and counted there; then `outliers` looks at the very same channels, and the times are
// compared. It ends with 1 when a channel takes more than five units, a search is made, or more is spent than planned.
// After that, for each real file: how many topics are proven, and how many would be by chance.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmulator } from './emulated.mjs';
import { fromSource } from './from-source.mjs';

const ROUNDS = 5;
const MOST_UNITS = 5;
const FILE = 'vegan_346ch_videos.csv';
const SEEDS = ['@davidramms', '@earthlinged'];
const NICHES = [
  ['fr_tech_200ch_videos_2026-02.csv', '2026-02-04'],
  ['infosec_28ch_all_videos.jsonl', '2023-03-14'],
  ['vegan_346ch_videos.csv', '2025-06-30'],
];

const insight = fileURLToPath(new URL('../bin/insight.js', import.meta.url));
const channels = fileURLToPath(new URL('../../shared/data/channels/', import.meta.url));
if (!existsSync(channels)) throw new Error('the real channels are not here');

const { fileSource } = await fromSource('src/providers/files/file-source.ts');
const folder = mkdtempSync(join(tmpdir(), 'insight-bench-'));
const wrong = [];
const middle = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** The facts of a video, which the reader makes when they are asked for. */
function told({ id, title, description, tags, publishedAt, durationSeconds, views, likes, comments }) {
  return { id, title, description, tags, publishedAt, durationSeconds, views, likes, comments };
}

/** The channels of the file, a file each, under the handle that their title makes. */
async function files() {
  const wish = { kind: 'file', paths: [join(channels, FILE)], descriptions: true, now: Date.now };
  const read = { subject: null, limit: null, since: null, until: null };
  const found = await fileSource({ ...wish, openStdin: () => process.stdin }).read(read);
  return found.flatMap(({ channel, videos }, at) => {
    const handle = `@${(channel.title ?? `channel ${at}`).toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')}`;
    const path = join(folder, `${at}.json`);
    writeFileSync(path, JSON.stringify({ channel: { ...channel, handle }, videos: [...videos].map(told) }));
    return ['--videos', path];
  });
}

function run(words, env = {}) {
  const begun = performance.now();
  const all = [insight, ...words, '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, {
    env: { INSIGHT_HOME: join(folder, 'home'), ...env },
    cwd: folder,
    maxBuffer: 1e9,
  });
  if (status !== 0 && status !== 7) throw new Error(`insight ${words.join(' ')} ended with ${status}: ${stderr}`);
  return { result: JSON.parse(stdout), ms: performance.now() - begun };
}

const emulator = await startEmulator(...(await files()));
const env = { INSIGHT_YOUTUBE_URL: emulator.url, INSIGHT_FEEDS_URL: emulator.url, YOUTUBE_API_KEY: 'any' };
// Each request of its own: the emulator ends a connection that rests while the program runs.
const control = (method) => fetch(`${emulator.url}__requests`, { method, headers: { connection: 'close' } });

try {
  const { plan } = run(['sweep', ...SEEDS, '--plan'], env).result;
  await control('DELETE');
  const { result } = run(['sweep', ...SEEDS], env);
  const paths = (await (await control('GET')).json()).map(({ path }) => path);
  const units = paths.filter((path) => path.startsWith('/youtube/v3/')).length;
  const looked = result.channels.length;
  console.log(`a sweep from ${SEEDS.join(' and ')} (${FILE}, in the emulator)\n`);
  for (const { title, videos, seed, why } of result.channels) {
    console.log(`  ${String(title).padEnd(24)} ${String(videos).padStart(3)} videos  ${seed ? 'seed' : why}`);
  }
  console.log(`\n  ${result.passedOver.length} named and no channel there, ${result.more} more not looked at`);
  console.log(`  ${paths.length} requests, ${units} units for ${looked} channels: ${(units / looked).toFixed(1)} each`);
  console.log(`  planned: usually ${plan.usual.units}, at most ${plan.atMost.units} units`);
  if (units > MOST_UNITS * looked) wrong.push(`${units} units for ${looked} channels`);
  if (units > plan.atMost.units) wrong.push(`${units} units, planned at most ${plan.atMost.units}`);
  if (units !== result.source.cost.units) wrong.push(`${units} units, counted as ${result.source.cost.units}`);
  if (paths.some((path) => path.endsWith('/search'))) wrong.push('a search');

  const same = result.channels.map(({ id }) => id);
  const times = { sweep: [], outliers: [] };
  let plain = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    times.sweep.push(run(['sweep', ...SEEDS, '--refresh'], env).ms);
    await control('DELETE');
    times.outliers.push(run(['outliers', ...same, '--method', 'robust', '--refresh'], env).ms);
    plain = (await (await control('GET')).json()).length;
  }
  const ratio = middle(times.sweep) / middle(times.outliers);
  console.log(`  outliers of the same ${same.length} channels: ${plain} units`);
  console.log(
    `  units ${(units / plain).toFixed(2)}×, time ${ratio.toFixed(2)}× that of outliers (medians of ${ROUNDS})`,
  );
} finally {
  emulator.close();
}

console.log('\ntopics of real niches\n');
try {
  for (const [file, asOf] of NICHES) {
    const { result } = run(['sweep', '--from', join(channels, file), '--as-of', asOf]);
    const { sample, topics, provenByChance } = result;
    const proven = topics.filter((topic) => topic.proven);
    console.log(
      `  ${file}: ${sample.high} of ${sample.judged} videos on ${sample.judgedChannels} channels stand out; ` +
        `${proven.length} topics proven, ${provenByChance} by chance`,
    );
    console.log(`    ${proven.map(({ topic, channels: on }) => `${topic} (${on})`).join(', ')}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(
  wrong.length === 0 ? '\nnever more than five units a channel, and as planned' : `\nWRONG\n${wrong.join('\n')}`,
);
if (wrong.length > 0) process.exitCode = 1;
