// What a look at a channel costs, by its size and by what is kept: `npm run bench:requests`. Every request is counted at
// the emulator, which refuses what Google would refuse; it ends with 1 when more is spent than `--plan` said, when the
// program's own count is another one, or when a number is above the one that is promised for it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmulator } from './emulated.mjs';

const SIZES = [0, 3, 50, 51, 120, 500, 5_000];
const PAGE = 50;
/** What a daily look at 500 videos may cost. */
const MOST_A_DAY_LATER_AT_500 = 14;
/** Sets the clock of the program ahead by 25 hours: nothing that changes is young any more. */
const A_DAY_LATER = '--import=data:text/javascript,const%20now=Date.now;Date.now=()=>now()+9e7';

const insight = fileURLToPath(new URL('../bin/insight.js', import.meta.url));
const emulator = await startEmulator();
const folder = mkdtempSync(join(tmpdir(), 'insight-bench-'));
const wrong = [];

function run(words, home, options = '') {
  const env = {
    INSIGHT_HOME: home,
    INSIGHT_YOUTUBE_URL: emulator.url,
    INSIGHT_FEEDS_URL: emulator.url,
    YOUTUBE_API_KEY: 'any',
    NODE_OPTIONS: options,
  };
  const all = [insight, 'videos', ...words, '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { env, cwd: folder, maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`insight videos ${words.join(' ')} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

// Each request of its own: the emulator ends a connection that rests while the program runs.
const control = (method) => fetch(`${emulator.url}__requests`, { method, headers: { connection: 'close' } });

/** Runs a look, counts what reached the emulator, and compares it with the plan and with what the program says. */
async function spent(words, home, options) {
  const { plan } = run([...words, '--plan'], home, options);
  await control('DELETE');
  const { source } = run(words, home, options);
  const paths = (await (await control('GET')).json()).map(({ path }) => path);
  const units = paths.filter((path) => path.startsWith('/youtube/v3/')).length;
  const counted = { requests: paths.length, units };
  for (const of of ['requests', 'units']) {
    const name = `${words.join(' ')}${options ? ', a day later' : ''}: ${counted[of]} ${of}`;
    if (counted[of] > (plan.atMost[of] ?? Infinity)) wrong.push(`${name}, planned at most ${plan.atMost[of]}`);
    if (counted[of] !== source.cost[of]) wrong.push(`${name}, counted as ${source.cost[of]}`);
  }
  if (paths.some((path) => path.endsWith('/search'))) wrong.push(`${words.join(' ')}: a search`);
  const stats = paths.filter((path) => path.endsWith('batchGetStats')).length;
  return { ...counted, stats, usual: plan.usual };
}

const expect = (name, found, most) => {
  if (found > most) wrong.push(`${name}: ${found}, not ${most}`);
};

const rows = [];
try {
  for (const size of SIZES) {
    const home = join(folder, String(size));
    const words = [`@made-up-${size}`, '--limit', String(Math.max(1, size))];
    const cold = await spent(words, home);
    const again = await spent(words, home);
    const later = await spent(words, home, A_DAY_LATER);
    const anew = await spent([...words, '--refresh'], home);
    const feed = await spent([`@made-up-${size}`, '--source', 'feed'], home);
    const whole = size === 0 ? 1 : 1 + 2 * Math.ceil(size / PAGE);
    expect(`${size} videos, cold`, cold.requests, whole);
    if (size > 0 && cold.units !== cold.usual.units) wrong.push(`${size} videos: planned ${cold.usual.units}`);
    expect(`${size} videos, again`, again.requests, 0);
    expect(`${size} videos, a day later`, later.requests, size === 500 ? MOST_A_DAY_LATER_AT_500 : whole);
    expect(`${size} videos, --refresh`, anew.requests, whole);
    rows.push({ size, cold, again, later, anew, feed });
  }
} finally {
  emulator.close();
  rmSync(folder, { recursive: true, force: true });
}

const line = (cells) => cells.map((cell, at) => String(cell).padStart(at === 0 ? 6 : 13)).join('');
console.log('requests / units; of a day later, those for counts alone, which have their own allowance\n');
console.log(line(['videos', 'planned', 'cold', 'again', 'a day later', '(counts)', '× cold', '--refresh', 'feed']));
for (const { size, cold, again, later, anew, feed } of rows) {
  const both = ({ requests, units }) => `${requests} / ${units}`;
  const ratio = (later.requests / cold.requests).toFixed(2);
  console.log(
    line([size, both(cold.usual), both(cold), both(again), both(later), later.stats, ratio, both(anew), both(feed)]),
  );
}
console.log(wrong.length === 0 ? '\nnever more than planned, and counted as it was' : `\nWRONG\n${wrong.join('\n')}`);
if (wrong.length > 0) process.exitCode = 1;
