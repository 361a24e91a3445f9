import { defineCommand, one, type ViewOptions } from '../command.js';
import type { Context } from '../context.js';
import { count as countWords, day } from '../domain/figures.js';
import { defaultColumns, type Screen } from '../domain/screen.js';
import { asFailure, Failure } from '../errors.js';
import { choice, count, OUTPUT_FLAGS, ROW_FLAGS, text } from '../flags.js';
import type { FoundVideo } from '../providers/ports.js';
import { metVideos } from '../tools/thumbnail-index.js';
import {
  searchSeen,
  searchThumbnails,
  type ThumbnailQuestion,
  type ThumbnailsResult,
} from '../tools/thumbnail-search.js';
import { closingLines } from './closing-lines.js';
import { plural, sourceWords } from './headline.js';
import { topicReport } from './model-question.js';
import { THUMBNAIL_COLUMNS } from './thumbnail-columns.js';
import { PLACE_FLAGS, quotedWords, READING_FLAGS, topicOf } from './topic-flags.js';
import { readWhen } from './video-question.js';

const DEFAULT_LIMIT = 50;
/** Rows when nobody says how many. */
const SHOWN = 15;
const EXAMPLE = 'insight thumbnails search sourdough bread';

export const thumbnailsSearch = defineCommand({
  name: 'thumbnails search',
  summary: 'Find videos and their pictures, on YouTube or among those seen before',
  details:
    'What a search finds goes into a full-text index on this machine, which --offline searches: in titles, channels and ' +
    'tags, without a key and without asking anyone. A figure is then that of the day it was seen. insight thumbnails ' +
    'index adds the uploads of a channel.',
  argument: { name: 'query', describe: 'what is looked for', required: true, variadic: true },
  flags: {
    limit: count('look at the first N results', { short: 'n', shownDefault: String(DEFAULT_LIMIT) }),
    minViews: count('leave out videos with fewer views'),
    since: text('only videos published since then: 2026-01-31, or 30d, 8w, 6mo, 1y ago', 'DATE'),
    duration: choice('under 4 minutes, 4 to 20, or over 20', ['any', 'short', 'medium', 'long'], {
      shownDefault: 'any',
    }),
    order: choice('which come first', ['relevance', 'date', 'views', 'rating'], { shownDefault: 'relevance' }),
    ...PLACE_FLAGS,
    ...READING_FLAGS,
    ...ROW_FLAGS,
    ...OUTPUT_FLAGS,
  },
  examples: [
    { words: 'thumbnails search sourdough bread', does: 'one search of YouTube' },
    {
      words: 'thumbnails search sourdough --min-views 100000 --since 1y',
      does: 'the big ones of a year',
    },
    { words: 'thumbnails search sourdough --offline', does: 'among the videos seen before' },
    { words: 'thumbnails search sourdough --fields thumbnailUrl --format csv', does: 'the addresses alone' },
  ],
  rows: 'videos',
  columns: THUMBNAIL_COLUMNS,
  plan: async (context, { words, flags }) => {
    refusePlaceOffline(flags);
    const query = topicOf(words, EXAMPLE);
    const keysKnown = flags.offline ? 0 : await context.youtubeKeys();
    const searches = keysKnown === 0 ? [] : [flags.limit ?? DEFAULT_LIMIT];
    return topicReport(context, query, { searches, chart: 0, suggestions: 0, keysKnown }, null);
  },
  run: async (context, { words, flags }) => {
    const { minViews, region, language } = flags;
    refusePlaceOffline(flags);
    const since = await readWhen(context, '--since', flags.since);
    const question: ThumbnailQuestion = {
      query: topicOf(words, EXAMPLE),
      limit: flags.limit ?? DEFAULT_LIMIT,
      order: flags.order ?? 'relevance',
      since: since?.start ?? null,
      duration: flags.duration ?? 'any',
      minViews,
      region,
      language,
    };
    return one(await (flags.offline ? amongSeen(context, question) : onYoutube(context, question)));
  },
  remote: {
    tool: 'thumbnails-search',
    subject: 'query',
    sends: ['limit', 'minViews', 'since', 'duration', 'order', 'region', 'language'],
  },
  screen: thumbnailsScreen,
});

/** @throws Failure `usage`: what was seen before is not of one region or language */
function refusePlaceOffline({
  offline,
  region,
  language,
}: Record<'region' | 'language', string | null> & { offline: boolean }) {
  if (!offline || (region ?? language) === null) return;
  throw new Failure(
    'usage',
    'the index of videos seen before knows no regions and no languages',
    'leave out --region and --language, or --offline',
  );
}

