import { defineCommand, one, type ViewOptions } from '../command.js';
import { decimal, percent } from '../domain/figures.js';
import { defaultColumns, type Column, type Screen } from '../domain/screen.js';
import { OUTPUT_FLAGS, ROW_FLAGS } from '../flags.js';
import { tagPicture, type PictureTagsResult } from '../tools/score-thumbnail.js';
import { plural, sourceWords } from './headline.js';
import { factWords, quotedPath } from './picture-words.js';
import { IMAGE, lookedAt, openPicture, PICTURE_FLAGS, planForPicture } from './picture-question.js';

const COLUMNS: readonly Column[] = [
  { field: 'tag', header: 'TAG', figure: 'title', describe: 'what the picture shows' },
  { field: 'source', header: 'FROM', figure: 'text', describe: 'ai: a model said so' },
];

export const thumbnailsTags = defineCommand({
  name: 'thumbnails tags',
  summary: 'Say what a picture shows: tags of a model, and measured facts',
  details:
    'Tags come from Gemini alone: without a key for it there are none, since nothing offline sees what a picture shows. ' +
    'Size, colours, brightness and contrast are measured either way.',
  argument: IMAGE,
  flags: { ...PICTURE_FLAGS, ...ROW_FLAGS, ...OUTPUT_FLAGS },
  examples: [
    { words: 'thumbnails tags thumbnail.png', does: 'a file' },
    { words: 'thumbnails tags thumbnail.png --plan', does: 'what asking the model would cost' },
  ],
  rows: 'tags',
  columns: COLUMNS,
  plan: async (context, { words }) => planForPicture(context, words, await context.textModel()),
  run: async (context, { words, flags }) => {
    const model = await context.textModel();
    if (model === null) {
      context.note(
        'no tags: only a model sees what a picture shows, and there is no GEMINI_API_KEY. The facts are measured.',
      );
    }
    const opened = await openPicture(context, words, flags);
    return one(await lookedAt(context, opened, { model, flags, kind: 'tags', describe: tagPicture }));
  },
  screen: tagsScreen,
});

/** The screen of a picture's tags: what it is, what a model sees, what was measured. */
export function tagsScreen({ image, facts, tags, source }: PictureTagsResult, view: ViewOptions): Screen {
  const colours = facts.colours.map(({ hex, share }) => `${hex} ${decimal(100 * share, 0)} %`).join(', ');
  return [
    {
      kind: 'lines',
      lines: [
        { text: `${image} · ${factWords(facts)} · ${sourceWords(source)}`, tone: 'muted' },
        {
          text: tags.length === 0 ? 'Measured, without tags.' : `${plural(tags.length, 'tag')}, named by a model.`,
          tone: 'strong',
        },
        '',
      ],
    },
    ...(tags.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            columns: view.columns ?? defaultColumns(COLUMNS),
            sections: [{ rows: tags.slice(0, view.top ?? Infinity) }],
          },
        ]),
    {
      kind: 'lines',
      lines: [
        ...(tags.length === 0 ? [] : ['']),
        `Colours: ${colours}`,
        `Brightness ${decimal(facts.brightness, 2)}, contrast ${decimal(facts.contrast, 2)}, colourfulness ${decimal(facts.colourfulness, 0)}, edges ${percent(facts.edges)}`,
        { text: `Next: insight score thumbnail ${quotedPath(image)}`, tone: 'muted' },
      ],
    },
  ];
}
