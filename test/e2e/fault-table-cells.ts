import { FAULTS, type End, type Ends, type Fault, type Play } from './fault-table-faults.js';
import { KEY_PROVIDERS, type KeyProvider } from '../../src/domain/key-providers.js';
import { madeUpChannels } from '../emulator/made-up-channels.js';

/**
 * What is there before a run: nothing, the answers of an earlier run, or videos seen before, with no picture or with some,
 * or concepts in the history.
 */
export type Before = 'nothing' | 'API answers' | 'feed answers' | 'seen videos' | 'seen pictures' | 'concepts';

/** How a failure is asked for: for people, with `--debug`, as JSON. Where the keys stand goes round with it. */
export type Form = 'text' | 'debug' | 'json';

/** One command under one fault. */
export interface Cell {
  /** Without flags, as the table names it. */
  readonly command: string;
  /** What the fault strikes. */
  readonly route: string;
  /** Under which heading of the page it stands. */
  readonly section: string;
  readonly fault: { readonly name: string; readonly play: Play | null; readonly tries: number; readonly slow: boolean };
  /** The paths that it strikes. */
  readonly path: string;
  readonly words: readonly string[];
  /** Whose keys there are. */
  readonly keys: readonly KeyProvider[];
  readonly before: Before;
  readonly end: End;
  readonly form: Form;
  /** Whether its deadlines pass sooner than for a person. */
  readonly hurried?: boolean;
  /** How many requests of the path go well before; 0 when left out. */
  readonly after?: number;
}

interface Route {
  readonly name: string;
  readonly path: string;
  /** By whose answer the end is told; `fine` where an older answer does. */
  readonly ends: keyof Ends | 'fine';
  readonly commands: readonly string[];
  /** Of the routes that all commands begin with: `every` tries each of them there. */
  readonly first: boolean;
  readonly subject: readonly string[];
  readonly withKey: boolean;
  readonly before: Before;
}

const VIDEO_COMMANDS = ['outliers', 'streak', 'hashtags', 'videos', 'report', 'thumbnails index'];
/** The one that every run is about, and what else it needs. */
export const CHANNELS = madeUpChannels(1, [50]);
const [CHANNEL] = CHANNELS;
const HANDLE = CHANNEL?.handle ?? '';
const ID = CHANNEL?.id ?? '';
const VIDEO = `https://youtu.be/${CHANNEL?.videos[0]?.id ?? ''}`;

const api = { commands: VIDEO_COMMANDS, first: false, subject: [HANDLE], withKey: true, before: 'nothing' } as const;
const feed = { commands: VIDEO_COMMANDS, first: false, withKey: false, before: 'nothing' } as const;

const ROUTES: readonly Route[] = [
  { ...api, name: 'API', path: '/youtube/', ends: 'api', first: true },
  { ...api, name: 'API, list of uploads', path: '/youtube/v3/playlistItems', ends: 'api' },
  { ...api, name: 'API, videos', path: '/youtube/v3/videos', ends: 'api' },
  // An older answer never hides that the API fails: its figures are asked for because they are the newest.
  {
    ...{ ...api, name: 'API, an older answer is kept', path: '/youtube/', ends: 'api' },
    ...{ subject: [HANDLE, '--refresh'], before: 'API answers' },
  },
  { ...api, name: 'API', path: '/youtube/', ends: 'keys', commands: ['keys test'], subject: [] },
  { ...feed, name: 'feed', path: '/feeds/', ends: 'feed', first: true, subject: [ID] },
  { ...feed, name: 'page of a handle', path: '/@', ends: 'page', subject: [HANDLE] },
  { ...feed, name: 'oEmbed of a video', path: '/oembed', ends: 'video', subject: [VIDEO] },
  // The feed has spells of failing for channels that exist: there the older answer is given, and said to be old.
  {
    ...{ ...feed, name: 'feed, an older answer is kept', path: '/feeds/', ends: 'fine' },
    ...{ subject: [ID, '--refresh'], before: 'feed answers' },
  },
  {
    ...{ ...feed, name: 'page and feed, older answers are kept', path: '/', ends: 'fine' },
    ...{ subject: [HANDLE, '--refresh'], before: 'feed answers' },
  },
];

/** Looking needs a key of YouTube alone. */
function keysWhere(withKey: boolean): readonly KeyProvider[] {
  return withKey ? ['youtube'] : [];
}

export const FORMS: readonly Form[] = ['text', 'debug', 'json'];

/**
 * Commands under every fault of everyone they ask.
 * @param every all commands under each fault of whom they ask first; else they take turns, for they share all that could
 * fail
 */
