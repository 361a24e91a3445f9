import { defineCommand, one, type ViewOptions } from '../command.js';
import type { Context } from '../context.js';
import { KEY_NAMES, KEY_PROVIDERS, type KeyProvider } from '../domain/key-providers.js';
import { defaultColumns, type Column, type Line, type Screen } from '../domain/screen.js';
import { Failure } from '../errors.js';
import { instant } from '../domain/figures.js';
import { OUTPUT_FLAGS, toggle } from '../flags.js';
import { keyReports, shownName } from '../tools/key-report.js';
import { planKeyTests, testKeys } from '../tools/test-keys.js';

/** A title, since that is the one thing that a narrow terminal never drops; it is too short to be cut. */
export const KEY: Column = {
  field: 'key',
  header: 'KEY',
  figure: 'title',
  describe: 'its last four characters; of a short one its fingerprint',
};
const PLACE: readonly Column[] = [
  { field: 'origin', header: 'FROM', figure: 'text', describe: 'where it stands: environment, .env or stored' },
  {
    field: 'variable',
    header: 'VARIABLE',
    figure: 'text',
    describe: 'the variable that holds it; null for a stored one',
  },
  { field: 'provider', header: 'PROVIDER', figure: 'text', describe: 'whose key it is' },
];
const STATE: Column = {
  field: 'state',
  header: 'STATE',
  figure: 'text',
  describe: 'ready, refused by the provider within the last day, or spent until resetsAt',
};
const LIST: readonly Column[] = [
  KEY,
  STATE,
  { field: 'resetsAt', header: 'RETURNS', figure: 'instant', describe: 'when a spent key returns, UTC' },
  ...PLACE,
  { field: 'refusedAt', figure: 'instant', describe: 'when a refused key was refused, UTC' },
];
const TESTED: readonly Column[] = [
  KEY,
  { ...STATE, describe: 'ok, refused, spent or untested' },
  ...PLACE,
  { field: 'reason', figure: 'text', describe: 'what is wrong; null for a good key' },
];
const CHANGED: readonly Column[] = [
  KEY,
  ...PLACE,
  { field: 'changed', figure: 'flag', describe: 'false when it was so before' },
];

/** What to do without a key; the URL is where Google makes one. */
export const NO_KEYS: readonly Line[] = [
  { text: 'There is no key yet. Everything works without one on the public feed and on files.', tone: 'strong' },
  'Get one (free): https://console.cloud.google.com/apis/credentials, with "YouTube Data API v3" switched on.',
  'Then: insight keys add youtube',
  'Others, for what a model makes: insight keys add gemini, replicate, pollinations or imagekit.',
];

/** What every list of keys shows: a table, and below it what the table does not explain. */
export function keyTable(rows: readonly object[], columns: readonly Column[], below: readonly Line[] = []): Screen {
  if (rows.length === 0) return [{ kind: 'lines', lines: NO_KEYS }];
  return [
    { kind: 'table', columns: defaultColumns(columns), sections: [{ rows }] },
    { kind: 'lines', lines: below },
  ];
}

/** The fields of keys that were asked for. */
export function fieldTable(rows: readonly object[], columns: readonly Column[]): Screen {
  return rows.length === 0 ? keyTable(rows, columns) : [{ kind: 'table', columns, sections: [{ rows }] }];
}

/** Says in which zone a table tells its times. */
export function timesIn({ timeZone }: ViewOptions): Line {
  return { text: `Times are those of ${timeZone}.`, tone: 'muted' };
}

const IN_HISTORY =
  'a key does not belong on the command line; it may now stand in the shell history, so better make a new one';

/** The provider that is named. What else was typed may be a key, and is not repeated. */
function providerNamed([word = '', ...rest]: readonly string[]): KeyProvider {
  const found = KEY_PROVIDERS.find((provider) => provider === word.toLowerCase());
  if (rest.length > 0 || /^(?:AIza|AQ\.|r8_|[sp]k_|private_)|^.{25,}$/.test(word)) {
    throw new Failure('usage', IN_HISTORY, 'insight keys add youtube asks for it; --with-token reads it from stdin');
  }
  if (found !== undefined) return found;
  throw new Failure(
    'usage',
    `keys can be kept of: ${KEY_PROVIDERS.join(', ')}`,
    'for example insight keys add youtube',
  );
}

export const keysAdd = defineCommand({
  name: 'keys add',
  summary: 'Keep a key, asked for without showing it',
  details:
    'The key goes into a file that only you can read, and is used after those of the environment and of .env. It is ' +
    'never taken from the command line, where others and the shell history would see it.',
  argument: {
    name: 'provider',
    describe: `whose key: ${KEY_PROVIDERS.join(', ')}`,
    required: true,
    variadic: true,
    choices: KEY_PROVIDERS,
  },
  flags: {
    withToken: toggle('read the key as one line from stdin'),
    noInput: toggle('never ask'),
    ...OUTPUT_FLAGS,
  },
  examples: [
    { words: 'keys add youtube', does: 'asks for the key' },
    { words: 'keys add youtube --with-token < key.txt', does: 'reads it from a file, as a script would' },
  ],
  rows: 'keys',
  columns: CHANGED,
  run: async (context, { words, flags }) => {
    const provider = providerNamed(words);
    const keys = await context.keyUpkeep();
    const secret = await readSecret(context, provider, flags);
    const { name, isNew } = await keys.add(provider, secret);
    const elsewhere = keys.names.find(({ id, origin }) => id === name.id && origin !== 'stored');
    if (elsewhere !== undefined) {
      context.note(`the same key stands in ${elsewhere.variable ?? ''} (${elsewhere.origin}): it counts once.`);
    }
    return one({ schemaVersion: 1, keys: [{ ...shownName(name), changed: isNew }] });
  },
  screen: ({ keys }, view) =>
    view.columns === null
      ? [
          {
            kind: 'lines',
            lines: keys.map(
              ({ provider, key, changed }) =>
                `${provider} key ${key} ${changed ? 'is kept' : 'was kept already'}. Try it: insight keys test`,
            ),
          },
        ]
      : fieldTable(keys, view.columns),
});

