import { defineCommand, one, type ViewOptions } from '../command.js';
import { bytesInWords } from '../domain/bytes-in-words.js';
import type { Column, Screen } from '../domain/screen.js';
import { OUTPUT_FLAGS } from '../flags.js';
import { cacheReport } from '../tools/cache-report.js';

const PATH: Column = { field: 'path', header: 'PATH', figure: 'title', describe: 'the file of the cache' };
const COLUMNS: readonly Column[] = [
  { field: 'answers', header: 'ANSWERS', figure: 'whole', describe: 'answers of providers that are, or were, kept' },
  { field: 'bytes', header: 'BYTES', figure: 'whole', describe: 'bytes on the disk: taken, or by clear given back' },
  { field: 'oldestAt', header: 'OLDEST', figure: 'day', describe: 'when the oldest was fetched, UTC' },
  { field: 'newestAt', header: 'NEWEST', figure: 'day', describe: 'when the newest was fetched, UTC' },
  PATH,
];

function screenOf(result: object, line: string, { columns }: ViewOptions): Screen {
  return columns === null
    ? [{ kind: 'lines', lines: [{ text: line, tone: 'plain', unbroken: true }] }]
    : tableOf(result, columns);
}

function tableOf(result: object, columns: readonly Column[]): Screen {
  return [{ kind: 'table', columns, sections: [{ rows: [result] }] }];
}

const answersInWords = (count: number) => `${count} ${count === 1 ? 'answer' : 'answers'}`;

export const cachePath = defineCommand({
  name: 'cache path',
  summary: 'Show where answers are kept',
  flags: OUTPUT_FLAGS,
  examples: [{ words: 'cache path', does: 'the file, which may be deleted at any time' }],
  rows: null,
  columns: [PATH],
  run: async (context) => {
    const { path } = await context.cacheUpkeep();
    return one({ schemaVersion: 1, path });
  },
  screen: (result, view) => screenOf(result, result.path, view),
});

export const cacheStats = defineCommand({
  name: 'cache stats',
  summary: 'Show how many answers are kept, how old they are and what they take',
  flags: OUTPUT_FLAGS,
  examples: [{ words: 'cache stats', does: 'answers, bytes on the disk, and from when they are' }],
  rows: null,
  columns: COLUMNS,
  run: async (context) => {
    const kept = await context.cacheUpkeep();
    return one(cacheReport(kept.path, await kept.stats()));
  },
  screen: (result, view) =>
    view.columns === null
      ? [
          ...tableOf(result, COLUMNS.slice(0, -1)),
          { kind: 'lines', lines: ['', { text: result.path, tone: 'muted', unbroken: true }] },
        ]
      : tableOf(result, view.columns),
});

export const cacheClear = defineCommand({
  name: 'cache clear',
  summary: 'Forget every kept answer',
  details: 'Only answers that can be asked for again. What was spent of a quota, and every other own data, stays.',
  flags: OUTPUT_FLAGS,
  examples: [{ words: 'cache clear', does: 'the next look at a channel asks for everything again' }],
  rows: null,
  columns: COLUMNS,
  run: async (context) => {
    const kept = await context.cacheUpkeep();
    return one(cacheReport(kept.path, await kept.clear()));
  },
  screen: (result, view) =>
    screenOf(result, `${answersInWords(result.answers)} forgotten, ${bytesInWords(result.bytes)} freed`, view),
});
