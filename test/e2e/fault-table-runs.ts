import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { KEY_NAMES, KEY_PROVIDERS, type KeyProvider } from '../../src/domain/key-providers.js';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { madeUpPicture } from '../emulator/made-up-pictures.js';
import { CANARIES, leaks } from './canary.js';
import { CHANNELS, type Before, type Cell, type QuietRun } from './fault-table-cells.js';
import type { Play } from './fault-table-faults.js';
import { environment, freshFolder, runInsight, type Run } from './run-insight.js';

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

/** Homes to start from, by what is in them, a picture, and what the file of stored keys holds of each provider. */
interface Homes {
  readonly of: Readonly<Record<Before, string | null>>;
  readonly picture: string;
  readonly keys: Readonly<Record<KeyProvider, readonly string[]>>;
}

/** Addresses where nobody is: a port that no system hands out, and a name that the preload does not find. */
const NOBODY = { refused: 'http://127.0.0.1:2/', 'no such host': 'http://nowhere.test/' } as const;

/** The variables with the addresses of providers, by how the paths begin that they are asked for. */
const ADDRESSES: readonly (readonly [string, RegExp])[] = [
  ['INSIGHT_GEMINI_URL', /^\/v1beta/],
  ['INSIGHT_REPLICATE_URL', /^\/v1\//],
  ['INSIGHT_POLLINATIONS_URL', /^\/image/],
  ['INSIGHT_POLLINATIONS_LEGACY_URL', /^\/prompt/],
  ['INSIGHT_IMAGEKIT_URL', /^\/api/],
  ['INSIGHT_SUGGEST_URL', /^\/complete/],
  ['INSIGHT_THUMBS_URL', /^\/vi/],
  ['INSIGHT_YOUTUBE_URL', /^\/youtube/],
  ['INSIGHT_FEEDS_URL', /^\/(?:$|feeds|@|oembed)/],
];

/**
 * Makes deadlines pass sooner: those of models and pictures, 30 s to three times a minute, in a twentieth of their time,
 * those of 15 s in a fifth.
 */
const HURRIED =
  '--import=data:text/javascript,const%20later=setTimeout;' +
  'globalThis.setTimeout=(f,ms,...a)=>later(f,ms%3E2e4%3Fms/20:ms%3E5e3%3Fms/5:ms,...a)';

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
  const [api, feed, seen, pictures, made, stored] = ['api', 'feed', 'seen', 'pictures', 'made', 'stored'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string, string, string];
  const emulator = await startEmulator({ channels: CHANNELS });
  const look = ['outliers', CHANNELS[0]?.handle ?? ''];
  const key = { YOUTUBE_API_KEY: CANARIES.youtube };
  const done: Run[] = await Promise.all([
    runInsight(look, { emulator, home: api, env: key }),
    runInsight(look, { emulator, home: feed }),
    runInsight(['concepts', 'sourdough'], { emulator, home: made, env: { GEMINI_API_KEY: CANARIES.gemini } }),
    ...[seen, pictures].map((home) =>
      runInsight(['thumbnails', 'index', CHANNELS[0]?.handle ?? '', '--limit', '3'], { emulator, home, env: key }),
    ),
  ]);
  const picture = join(folder, PICTURE);
  writeFileSync(picture, await madeUpPicture(1, 640, 360));
  done.push(await runInsight(['thumbnails', 'similar', picture, '--pictures', '1'], { emulator, home: pictures }));
  for (const provider of KEY_PROVIDERS) {
    done.push(await runInsight(['keys', 'add', provider, '--with-token'], { home: stored, stdin: CANARIES[provider] }));
  }
  await emulator.close();
  for (const { code, stderr } of done) if (code !== 0) throw new Error(`nothing to start from: ${stderr}`);
  const of = {
    ...{ nothing: null, 'API answers': api, 'feed answers': feed },
    ...{ 'seen videos': seen, 'seen pictures': pictures, concepts: made },
  };
  return { of, picture, keys: JSON.parse(readFileSync(join(stored, KEYS), 'utf8')) as Homes['keys'] };
}

/** A picture that lies in every working folder. */
const PICTURE = 'picture.png';
const KEYS = join('config', 'keys.json');

async function runCell(cell: Cell, homes: Homes): Promise<CellOutcome> {
  const { play, slow } = cell.fault;
  const emulator = await startEmulator({ channels: CHANNELS });
  if (play !== null && typeof play === 'object') emulator.fail({ path: cell.path, after: cell.after ?? 0, ...play });
  const place = cell.form === 'text' ? 'environment' : cell.form === 'json' ? '.env' : 'stored';
  const flags = { text: [], debug: ['--debug'], json: ['--json', '--debug'] }[cell.form];
  const words = [...cell.words.map((word) => word.replace('EMULATOR/', emulator.url)), ...flags];
  return {
    cell,
    ...(await traced(emulator, { ...cell, words, place, hurried: slow && cell.hurried === true }, homes)),
  };
}

async function runQuiet(quiet: QuietRun, homes: Homes): Promise<QuietOutcome> {
  const emulator = await startEmulator({ channels: CHANNELS, faults: [{ path: '/', kind: 'reset' }] });
  const [fault, words] = [{ play: null }, [...quiet.words, '--debug']];
  return { quiet, ...(await traced(emulator, { ...quiet, words, path: '/', place: 'environment', fault }, homes)) };
}

interface Scene extends Pick<Cell, 'words' | 'before' | 'keys' | 'path'> {
  /** Where the keys stand. */
  readonly place: 'environment' | '.env' | 'stored';
  readonly fault: { readonly play: Play | null };
  readonly stdin?: boolean;
  readonly hurried?: boolean;
}

/** Runs a command in folders of its own, and searches all it left behind for the keys. Closes the emulator. */
async function traced(
  emulator: Emulator,
  { words, before, keys, place, path, fault: { play }, stdin = false, hurried = false }: Scene,
  homes: Homes,
): Promise<Outcome> {
  const folder = freshFolder();
  const [home, cwd] = [join(folder.path, 'home'), join(folder.path, 'work')];
  const variables = keys.map((provider) => [KEY_NAMES[provider].variable, CANARIES[provider]] as const);
  try {
    mkdirSync(cwd);
    copyFileSync(homes.picture, join(cwd, PICTURE));
    const furnished = homes.of[before];
    if (furnished !== null) cpSync(furnished, home, { recursive: true });
    if (place === '.env') writeFileSync(join(cwd, '.env'), variables.map((pair) => `${pair.join('=')}\n`).join(''));
    if (place === 'stored') {
      mkdirSync(join(home, 'config'), { recursive: true, mode: 0o700 });
      const kept = Object.fromEntries(keys.map((provider) => [provider, homes.keys[provider]]));
      writeFileSync(join(home, KEYS), JSON.stringify(kept), { mode: 0o600 });
    }
    const options = environment(home, {}).NODE_OPTIONS ?? '';
    const run = await runInsight(words, {
      ...{ emulator, home, cwd, stdin: stdin ? CANARIES.youtube : '' },
      env: {
        ...(place === 'environment' ? Object.fromEntries(variables) : {}),
        ...(typeof play === 'string' ? nobodyAt(path, NOBODY[play]) : {}),
        ...(hurried ? { NODE_OPTIONS: `${options} ${HURRIED}` } : {}),
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

function nobodyAt(path: string, address: string): Readonly<Record<string, string>> {
  return Object.fromEntries(ADDRESSES.flatMap(([name, paths]) => (paths.test(path) ? [[name, address]] : [])));
}
