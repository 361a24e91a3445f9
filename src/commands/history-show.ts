import { defineCommand, one, type Command, type ViewOptions } from '../command.js';
import { instant } from '../domain/figures.js';
import { outline } from '../domain/outline.js';
import type { Line, Screen } from '../domain/screen.js';
import { usdWords } from '../domain/usd-words.js';
import { OUTPUT_FLAGS } from '../flags.js';
import { wholeEntry, type WholeEntry } from '../tools/history.js';
import { SCHEMA_VERSION } from '../tools/result.js';
import { concepts } from './concepts.js';
import { gap } from './gap.js';
import { hashtags } from './hashtags.js';
import { ENTRY_COLUMNS, ENTRY_ID, RESULT_COLUMN } from './history.js';
import { keywords } from './keywords.js';
import { scoreThumbnailCommand } from './score-thumbnail.js';
import { streak } from './streak.js';
import { sweep } from './sweep.js';
import { thumbnailsTags } from './thumbnails-tags.js';

/** Whose screen shows the entries of a kind. */
const MAKERS: Readonly<Record<string, Command>> = {
  concepts,
  keywords,
  hashtags,
  tags: thumbnailsTags,
  scores: scoreThumbnailCommand,
  suggestions: streak,
  sweeps: sweep,
  gaps: gap,
};

export const historyShow = defineCommand({
  name: 'history show',
  summary: 'Show one result again as it was kept',
  argument: { ...ENTRY_ID, variadic: false },
  flags: OUTPUT_FLAGS,
  examples: [
    { words: 'history show last', does: 'the newest entry' },
    { words: 'history show 4f2a', does: 'the entry whose id begins so' },
    { words: 'history show 4f2a --json', does: 'the same, with the whole result, for a script' },
  ],
  rows: null,
  columns: [...ENTRY_COLUMNS, RESULT_COLUMN],
  run: async (context, { words: [id = ''] }) => one(wholeEntry((await context.history()).get(id))),
  screen: (entry, view) => {
    if (view.columns !== null) return [{ kind: 'table', columns: view.columns, sections: [{ rows: [entry] }] }];
    const made: Line = { text: madeWords(entry, view.timeZone), tone: 'muted' };
    return [
      { kind: 'lines', lines: [made, ''] },
      ...(asPrinted(entry, view) ?? [{ kind: 'lines', lines: outline(entry.result) }]),
    ];
  },
});

/** Which entry it is, when it was made, by whom and for how much. */
function madeWords({ id, kind, at, prompt, provider, model, usd }: WholeEntry, timeZone: string): string {
  const maker = [provider, model].filter((name) => name !== null).join(' ');
  return [id, kind, prompt, instant(at, timeZone), ...(maker === '' ? [] : [maker, usdWords(usd)])].join(' · ');
}

/** The screen that the command printed; null where none shows such an entry. */
function asPrinted({ kind, prompt, result }: WholeEntry, view: ViewOptions): Screen | null {
  const maker = Object.hasOwn(MAKERS, kind) ? MAKERS[kind] : undefined;
  if (maker === undefined || !('schemaVersion' in result) || result.schemaVersion !== SCHEMA_VERSION) return null;
  try {
    // `show` has no --all: what is kept is shown whole.
    return maker.again({ historyId: null, ...result }, { ...view, all: true, subject: prompt });
  } catch (error) {
    // An earlier program of the same form may not have kept all that today's screen shows.
    if (error instanceof TypeError) return null;
    throw error;
  }
}
