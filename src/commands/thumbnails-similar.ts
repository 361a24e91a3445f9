import { defineCommand, one, type ViewOptions } from '../command.js';
import type { Context } from '../context.js';
import { defaultColumns, type Column, type Screen } from '../domain/screen.js';
import { count, OUTPUT_FLAGS, ROW_FLAGS } from '../flags.js';
import type { TextModel } from '../providers/ports/text-model.js';
import { addPlans } from '../tools/model-estimate.js';
import { planReport } from '../tools/plan-report.js';
import { planTopics } from '../tools/plan-topics.js';
import { similarThumbnails, type SimilarResult } from '../tools/similar-thumbnails.js';
import { MOST_TRIES } from '../domain/most-tries.js';
import { NO_COST } from '../domain/source.js';
import { confirmSpending } from './ask-before-spending.js';
import { closingLines, WHY } from './closing-lines.js';
import { plural, sourceWords } from './headline.js';
import { IMAGE, openPicture, PICTURE_FLAGS, picturePlan } from './picture-question.js';
import { READING_FLAGS } from './topic-flags.js';

const DEFAULT_LIMIT = 20;
const DEFAULT_FETCH = 200;
/** Results of the search for what a model sees. */
const SEARCHED = 50;

const COLUMNS: readonly Column[] = [
  { field: 'likeness', header: 'LIKENESS', figure: 'score', describe: 'from 0 to 1, the same picture' },
  { field: 'title', header: 'TITLE', figure: 'title', describe: 'title of the video' },
  { field: 'channelTitle', header: 'CHANNEL', figure: 'text', describe: 'whose it is' },
  { field: 'views', header: 'VIEWS', figure: 'count', describe: 'views when it was last seen' },
  { field: 'via', header: 'FROM', figure: 'text', describe: 'index: met before; search: found by what a model saw' },
  { field: 'hashDistance', figure: 'whole', describe: 'bits of 64 that differ between the hashes' },
  { field: 'colourDistance', figure: 'score', describe: 'what the colours do not share, 0 to 1' },
  { field: 'publishedAt', figure: 'day', describe: 'when it was published, UTC' },
  { field: 'videoId', figure: 'text', describe: 'video id' },
  { field: 'url', figure: 'text', describe: 'watch page' },
  { field: 'thumbnailUrl', figure: 'text', describe: 'address of its picture' },
];

export const thumbnailsSimilar = defineCommand({
  name: 'thumbnails similar',
  summary: 'Find videos whose thumbnails look like a picture',
  details:
    'Compares shapes and colours with the thumbnails of the videos met before: those of searches, and of channels put into ' +
    'the index. Thumbnails not looked at yet are fetched first. With keys for Gemini and YouTube a model names what the ' +
    'picture shows, YouTube is searched for it, and what comes is ranked by its pixels like the rest.',
  argument: IMAGE,
  flags: {
    limit: count('show the N likest', { short: 'n', shownDefault: String(DEFAULT_LIMIT) }),
    pictures: count('fetch at most N thumbnails of videos met before', {
      least: 0,
      shownDefault: String(DEFAULT_FETCH),
    }),
    ...READING_FLAGS,
    ...PICTURE_FLAGS,
    ...ROW_FLAGS,
    ...OUTPUT_FLAGS,
  },
  examples: [
    { words: 'thumbnails similar thumbnail.png', does: 'the 20 likest of all thumbnails met so far' },
    { words: 'thumbnails similar thumbnail.png --offline --json', does: 'without asking anyone' },
  ],
  rows: 'thumbnails',
  columns: COLUMNS,
  plan: async (context, { words, flags }) => {
    const missing = flags.offline
      ? 0
      : (await context.seenVideos()).withoutPicture(flags.pictures ?? DEFAULT_FETCH).length;
    const fetched = { ...NO_COST, requests: missing };
    const model = flags.offline ? null : await searching(context);
    const costs = (plans: ReturnType<typeof planTopics> | null) => {
      const asked = model === null ? null : picturePlan(context, model);
      const tried = { ...fetched, requests: (missing + (plans === null ? 0 : SEARCHED)) * MOST_TRIES };
      return {
        usual: plans === null || asked === null ? fetched : addPlans(addPlans(fetched, plans.usual), asked.usual),
        atMost: plans === null || asked === null ? tried : addPlans(addPlans(tried, plans.atMost), asked.atMost),
        estimate: asked?.estimate ?? null,
      };
    };
    const keysKnown = await context.youtubeKeys();
    const { usual, atMost, estimate } = costs(
      model === null ? null : planTopics({ searches: [SEARCHED], chart: 0, suggestions: 0, keysKnown }),
    );
    return planReport(
      model === null ? 'index' : 'mixed',
      { usual, atMost },
      [{ subject: words[0] ?? '', ...atMost }],
      estimate,
    );
  },
  run: async (context, { words, flags }) => {
    const { image, viewer, picture } = await openPicture(context, words, flags);
    const model = flags.offline ? null : await searching(context);
    if (model !== null) {
      const { usdLeast: least, usdMost: most } = picturePlan(context, model).estimate;
      await confirmSpending(context, { usd: { least, most }, yes: flags.yes, noInput: flags.noInput });
    }
    const parts = {
      viewer,
      seen: await context.seenVideos(),
      model,
      topics: model === null ? null : await context.topicSource(),
      now: context.now,
      note: (sentence: string) => {
        context.note(sentence);
      },
      onProgress: (said: string) => {
        context.progress(said);
      },
      signal: context.signal,
    };
    const mostFetched = flags.offline ? 0 : (flags.pictures ?? DEFAULT_FETCH);
    return one(await similarThumbnails(parts, { image, picture, limit: flags.limit ?? DEFAULT_LIMIT, mostFetched }));
  },
  screen: similarScreen,
});

/** The model, where there is one and YouTube can be searched for what it sees; else null. */
async function searching(context: Context): Promise<TextModel | null> {
  return (await context.youtubeKeys()) > 0 ? context.textModel() : null;
}

/** The screen of like pictures: what was compared, the likest, which way they came. */
export function similarScreen(result: SimilarResult, view: ViewOptions): Screen {
  const { index, tags, thumbnails } = result;
  const shown = view.all ? thumbnails : thumbnails.slice(0, view.top ?? thumbnails.length);
  const [best] = shown;
  const searched = tags.length === 0 ? 'only the index was searched' : `searched for: ${tags.slice(0, 4).join(', ')}`;
  return [
    {
      kind: 'lines',
      lines: [
        {
          text: `${result.image} · ${plural(index.pictures, 'thumbnail')} known of ${plural(index.videos, 'video')} · ${sourceWords(result.source)}`,
          tone: 'muted',
        },
        { text: best === undefined ? 'None is shown.' : verdict(best.likeness, shown.length), tone: 'strong' },
        '',
      ],
    },
    {
      kind: 'table',
      columns: view.columns ?? defaultColumns(COLUMNS),
      sections: [{ rows: shown }],
    },
    { kind: 'lines', lines: closingLines([`By shapes and colours; ${searched}.`, WHY], ' ') },
  ];
}

/** Above this, pictures are the same but for format, size or a crop; unlike ones seldom come near it. */
const SAME = 0.85;

function verdict(likeness: number, shown: number): string {
  const first = likeness >= SAME ? 'The first is the same picture, or all but' : 'None is the same picture';
  return `${first}; the ${plural(shown, 'likest is', 'likest are')} below.`;
}