async function onYoutube(context: Context, question: ThumbnailQuestion): Promise<ThumbnailsResult> {
  const topics = await context.topicSource();
  if (topics === null) {
    throw new Failure(
      'key',
      'a search of YouTube needs a key, and there is none',
      'set YOUTUBE_API_KEY, or search what was seen before with --offline (insight thumbnails index @name fills it)',
    );
  }
  const remember = await remembering(context);
  const onProgress = (words: string): void => {
    context.progress(words);
  };
  const request = { ...question, onProgress, signal: context.signal };
  const { result, notes } = await searchThumbnails(topics, request, remember);
  for (const sentence of notes) context.note(sentence);
  return result;
}

/** Keeps videos in the index. Where that cannot be, a note says so: what was found is shown all the same. */
async function remembering(context: Context): Promise<(found: readonly FoundVideo[], seenAt: number) => void> {
  const told = (error: unknown): void => {
    const { kind, message } = asFailure(error);
    if (kind === 'interrupted') throw error;
    context.note(`What was found is not kept for --offline. ${message}.`);
  };
  try {
    const seen = await context.seenVideos();
    return (found, seenAt) => {
      try {
        seen.remember(metVideos(found, seenAt));
      } catch (error) {
        told(error);
      }
    };
  } catch (error) {
    told(error);
    return () => undefined;
  }
}

async function amongSeen(context: Context, question: ThumbnailQuestion): Promise<ThumbnailsResult> {
  const result = searchSeen(await context.seenVideos(), question);
  if (result.sample.indexed === 0) {
    throw new Failure(
      'not-found',
      'no video was seen before, so there is nothing to search',
      'search once without --offline, or fill the index: insight thumbnails index @name',
    );
  }
  return result;
}

/** The screen of a search: what was looked at, the best by views per day, the videos. */
function thumbnailsScreen(result: ThumbnailsResult, view: ViewOptions): Screen {
  const { videos } = result;
  const shown = view.all ? videos : videos.slice(0, view.top ?? SHOWN);
  const more = videos.length - shown.length;
  return [
    {
      kind: 'lines',
      lines: [
        { text: lookedAt(result, view.timeZone), tone: 'muted' },
        { text: verdict(result), tone: 'strong' },
        ...(shown.length > 0 ? [''] : []),
      ],
    },
    {
      kind: 'table',
      columns: view.columns ?? defaultColumns(THUMBNAIL_COLUMNS),
      sections: [{ rows: shown }],
    },
    {
      kind: 'lines',
      lines: closingLines([...(more > 0 ? [`${more} more: --all.`] : []), ...closing(result)], ' '),
    },
  ];
}

function closing({ query, sample: { found, indexed } }: ThumbnailsResult): string[] {
  const search = `insight thumbnails search ${quotedWords(query)}`;
  if (indexed === null) return found === 0 ? [] : [`Seen before: ${search} --offline`];
  return found === 0
    ? [`On YouTube: ${search}`]
    : ['Figures are those of the day each was seen (--fields title,seenAt).'];
}

function lookedAt({ query, sample, source, asOf, region, language }: ThumbnailsResult, timeZone: string): string {
  const at = asOf ?? source.fetchedAt;
  return [
    query,
    sample.indexed === null ? plural(sample.found, 'result') : `${plural(sample.indexed, 'video')} seen before`,
    ...(region === null ? [] : [region]),
    ...(language === null ? [] : [language]),
    sample.indexed === null ? sourceWords(source) : 'index, nobody was asked',
    ...(at === null ? [] : [asOf === null ? `the oldest figures of ${day(at, timeZone)}` : day(at, timeZone)]),
    ...(sample.belowMinViews > 0 ? [`left out: ${sample.belowMinViews} with fewer views`] : []),
  ].join(' · ');
}

function verdict({ videos, sample }: ThumbnailsResult): string {
  const [best] = videos.toSorted((a, b) => (b.viewsPerDay ?? -1) - (a.viewsPerDay ?? -1));
  if (best === undefined) {
    return sample.found === 0 ? 'Nothing was found; fewer words find more.' : 'None has as many views as that.';
  }
  const pace = best.viewsPerDay === null ? '' : `; the fastest gets ${countWords(best.viewsPerDay)} views a day`;
  return `${plural(videos.length, 'video')}${pace}${best.title === null ? '' : `: ${best.title}`}.`;
}
