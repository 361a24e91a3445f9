import { defineCommand, one, type ViewOptions } from '../command.js';
import { nearest } from '../domain/did-you-mean.js';
import { defaultColumns, type Column, type Line, type Screen } from '../domain/screen.js';
import { Failure } from '../errors.js';
import { OUTPUT_FLAGS, toggle } from '../flags.js';

const COLUMNS: readonly Column[] = [
  { field: 'name', header: 'SETTING', figure: 'text', describe: 'name, as config get and config set take it' },
  { field: 'value', header: 'VALUE', figure: 'title', describe: 'value; of a secret only whether it is set' },
  { field: 'origin', figure: 'text', describe: 'where the value comes from' },
  { field: 'from', figure: 'text', describe: 'the file it comes from' },
  { field: 'env', figure: 'text', describe: 'its environment variable' },
  { field: 'describe', figure: 'text', describe: 'what it does' },
  { field: 'secret', figure: 'flag', describe: 'whether it is a secret' },
];

const KEPT_COLUMNS = COLUMNS.filter(({ field }) => ['name', 'value', 'from'].includes(field));

const PLACE_COLUMNS: readonly Column[] = [
  { field: 'what', header: 'WHAT', figure: 'text', describe: 'what is kept there' },
  { field: 'path', header: 'PATH', figure: 'title', describe: 'its path' },
];

const SETTING_ARGUMENT = {
  name: 'setting',
  describe: 'a name of config list',
  required: true,
  variadic: true,
} as const;

function screenOf(
  result: { readonly settings: readonly object[] },
  view: ViewOptions,
  extra: readonly string[] = [],
): Screen {
  const shown = COLUMNS.filter(({ header, field }) => header !== undefined || extra.includes(field));
  const headed = shown.map((column) => ({ ...column, header: column.header ?? column.field.toUpperCase() }));
  const columns = view.columns ?? (extra.length > 0 ? headed : defaultColumns(COLUMNS));
  return [{ kind: 'table', columns, sections: [{ rows: result.settings }] }];
}

/** A line with a path in it. */
function unbroken(text: string): Line {
  return { text, tone: 'plain', unbroken: true };
}

export const configList = defineCommand({
  name: 'config list',
  summary: 'Show every setting and its value',
  details: 'A flag comes first, then the environment, .env, ./insight.config.json, the user file, the default.',
  flags: { showOrigin: toggle('also show where each value comes from'), ...OUTPUT_FLAGS },
  examples: [{ words: 'config list --show-origin', does: 'every setting, its value and where it comes from' }],
  rows: 'settings',
  columns: COLUMNS,
  run: (context, { flags }) =>
    Promise.resolve(one({ schemaVersion: 1, showOrigin: flags.showOrigin, settings: context.settings })),
  screen: (result, view) => screenOf(result, view, result.showOrigin ? ['origin', 'from'] : []),
});

export const configGet = defineCommand({
  name: 'config get',
  summary: 'Print the value of a setting',
  argument: SETTING_ARGUMENT,
  flags: OUTPUT_FLAGS,
  examples: [{ words: 'config get tz', does: "the time zone in use, empty when it is the system's" }],
  rows: 'settings',
  columns: COLUMNS,
  run: (context, { words }) => {
    const settings = words.map((word) => {
      const found = context.settings.find(({ name, env }) => name === word || env === word);
      if (found === undefined) {
        const meant = nearest(
          word,
          context.settings.map(({ name }) => name),
        );
        const hint = meant === null ? 'insight config list shows them all' : `did you mean ${meant}?`;
        throw new Failure('usage', `there is no setting "${word}"`, hint);
      }
      return found;
    });
    return Promise.resolve(one({ schemaVersion: 1, settings }));
  },
  screen: ({ settings }, view) =>
    view.columns === null
      ? [{ kind: 'lines', lines: settings.map(({ value }) => unbroken(value ?? '')) }]
      : screenOf({ settings }, view),
});

export const configSet = defineCommand({
  name: 'config set',
  summary: 'Keep a setting in the user file',
  details: 'Secrets are not kept there: set them in the environment or in .env.',
  argument: { name: 'setting value', describe: 'a name of config list, and its value', required: true, variadic: true },
  flags: OUTPUT_FLAGS,
  examples: [{ words: 'config set tz Europe/Paris', does: 'days and weeks are those of Paris from now on' }],
  rows: 'settings',
  columns: KEPT_COLUMNS,
  run: async (context, { words }) => {
    const [name = '', value, ...rest] = words;
    if (value === undefined || rest.length > 0) {
      throw new Failure(
        'usage',
        'config set takes one setting and one value',
        `for example insight config set tz Europe/Paris; to forget one: insight config unset ${name}`,
      );
    }
    const kept = await context.keepSetting(name, value);
    return one({ schemaVersion: 1, settings: [{ name, value: kept, from: context.userFile }] });
  },
  screen: ({ settings }, view) =>
    view.columns === null
      ? [
          {
            kind: 'lines',
            lines: settings.map(({ name, value, from }) => unbroken(`${name} = ${value ?? ''} (${from})`)),
          },
        ]
      : screenOf({ settings }, view),
});

export const configUnset = defineCommand({
  name: 'config unset',
  summary: 'Forget a setting of the user file',
  argument: SETTING_ARGUMENT,
  flags: OUTPUT_FLAGS,
  examples: [{ words: 'config unset tz', does: "back to the system's time zone" }],
  rows: 'settings',
  columns: KEPT_COLUMNS,
  run: async (context, { words }) => {
    for (const name of words) await context.keepSetting(name, null);
    return one({ schemaVersion: 1, settings: words.map((name) => ({ name, value: null, from: context.userFile })) });
  },
  screen: ({ settings }, view) =>
    view.columns === null
      ? [{ kind: 'lines', lines: settings.map(({ name, from }) => unbroken(`${name} is no longer set (${from})`)) }]
      : screenOf({ settings }, view),
});

export const configPath = defineCommand({
  name: 'config path',
  summary: 'Show where settings, own data and the cache are kept',
  flags: OUTPUT_FLAGS,
  examples: [{ words: 'config path', does: 'the user file and the folders' }],
  rows: 'places',
  columns: PLACE_COLUMNS,
  run: (context) =>
    Promise.resolve(
      one({
        schemaVersion: 1,
        places: [
          { what: 'settings', path: context.userFile },
          { what: 'data', path: context.paths.data },
          { what: 'cache', path: context.paths.cache },
        ],
      }),
    ),
  screen: ({ places }, view) =>
    view.columns === null
      ? [{ kind: 'lines', lines: places.map(({ what, path }) => unbroken(`${what.padEnd(8)}  ${path}`)) }]
      : [{ kind: 'table', columns: view.columns, sections: [{ rows: places }] }],
});
