import { defineCommand, one, type ViewOptions } from '../command.js';
import type { Context } from '../context.js';
import { ALIKE, SAME } from '../domain/likeness/likeness.js';
import { MOST_TRIES } from '../domain/most-tries.js';
import { isAddress } from '../domain/picture-address.js';
import { defaultColumns, type Column, type Screen } from '../domain/screen.js';
import { NO_COST } from '../domain/source.js';
import { Failure } from '../errors.js';
import { count, OUTPUT_FLAGS, ROW_FLAGS } from '../flags.js';
import type { TextModel } from '../providers/ports/text-model.js';
import { addPlans } from '../tools/model-estimate.js';
import { CostTally } from '../tools/cost-tally.js';
import { tagsSeen, type SeenInPicture } from '../tools/picture-tags.js';
import { planReport } from '../tools/plan-report.js';
import { planTopics } from '../tools/plan-topics.js';
import { SCHEMA_VERSION } from '../tools/result.js';
import { SEARCHED, similarThumbnails, TAGS_SEARCHED, type SimilarResult } from '../tools/similar-thumbnails.js';
import { confirmSpending } from './ask-before-spending.js';
import { closingLines, WHY } from './closing-lines.js';
import { plural, sourceWords } from './headline.js';
import { IMAGE, openingPlan, openPicture, PICTURE_FLAGS, picturePlan } from './picture-question.js';
import { rememberAnswer } from './remember-result.js';
import { READING_FLAGS } from './topic-flags.js';

const DEFAULT_LIMIT = 20;
const DEFAULT_FETCH = 200;

const COLUMNS: readonly Column[] = [
  { field: 'likeness', header: 'LIKENESS', figure: 'score', describe: 'from 0 to 1, the same picture' },
  { field: 'title', header: 'TITLE', figure: 'title', describe: 'title of the video' },
  { field: 'channel.title', header: 'CHANNEL', figure: 'text', describe: 'whose it is' },
  { field: 'views', header: 'VIEWS', figure: 'count', describe: 'views when it was last seen' },
  { field: 'via', header: 'FROM', figure: 'text', describe: 'index: met before; search: found by what a model saw' },
  { field: 'seenAt', figure: 'instant', describe: 'when its views were read, UTC' },
  { field: 'hashDistance', figure: 'whole', describe: 'bits of 64 that differ between the hashes' },
  { field: 'colourDistance', figure: 'score', describe: 'what the colours do not share, 0 to 1' },
  { field: 'publishedAt', figure: 'day', describe: 'when it was published, UTC' },
  { field: 'id', figure: 'text', describe: 'video id' },
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
  plan: async (context, { words: [image = ''], flags }) => {
    const model = flags.offline ? null : await searching(context);
    const most = mostFetched(flags);
    const missing = (await context.seenVideos()).withoutPicture(most).length;
    const requests = Math.min(most, missing + (model === null ? 0 : SEARCHED));
    const opening = openingPlan(image);
    const fetching = {
      usual: addPlans(opening.usual, { ...NO_COST, requests }),
      atMost: addPlans(opening.atMost, { ...NO_COST, requests: requests * MOST_TRIES }),
    };
    if (model === null) return planReport('index', fetching, [{ subject: image, ...fetching.atMost }]);
    const asked = picturePlan(context, model);
    const keysKnown = await context.youtubeKeys();
    const search = planTopics({ searches: [SEARCHED], chart: 0, suggestions: 0, keysKnown });
    const usual = addPlans(fetching.usual, addPlans(asked.usual, search.usual));
    const atMost = addPlans(fetching.atMost, addPlans(asked.atMost, search.atMost));
    return planReport('mixed', { usual, atMost }, [{ subject: image, ...atMost }], asked.estimate);
  },
  run: async (context, { words, flags }) => {
    if (flags.offline && isAddress(words[0] ?? '')) {
      throw new Failure(
        'usage',
        'with --offline nothing is fetched, the image neither',
        'save it first, and name the file',
      );
    }
    const { image, viewer, picture } = await openPicture(context, words, flags);
    const begun = context.now();
    const model = flags.offline ? null : await searching(context);
    if (model !== null) {
      const { usdLeast: least, usdMost: most } = picturePlan(context, model).estimate;
      await confirmSpending(context, { usd: { least, most }, yes: flags.yes, noInput: flags.noInput });
    }
    const tally = new CostTally();
    const parts = {
      viewer,
      seen: await context.seenVideos(),
      model,
      topics: model === null ? null : await context.topicSource(),
      tally,
      onSeen: (seen: SeenInPicture) =>
        rememberAnswer(context, 'tags', {
          prompt: image,
          begun,
          model,
          tally,
          result: { schemaVersion: SCHEMA_VERSION, image, ...tagsSeen(seen) },
        }),
      now: context.now,
      note: (sentence: string) => {
        context.note(sentence);
      },
      onProgress: (said: string) => {
        context.progress(said);
      },
      signal: context.signal,
    };
    const wish = { image, picture, limit: flags.limit ?? DEFAULT_LIMIT, mostFetched: mostFetched(flags) };
    return one(await similarThumbnails(parts, wish));
  },
  screen: similarScreen,
});

/** How many thumbnails may be fetched. */
function mostFetched({ offline, pictures }: { readonly offline: boolean; readonly pictures: number | null }): number {
  return offline ? 0 : (pictures ?? DEFAULT_FETCH);
}

/** The model, where there is one and YouTube can be searched for what it sees; else null. */
async function searching(context: Context): Promise<TextModel | null> {
  return (await context.youtubeKeys()) > 0 ? context.textModel() : null;
}

/** The screen of like pictures: what was compared, the likest, which way they came. */
export function similarScreen(result: SimilarResult, view: ViewOptions): Screen {
  const { index, tags, thumbnails } = result;
  const shown = view.all ? thumbnails : thumbnails.slice(0, view.top ?? thumbnails.length);
  const [best] = shown;
  const ways = tags.length === 0 ? ['Only the index was searched.'] : ['Searched for:', ...quoted(tags)];
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
    { kind: 'lines', lines: [...closingLines(ways, ' ', '  '), ...closingLines(['By shapes and colours.', WHY], ' ')] },
  ];
}

/** The tags that were searched for, parted by commas. */
function quoted(tags: readonly string[]): string[] {
  const searched = tags.slice(0, TAGS_SEARCHED);
  return searched.map((tag, index) => tag + (index + 1 < searched.length ? ',' : '.'));
}

function verdict(likeness: number, shown: number): string {
  const likest = `the ${plural(shown, 'likest is', 'likest are')} below`;
  if (likeness >= SAME) return `The first is the same picture, or all but; ${likest}.`;
  if (likeness >= ALIKE) return `The first is alike: another cut of it, or one of its kind; ${likest}.`;
  return `Nothing is alike, which begins at ${ALIKE}; ${likest}.`;
}
