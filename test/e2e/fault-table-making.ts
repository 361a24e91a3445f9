import type { KeyProvider } from '../../src/domain/key-providers.js';
import { CHANNELS, FORMS, quiet, type Before, type Cell, type QuietRun } from './fault-table-cells.js';
import type { End } from './fault-table-faults.js';
import {
  COMMON,
  NAMED_A_MOMENT_AGO,
  OF_GEMINI,
  OF_IMAGEKIT,
  OF_POLLINATIONS,
  OF_REPLICATE,
  type MakingFault,
} from './fault-table-making-faults.js';

/**
 * What a command does when whom it asks fails: it fails too; it goes on without, and a note says so; it goes on without a
 * word, where nothing is missed; or it ends with the failure's code though it has a result.
 */
export type Conduct = 'fails' | 'notes' | 'is silent' | 'keeps what it has';

/** A command that asks at a place. */
interface Asker {
  /** Its words. */
  readonly line: string;
  readonly keys: readonly KeyProvider[];
  readonly before?: Before;
  readonly conduct: Conduct;
  /** Faults under which nothing that it needs is missing, though others make it fail. */
  readonly mindsNot?: RegExp;
}

/** Where a fault strikes, what it is there, and who asks there: the first is the one that docs/faults.md tells of. */
interface Place {
  readonly name: string;
  readonly path: string;
  /** How many requests go well before; 0 when left out. */
  readonly after?: number;
  readonly faults: readonly MakingFault[];
  /** What failing with a fault is, where it is not the provider's failure. */
  readonly kinds: (fault: MakingFault) => End | null;
  /** How often one question may be sent under a fault. */
  readonly most: (fault: MakingFault) => number;
  readonly askers: readonly Asker[];
}

export interface MakingCell extends Cell {
  readonly conduct: Conduct;
  /** How often the first question at the place may be sent. */
  readonly most: number;
  /** Whether a note must say what failed. */
  readonly noted: boolean;
}

const HANDLE = CHANNELS[0]?.handle ?? '';
const SOME_PICTURE = 'EMULATOR/vi/made-up-001/hqdefault.jpg';

const asApi = ({ common }: MakingFault): End | null => common?.api ?? null;
const named =
  (groups: Partial<Record<End, readonly RegExp[]>>) =>
  ({ name }: MakingFault): End | null =>
    (Object.keys(groups) as End[]).find((end) => groups[end]?.some((words) => words.test(name)) === true) ?? null;

const SLOW_DOWN = /^429|429$/;
const PASSES = /twice, then fine$/;
/** A POST is repeated only when it was one too many. */
const onlySlowedDown = ({ name }: MakingFault): number => (SLOW_DOWN.test(name) ? 3 : 1);
/** Once more, with what was wrong. */
const repaired = (fault: MakingFault): number =>
  fault.common === null && !/^\d/.test(fault.name) ? 2 : onlySlowedDown(fault);
const thrice = (): number => 3;

const YOUTUBE = { kinds: asApi, most: thrice, faults: COMMON } as const;
const topic = (line: string, more: Partial<Asker> = {}): Asker => ({
  line,
  keys: ['youtube'],
  conduct: 'fails',
  ...more,
});
const SEARCHERS: readonly Asker[] = [
  topic('thumbnails search sourdough'),
  topic('hashtags sourdough'),
  // What there is not is left out, and the autocomplete stays.
  topic('keywords sourdough', { mindsNot: /^404 with a reason/ }),
];
const SIMILAR: Asker = {
  ...{ line: 'thumbnails similar picture.png --limit 3 --pictures 3', before: 'seen pictures', conduct: 'notes' },
  keys: ['youtube', 'gemini'],
};

/** Of a list of words what comes twice is taken once. */
const TWICE = /^the same twice/;

const makers = (...keys: KeyProvider[]) => ({ keys, conduct: 'fails' as const });
const GENERATE = 'thumbnails generate fox --no-upload';

