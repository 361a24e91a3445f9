import { defineCommand, one, type ViewOptions } from '../command.js';
import { defaultColumns, type Column, type Screen } from '../domain/screen.js';
import { Failure } from '../errors.js';
import { OUTPUT_FLAGS, ROW_FLAGS, toggle } from '../flags.js';
import { freePlan, planReport } from '../tools/plan-report.js';
import { scoreThumbnail, type ThumbnailScoreResult } from '../tools/score-thumbnail.js';
import { closingLines, WHY } from './closing-lines.js';
import { factWords } from './picture-words.js';
import { IMAGE, lookedAt, openPicture, PICTURE_FLAGS, picturePlan } from './picture-question.js';

const COLUMNS: readonly Column[] = [
  { field: 'name', header: 'PART', figure: 'text', describe: 'which part' },
  { field: 'points', header: 'POINTS', figure: 'count', describe: 'what it gets; null when it cannot be told' },
  { field: 'of', header: 'OF', figure: 'count', describe: 'what it may get; together 100' },
  { field: 'why', header: 'MEASURED', figure: 'title', describe: 'what was measured, and what is fine' },
  { field: 'measured', figure: 'decimal', describe: 'the figure alone' },
  { field: 'least', figure: 'decimal', describe: 'fine from here; null for no bound' },
  { field: 'most', figure: 'decimal', describe: 'fine up to here; null for no bound' },
  { field: 'advice', figure: 'text', describe: 'what would make it better; null when nothing would' },
];

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
      words: 'score thumbnail https://i.ytimg.com/vi/jNQXAC9IVRw/hqdefault.jpg --json',
      does: 'one on the web, as JSON',
    },
  ],
  rows: 'parts',
  columns: COLUMNS,
  plan: async (context, { words, flags }) => {
    const model = flags.ai ? await context.textModel() : null;
    if (model === null) return freePlan('file');
    const { usual, atMost, estimate } = picturePlan(context, model);
    return planReport('ai', { usual, atMost }, [{ subject: words[0] ?? '', ...atMost }], estimate);
  },
  run: async (context, { words, flags }) => {
    const model = flags.ai ? await context.textModel() : null;
    if (flags.ai && model === null) {
      throw new Failure('key', '--ai asks Gemini, and there is no key for it', 'set GEMINI_API_KEY, or leave out --ai');
    }
    const { measured, looking } = await lookedAt(context, await openPicture(context, words, flags), model, flags);
    return one(scoreThumbnail(measured, looking));
  },
  screen: thumbnailScreen,
});

/** The screen of a thumbnail: what it is, its score, the parts, what to do. */
export function thumbnailScreen(result: ThumbnailScoreResult, view: ViewOptions): Screen {
  const known = result.parts.filter(({ points }) => points !== null);
  const advice = known
    .filter((part) => part.advice !== null)
    .sort((a, b) => b.of - (b.points ?? 0) - (a.of - (a.points ?? 0)))
    .map((part) => `${part.name}: ${part.advice ?? ''}.`);
  return [
    {
      kind: 'lines',
      lines: [
        { text: `${result.image} · ${factWords(result.facts)}`, tone: 'muted' },
        {
          text: `Score ${Math.round(result.score)} of 100${result.weakest === null ? ': all within what is fine.' : `; the weakest part is ${result.weakest}.`}`,
          tone: 'strong',
        },
        '',
      ],
    },
    {
      kind: 'table',
      columns: view.columns ?? defaultColumns(COLUMNS),
      sections: [{ rows: (view.all ? result.parts : known).slice(0, view.top ?? Infinity) }],
    },
    {
      kind: 'lines',
      lines: [
        ...(advice.length > 0 ? ['', ...advice] : []),
        ...closingLines(['Rules of thumb, no forecast of clicks.', WHY], ' '),
      ],
    },
  ];
}