export function cells(every: boolean): readonly Cell[] {
  return ROUTES.flatMap((route, turn) =>
    FAULTS.flatMap((fault, at) => {
      // Nobody can be there for the first question and be gone for the next.
      if (typeof fault.play === 'string' && route.path.includes('/v3/')) return [];
      const { name, path, subject, withKey, before, ends, commands, first } = route;
      return inTurn(commands, turn + at, every && first).map((command): Cell => {
        const form = FORMS[(at + commands.indexOf(command)) % FORMS.length] ?? 'text';
        const words = [...command.split(' '), ...subject];
        const section = command === 'keys test' ? command : name;
        const keys = keysWhere(withKey);
        return { command, route: name, section, fault, path, words, keys, before, end: end(fault, ends), form };
      });
    }),
  );
}

export function inTurn(commands: readonly string[], turn: number, every: boolean): readonly string[] {
  return commands.filter((_, place) => every || place === turn % commands.length);
}

function end(fault: Fault, ends: Route['ends']): End {
  return ends === 'fine' ? 'fine' : fault[ends];
}

/** A command that has no question for anybody, and so does not notice a fault. */
export interface QuietRun {
  readonly words: readonly string[];
  readonly before: Before;
  readonly keys: readonly KeyProvider[];
  readonly exit: number;
  readonly stdin?: boolean;
}

export const quiet = (line: string, more: Partial<QuietRun> = {}): QuietRun => ({
  ...{ words: line.split(' '), before: 'nothing', keys: KEY_PROVIDERS, exit: 0 },
  ...more,
});

const ASKS_NOBODY: readonly (readonly [string, Partial<QuietRun>])[] = [
  ['', { before: 'API answers' }],
  ['', { before: 'feed answers', keys: [] }],
  [' --offline', { before: 'API answers' }],
  [' --offline', { before: 'feed answers', keys: [] }],
  [' --offline', { exit: 3 }],
  [' --offline', { exit: 3, keys: [] }],
  [' --plan', {}],
  [' --plan', { keys: [] }],
];

const NO_DATABASE = 'none.db';

/** Run while everything is broken: commands that ask nobody, and those that are told to. `every` as for `cells`. */
export const quietRuns = (every: boolean): readonly QuietRun[] => [
  ...ASKS_NOBODY.flatMap(([flag, more], at) =>
    inTurn(VIDEO_COMMANDS, at, every).map((command) => quiet(`${command} ${HANDLE}${flag}`, more)),
  ),
  quiet('keys test --plan'),
  quiet('keys add youtube --with-token', { stdin: true }),
  quiet('keys add youtube --no-input', { exit: 2 }),
  quiet('keys list', { before: 'API answers' }),
  quiet('keys remove d0Sf', { exit: 3 }),
  quiet('quota', { before: 'API answers' }),
  ...['path', 'stats', 'clear'].map((what) => quiet(`cache ${what}`, { before: 'API answers' })),
  ...['list', 'list --show-origin', 'get youtubeApiKey', 'set tz UTC', 'unset tz', 'path'].map((what) =>
    quiet(`config ${what}`),
  ),
  quiet('demo'),
  quiet(`compare ${HANDLE} @made-up-other --plan`),
  quiet(`compare ${HANDLE} @made-up-other --offline`, { exit: 3 }),
  quiet(`track add ${HANDLE} --plan`),
  quiet('track list'),
  ...['run', 'run --plan', 'export --json'].map((what) => quiet(`track ${what}`)),
  quiet(`track show ${HANDLE}`, { exit: 3 }),
  quiet(`sweep ${HANDLE} --plan`),
  quiet(`sweep ${HANDLE} --offline`, { exit: 3 }),
  quiet(`gap ${HANDLE} @made-up-other --plan`),
  quiet(`gap ${HANDLE} @made-up-other --offline`, { exit: 3 }),
  quiet('doctor --offline'),
  quiet('completion bash'),
  quiet(`track remove ${HANDLE}`, { exit: 3 }),
  // Nobody is signed in, and there is no server on this machine.
  ...['logout', 'whoami', 'sync'].map((what) => quiet(what, { exit: 4 })),
  quiet('login', { exit: 2 }),
  quiet('serve --port 65536', { exit: 2 }),
  quiet('admin create a@example.org --password-stdin', { stdin: true }),
  ...['stats', 'users', 'audit', `backup copy.db`].map((what) =>
    quiet(`admin ${what} --db ${NO_DATABASE}`, { exit: 3 }),
  ),
  ...['suspend', 'activate', 'role --to admin', 'plan --to pro', 'sessions', 'reset-link'].map((what) =>
    quiet(`admin ${what} a@example.org --db ${NO_DATABASE}`, { exit: 3 }),
  ),
];