const PLACES: readonly Place[] = [
  { ...YOUTUBE, name: 'search', path: '/youtube/v3/search', askers: [...SEARCHERS, SIMILAR] },
  { ...YOUTUBE, name: 'figures of what a search found', path: '/youtube/v3/videos', askers: SEARCHERS },
  { ...YOUTUBE, name: 'channels of what a search found', path: '/youtube/v3/channels', askers: SEARCHERS },
  {
    ...{
      ...YOUTUBE,
      name: 'the second of five searches',
      path: '/youtube/v3/search',
      after: 1,
      faults: NAMED_A_MOMENT_AGO,
    },
    askers: [topic('keywords sourdough --deep', { conduct: 'notes' })],
  },
  {
    ...{ ...YOUTUBE, name: 'popular chart', path: '/youtube/v3/videos' },
    askers: [topic('hashtags --region DE')],
  },
  {
    ...{ ...YOUTUBE, name: 'autocomplete', path: '/complete/' },
    kinds: named({ quota: [SLOW_DOWN], fine: [PASSES] }),
    askers: [
      { line: 'keywords sourdough', keys: [], conduct: 'fails' },
      { line: 'keywords sourdough', keys: ['youtube'], conduct: 'notes' },
      { line: 'concepts sourdough', keys: ['gemini'], conduct: 'is silent' },
    ],
  },
  {
    ...{ name: 'Gemini', path: '/v1beta/', faults: [...COMMON, ...OF_GEMINI], most: repaired },
    kinds: named({
      quota: [SLOW_DOWN, /^429/],
      key: [/^400 bad key/, /^40[123](?! of HTML)/, /^quota 403/],
      fine: [/^(?:more than|JSON between|__proto__)/],
    }),
    askers: [
      { line: 'concepts sourdough', keys: ['gemini'], conduct: 'notes' },
      { line: 'keywords sourdough', keys: ['gemini'], conduct: 'notes' },
      topic('hashtags sourdough', { keys: ['youtube', 'gemini'], conduct: 'notes', mindsNot: TWICE }),
      topic('hashtags sourdough', { keys: ['gemini'], mindsNot: TWICE }),
      { line: `streak ${HANDLE} --ai`, keys: ['youtube', 'gemini'], before: 'API answers', conduct: 'notes' },
      {
        ...{ line: 'thumbnails similar picture.png --pictures 0', before: 'seen pictures', conduct: 'notes' },
        ...{ keys: ['youtube', 'gemini'], mindsNot: TWICE },
      },
      { line: 'thumbnails tags picture.png', keys: ['gemini'], conduct: 'fails', mindsNot: TWICE },
      { line: 'score thumbnail picture.png --ai', keys: ['gemini'], conduct: 'fails', mindsNot: TWICE },
    ],
  },
  {
    ...{ name: 'Replicate, a prediction is created', path: '/v1/models/', faults: [...COMMON, ...OF_REPLICATE] },
    kinds: named({ quota: [SLOW_DOWN, /^402/], key: [/^40[13](?! (?:that|of HTML))/, /^quota 403/] }),
    most: onlySlowedDown,
    askers: [
      { line: `${GENERATE} --provider replicate`, ...makers('replicate') },
      { line: GENERATE, keys: ['replicate', 'pollinations'], conduct: 'notes' },
    ],
  },
  {
    ...{ name: 'Replicate, a prediction is looked at', path: '/v1/predictions', faults: NAMED_A_MOMENT_AGO },
    kinds: named({ quota: [SLOW_DOWN], key: [/^40[13](?! of HTML)/, /^quota 403/], fine: [PASSES] }),
    most: thrice,
    askers: [{ line: `${GENERATE} --provider replicate`, ...makers('replicate') }],
  },
  {
    ...{ name: 'Replicate, the picture is fetched', path: '/replicate-output/', faults: NAMED_A_MOMENT_AGO },
    kinds: () => null,
    most: () => 1,
    askers: [{ line: `${GENERATE} --provider replicate`, ...makers('replicate') }],
  },
  {
    ...{ name: 'Pollinations', path: '/image/', faults: [...COMMON, ...OF_POLLINATIONS], most: thrice },
    kinds: named({ fine: [/^reset twice/] }),
    askers: [{ line: `${GENERATE} --provider pollinations`, keys: ['pollinations'], conduct: 'notes' }],
  },
  {
    ...{ name: 'Pollinations, its old host', path: '/prompt/', faults: [...COMMON, ...OF_POLLINATIONS], most: thrice },
    kinds: named({
      quota: [SLOW_DOWN, /^402/],
      key: [/^40[13](?! (?:that|of HTML))/, /^quota 403/],
      fine: [/^reset twice/],
    }),
    askers: [{ line: GENERATE, ...makers() }],
  },
  {
    ...{ name: 'ImageKit', path: '/api/', faults: [...COMMON, ...OF_IMAGEKIT], most: onlySlowedDown },
    kinds: named({ quota: [SLOW_DOWN], key: [/^40[13](?! (?:that|of HTML))/, /^quota 403/] }),
    askers: [
      {
        ...{ line: 'thumbnails generate fox --provider replicate', conduct: 'keeps what it has' },
        keys: ['replicate', 'imagekit'],
      },
    ],
  },
  {
    ...{ name: 'thumbnails of videos', path: '/vi/', faults: COMMON, most: thrice },
    kinds: named({ 'too-little-data': [/^404/, /^redirect/], fine: [PASSES] }),
    askers: [
      { line: 'thumbnails similar picture.png', keys: [], before: 'seen videos', conduct: 'fails' },
      {
        ...{ line: 'thumbnails similar picture.png', keys: [], before: 'seen pictures', conduct: 'notes' },
        // There is no such picture: nobody failed.
        mindsNot: /^404|^redirect/,
      },
    ],
  },
  {
    ...{ name: 'a picture at an address', path: '/vi/', faults: NAMED_A_MOMENT_AGO, most: () => 1 },
    // This machine is a private network to whoever is sent there.
    kinds: named({ usage: [/^redirect/] }),
    askers: [
      { line: `score thumbnail ${SOME_PICTURE}`, keys: [], conduct: 'fails' },
      { line: `thumbnails tags ${SOME_PICTURE}`, keys: ['gemini'], conduct: 'fails' },
      { line: `thumbnails similar ${SOME_PICTURE}`, keys: [], before: 'seen pictures', conduct: 'fails' },
      { line: `thumbnails generate fox --reference ${SOME_PICTURE}`, ...makers('replicate') },
    ],
  },
  {
    ...{ name: 'keys test, Gemini', path: '/v1beta/', faults: COMMON, most: thrice },
    kinds: named({ quota: [SLOW_DOWN], key: [/^400 bad key/, /^40[13](?! of HTML)/, /^quota 403/], fine: [PASSES] }),
    askers: [{ line: 'keys test', keys: ['gemini'], conduct: 'fails' }],
  },
  {
    ...{ name: 'keys test, Replicate', path: '/v1/', faults: COMMON, most: thrice },
    kinds: named({ key: [/^40[13](?! of HTML)/, /^quota 403/], fine: [PASSES] }),
    askers: [{ line: 'keys test', keys: ['replicate'], conduct: 'fails' }],
  },
];