async function readSecret(
  context: Context,
  provider: KeyProvider,
  flags: { readonly withToken: boolean; readonly noInput: boolean },
): Promise<string> {
  if (flags.withToken) {
    if (context.person.typesInput) {
      throw new Failure('usage', '--with-token reads a file or a pipe, and there is none', 'leave it out to be asked');
    }
    const lines = (await context.readStdin()).split(/\r?\n/).filter((line) => line.trim() !== '');
    if (lines.length === 1) return lines[0] ?? '';
    throw new Failure('usage', `stdin holds ${lines.length} lines, not one key`, 'give the key alone, in one line');
  }
  if (flags.noInput || !context.person.canBeAsked) {
    const why = flags.noInput ? '--no-input forbids to ask for the key' : 'there is no terminal to ask for the key';
    throw new Failure('usage', why, `pipe it: insight keys add ${provider} --with-token < key.txt`);
  }
  return context.person.askSecret(`${KEY_NAMES[provider].title} API key (not shown):`);
}

export const keysList = defineCommand({
  name: 'keys list',
  summary: 'Show every key by its last four characters, and whether it is spent or refused',
  flags: OUTPUT_FLAGS,
  examples: [{ words: 'keys list', does: 'where each key stands, in the order in which they are used' }],
  rows: 'keys',
  columns: LIST,
  run: async (context) => {
    const keys = await context.keyUpkeep();
    return one({ schemaVersion: 1, keys: keyReports(keys.names, await keys.allowance()) });
  },
  screen: ({ keys }, view) => {
    const refused = keys.flatMap(({ key, refusedAt }) =>
      refusedAt === null
        ? []
        : [
            `${key} was refused on ${instant(refusedAt, view.timeZone)}, and rests for a day where there are ` +
              'others. Once it is mended: insight keys test',
          ],
    );
    const zone = keys.some(({ resetsAt }) => resetsAt !== null) || refused.length > 0 ? [timesIn(view)] : [];
    return view.columns === null ? keyTable(keys, LIST, [...refused, ...zone]) : fieldTable(keys, view.columns);
  },
});

export const keysRemove = defineCommand({
  name: 'keys remove',
  summary: 'Forget a stored key',
  argument: {
    name: 'last4',
    describe: 'its last four characters, or the fingerprint, as keys list shows them without … or #',
    required: true,
    variadic: false,
  },
  flags: OUTPUT_FLAGS,
  examples: [{ words: 'keys remove 1a2b', does: 'the stored key that ends in 1a2b' }],
  rows: 'keys',
  columns: CHANGED,
  run: async (context, { words: [which = ''] }) => {
    const keys = await context.keyUpkeep();
    const shown = which.replace(/^[…#]/, '');
    const fixed = keys.names.find(({ key, origin }) => origin !== 'stored' && key.slice(1) === shown);
    if (fixed !== undefined && !keys.names.some(({ key, origin }) => origin === 'stored' && key.slice(1) === shown)) {
      throw new Failure(
        'not-found',
        `the key ${fixed.key} is not stored: it stands in ${fixed.variable ?? ''} (${fixed.origin})`,
        'remove it there',
      );
    }
    return one({ schemaVersion: 1, keys: [{ ...shownName(await keys.remove(which)), changed: true }] });
  },
  screen: ({ keys }, view) =>
    view.columns === null
      ? [{ kind: 'lines', lines: keys.map(({ provider, key }) => `${provider} key ${key} is forgotten`) }]
      : fieldTable(keys, view.columns),
});

export const keysTest = defineCommand({
  name: 'keys test',
  summary: 'Ask whether each key works (of YouTube one unit each)',
  details:
    'YouTube, Gemini and Replicate are asked one question each that costs no money. Pollinations and ImageKit have none: their keys stay untested.',
  flags: OUTPUT_FLAGS,
  examples: [{ words: 'keys test', does: 'ok, refused, spent or untested, for every key; exit 4 when one is refused' }],
  rows: 'keys',
  columns: TESTED,
  plan: async (context) => planKeyTests((await context.keyUpkeep()).names),
  run: async (context) => {
    const keys = await context.keyUpkeep();
    const result = await testKeys(keys.names, (name) => keys.test(name), context.now());
    const refused = result.keys.filter(({ state }) => state === 'refused');
    const [first] = refused;
    if (first === undefined) return one(result);
    const words = `${refused.length} of ${result.keys.length} ${result.keys.length === 1 ? 'key is' : 'keys are'} refused`;
    // Without the sign before it: # would begin a comment in a shell.
    const hint =
      first.origin === 'stored'
        ? `replace it: insight keys remove ${first.key.slice(1)}, then insight keys add ${first.provider}`
        : `correct ${first.variable ?? 'it'}`;
    return { ...one(result), verdict: new Failure('key', words, hint) };
  },
  screen: ({ keys }, view) => {
    const reasons = keys.flatMap(({ key, reason }) => (reason === null ? [] : [`${key}: ${reason}`]));
    return view.columns === null ? keyTable(keys, TESTED, reasons) : fieldTable(keys, view.columns);
  },
});
