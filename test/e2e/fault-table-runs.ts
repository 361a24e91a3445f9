import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { CANARIES, leaks } from './canary.js';
import { CHANNELS, type Before, type Cell, type QuietRun } from './fault-table-cells.js';
import type { Play } from './fault-table-faults.js';
import { freshFolder, runInsight, type Run } from './run-insight.js';

/** What came of a run. */
export interface Outcome {
  readonly run: Run;
  /** The paths that were asked for, in their order. */
  readonly asked: readonly string[];
  /** Where the key was found that should not be there. */
  readonly leaks: readonly string[];
}

export interface CellOutcome extends Outcome {
  readonly cell: Cell;
}

export interface QuietOutcome extends Outcome {
  readonly quiet: QuietRun;
}

/** Runs at the same time: those that work share two cores, those that wait for a deadline need none. */
const AT_WORK = 3;
const WAITING = 6;

/** Homes to start from, by what is in them, and the file with the stored key. */
interface Homes {
  readonly of: Readonly<Record<Before, string | null>>;
  readonly keys: string;
}

/** Addresses where nobody is: a port that no system hands out, and a name that the preload does not find. */
const NOBODY = { refused: 'http://127.0.0.1:2/', 'no such host': 'http://nowhere.test/' } as const;

/** Runs them all; the outcomes are in the order of what was run. */
export async function runAll(
  cells: readonly Cell[],
  quiets: readonly QuietRun[],
): Promise<{ cells: CellOutcome[]; quiets: QuietOutcome[] }> {
  const folder = freshFolder();
  try {
    const homes = await furnish(folder.path);
    const [working, waiting] = [pLimit(AT_WORK), pLimit(WAITING)];
    const [ended, unmoved] = await Promise.all([
      Promise.all(cells.map((cell) => (cell.fault.slow ? waiting : working)(() => runCell(cell, homes)))),
      Promise.all(quiets.map((quiet) => working(() => runQuiet(quiet, homes)))),
    ]);
    return { cells: ended, quiets: unmoved };
  } finally {
    folder.remove();
  }
}

async function furnish(folder: string): Promise<Homes> {
  const [api, feed, stored] = ['api', 'feed', 'stored'].map((name) => join(folder, name)) as [string, string, string];
  const emulator = await startEmulator({ channels: CHANNELS });
  const look = ['outliers', CHANNELS[0]?.handle ?? ''];
  const runs = await Promise.all([
    runInsight(look, { emulator, home: api, env: { YOUTUBE_API_KEY: CANARIES.youtube } }),
    runInsight(look, { emulator, home: feed }),
    runInsight(['keys', 'add', 'youtube', '--with-token'], { home: stored, stdin: CANARIES.youtube }),
  ]);
  await emulator.close();
  for (const { code, stderr } of runs) if (code !== 0) throw new Error(`nothing to start from: ${stderr}`);
  const of = { nothing: null, 'API answers': api, 'feed answers': feed };
  return { of, keys: join(stored, KEYS) };
}

const KEYS = join('config', 'keys.json');

async function runCell(cell: Cell, homes: Homes): Promise<CellOutcome> {
  const { play } = cell.fault;
  const emulator = await startEmulator({ channels: CHANNELS });
  if (typeof play === 'object') emulator.fail({ path: cell.path, ...play });
  const place = cell.form === 'text' ? 'environment' : cell.form === 'json' ? '.env' : 'stored';
  const flags = { text: [], debug: ['--debug'], json: ['--json', '--debug'] }[cell.form];
  const words = [...cell.words, ...flags];
  return { cell, ...(await traced(emulator, { ...cell, words, place, play }, homes)) };
}

async function runQuiet(quiet: QuietRun, homes: Homes): Promise<QuietOutcome> {
  const emulator = await startEmulator({ channels: CHANNELS, faults: [{ path: '/', kind: 'reset' }] });
  return { quiet, ...(await traced(emulator, { ...quiet, place: 'environment', play: null }, homes)) };
}

interface Scene {
  readonly words: readonly string[];
  readonly before: Before;
  readonly withKey: boolean;
  /** Where the key stands. */
  readonly place: 'environment' | '.env' | 'stored';
  readonly play: Play | null;
  readonly stdin?: boolean;
}

/** Runs a command in folders of its own, and searches all it left behind for the key. Closes the emulator. */
async function traced(
  emulator: Emulator,
  { words, before, withKey, place, play, stdin = false }: Scene,
  homes: Homes,
): Promise<Outcome> {
  const folder = freshFolder();
  const [home, cwd] = [join(folder.path, 'home'), join(folder.path, 'work')];
  try {
    mkdirSync(cwd);
    const furnished = homes.of[before];
    if (furnished !== null) cpSync(furnished, home, { recursive: true });
    if (withKey && place === '.env') writeFileSync(join(cwd, '.env'), `YOUTUBE_API_KEY=${CANARIES.youtube}\n`);
    if (withKey && place === 'stored') {
      mkdirSync(join(home, 'config'), { recursive: true, mode: 0o700 });
      copyFileSync(homes.keys, join(home, KEYS));
    }
    const run = await runInsight(words, {
      ...{ emulator, home, cwd, stdin: stdin ? CANARIES.youtube : '' },
      env: {
        ...(withKey && place === 'environment' ? { YOUTUBE_API_KEY: CANARIES.youtube } : {}),
        ...(typeof play === 'string' ? { INSIGHT_YOUTUBE_URL: NOBODY[play], INSIGHT_FEEDS_URL: NOBODY[play] } : {}),
      },
    });
    const { requests } = emulator;
    const homesOfKey = [join(home, KEYS), join(cwd, '.env')];
    const found = leaks({ ...run, requests, folders: [home, cwd], homes: homesOfKey });
    return { run, asked: requests.map(({ path }) => path), leaks: found };
  } finally {
    await emulator.close();
    folder.remove();
  }
}