/** Nothing goes wrong: what a command says then is what a fault must change. */
const NO_FAULT: MakingFault = { name: 'none', play: { kind: 'hang', times: 0 }, slow: false, common: null };
/** The faults that everybody who asks at a place is struck by, even where the first alone is struck by all. */
const FOR_EVERYBODY: readonly string[] = ['400 that repeats the key', 'none'];

/**
 * Commands that make something under every fault of everyone they ask.
 * @param every all commands, always with `--debug`; else the first of each place
 */
export function makingCells(every: boolean): readonly MakingCell[] {
  return PLACES.flatMap(({ name, path, after = 0, faults, kinds, most, askers }) =>
    askers.flatMap(({ line, keys, before = 'nothing', conduct, mindsNot }, place) =>
      [...faults, NO_FAULT].flatMap((fault, at): readonly MakingCell[] => {
        const told = place === 0;
        if (!told && !every && !FOR_EVERYBODY.includes(fault.name)) return [];
        const forms = every || !told ? FORMS.slice(1) : FORMS;
        const harmless = fault === NO_FAULT || mindsNot?.test(fault.name) === true;
        const failing = harmless ? 'fine' : (kinds(fault) ?? 'provider');
        return [
          {
            ...{ command: commandOf(line), route: name, section: told ? name : `${name}, asked by ${line}` },
            ...{ fault: { ...fault, tries: 3 }, path, words: line.split(' '), keys, before, conduct },
            ...{ most: most(fault), hurried: true, after, noted: conduct === 'notes' && failing !== 'fine' },
            end: conduct === 'notes' || conduct === 'is silent' ? 'fine' : failing,
            form: forms[at % forms.length] ?? 'text',
          },
        ];
      }),
    ),
  );
}

/** The words of a line that name its command. */
function commandOf(line: string): string {
  const [first = '', second = ''] = line.split(' ');
  return ['thumbnails', 'score', 'keys', 'history'].includes(first) ? `${first} ${second}` : first;
}

/** Commands of the making half that ask nobody, run with every key there is while everything is broken. */
export const MAKING_QUIET: readonly QuietRun[] = [
  ...[
    ...['concepts sourdough', 'keywords sourdough --deep', 'hashtags sourdough', 'hashtags --region DE'],
    ...[
      'thumbnails search sourdough',
      'thumbnails generate fox',
      `thumbnails index ${HANDLE}`,
      `streak ${HANDLE} --ai`,
    ],
    ...['thumbnails similar picture.png', 'thumbnails tags picture.png', 'score thumbnail picture.png --ai'],
  ].map((line) => quiet(`${line} --plan`)),
  quiet('concepts sourdough --offline'),
  quiet('keywords sourdough --offline', { exit: 3 }),
  quiet('hashtags sourdough --offline', { exit: 3 }),
  quiet('thumbnails search a --offline --output found.csv', { before: 'seen videos' }),
  quiet('thumbnails similar picture.png --offline', { before: 'seen pictures' }),
  quiet('score title Sourdough'),
  quiet('mcp'),
  quiet('score thumbnail picture.png'),
  ...['list', 'show last', 'export --output all.json', 'delete last --yes'].map((what) =>
    quiet(`history ${what}`, { before: 'concepts' }),
  ),
];
