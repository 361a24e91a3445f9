import { defineCommand, one, type ViewOptions } from '../command.js';
import type { Screen } from '../domain/screen.js';
import { Failure } from '../errors.js';
import { OUTPUT_FLAGS, ROW_FLAGS, toggle } from '../flags.js';
import { scoreThumbnail, type ThumbnailScoreResult } from '../tools/score-thumbnail.js';
import { closingLines, WHY } from './closing-lines.js';
import { sourceWords } from './headline.js';
import { factWords } from './picture-words.js';
import { IMAGE, lookedAt, openPicture, PICTURE_FLAGS, planForPicture } from './picture-question.js';
import { adviceLines, partColumns, scoreBlocks } from './score-screen.js';

const COLUMNS = partColumns([
  { field: 'measured', figure: 'decimal', describe: 'the figure alone' },
  { field: 'least', figure: 'decimal', describe: 'fine from here; null for no bound' },
  { field: 'most', figure: 'decimal', describe: 'fine up to here; null for no bound' },
]);

export const scoreThumbnailCommand = defineCommand({
  name: 'score thumbnail',
  summary: 'Measure a thumbnail, and score it by named parts',
  details:
    'Contrast, brightness, edges, colours, the corner under the length of the video, shape and file size, each with the ' +
    'range that is fine. How much of it is writing is told by a model only, with --ai. Rules of thumb: no forecast of clicks.',
  argument: IMAGE,
  flags: {
    ai: toggle('ask the model how much of it is writing'),
    ...PICTURE_FLAGS,
    ...ROW_FLAGS,
    ...OUTPUT_FLAGS,
  },
  examples: [
    { words: 'score thumbnail thumbnail.png', does: 'a file' },
    {
      words: 'score thumbnail https://i.ytimg.com/vi/jNQXAC9IVRw/0.jpg --json',
      does: 'one on the web, as JSON',
    },
  ],
  rows: 'parts',
  columns: COLUMNS,
  plan: async (context, { words, flags }) =>
    planForPicture(context, words, flags.ai ? await context.textModel() : null),
  run: async (context, { words, flags }) => {
    const model = flags.ai ? await context.textModel() : null;
    if (flags.ai && model === null) {
      throw new Failure('key', '--ai asks Gemini, and there is no key for it', 'set GEMINI_API_KEY, or leave out --ai');
    }
    const opened = await openPicture(context, words, flags);
    return one(await lookedAt(context, opened, { model, flags, kind: 'scores', describe: scoreThumbnail }));
  },
  screen: thumbnailScreen,
});

/** The screen of a thumbnail: what it is, its score, the parts, what to do. */
export function thumbnailScreen(result: ThumbnailScoreResult, view: ViewOptions): Screen {
  const advice = adviceLines(result.parts);
  return [
    ...scoreBlocks(
      `${result.image} · ${factWords(result.facts)} · ${sourceWords(result.source)}`,
      result,
      view,
      COLUMNS,
    ),
    {
      kind: 'lines',
      lines: [
        ...(advice.length === 0 ? [] : ['', ...advice]),
        ...closingLines(['Rules of thumb, no forecast of clicks.', WHY], ' '),
      ],
    },
  ];
}
