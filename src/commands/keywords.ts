import { defineCommand, one, type ViewOptions } from '../command.js';
import { count, day } from '../domain/figures.js';
import { KEYWORD_GROUPS, type Keyword, type KeywordGroup } from '../domain/keywords/keyword.js';
import { defaultColumns, type Column, type Line, type Screen, type Section } from '../domain/screen.js';
import { count as counted, OUTPUT_FLAGS, ROW_FLAGS, toggle } from '../flags.js';
import { DEEP_KEYWORDS, findKeywords, type KeywordsResult } from '../tools/keywords/keywords.js';
import { SPENDING_FLAGS } from './ask-before-spending.js';
import { closingLines, WHY } from './closing-lines.js';
import { plural, sourceWords } from './headline.js';
import { confirmQuestion, topicReport } from './model-question.js';
import { rememberAnswer } from './remember-result.js';
import { PLACE_FLAGS, quotedWords, READING_FLAGS, topicOf } from './topic-flags.js';

const DEFAULT_LIMIT = 50;
/** Rows of each group when nobody says how many. */
const SHOWN_OF_GROUP = 8;

const KEYWORD_COLUMNS: readonly Column[] = [
  { field: 'keyword', header: 'KEYWORD', figure: 'title', describe: 'the keyword' },
  {
    field: 'demand.viewsPerDay',
    header: 'PER DAY',
    figure: 'count',
    describe: 'median views per day of the videos on it; no search volume',
  },
  { field: 'demand.videos', header: 'VIDEOS', figure: 'whole', describe: 'how many videos that is the median of' },
  { field: 'competition.score', header: 'COMPETING', figure: 'count', describe: '0 to 100, from the parts below' },
  { field: 'opportunity', header: 'CHANCE', figure: 'count', describe: '0 to 100; null unless both are known' },
  { field: 'suggestRank', header: 'TYPED', figure: 'whole', describe: 'its place in the autocomplete list' },
  { field: 'source', figure: 'text', describe: 'autocomplete, videos or ai' },
  { field: 'relevance', figure: 'score', describe: 'how close it is to the topic, 0 to 1' },
  { field: 'group', figure: 'text', describe: KEYWORD_GROUPS.join(', ') },
  { field: 'competition.inTitles', figure: 'percent', describe: 'videos looked at with it in the title' },
  { field: 'competition.medianSubscribers', figure: 'count', describe: 'of the channels of the videos on it' },
  { field: 'competition.youngerThan90Days', figure: 'percent', describe: 'of the videos on it' },
  { field: 'recent.videos', figure: 'whole', describe: 'videos of the last 30 days on it' },
  { field: 'recent.viewsPerDay', figure: 'count', describe: 'their median views per day' },
  { field: 'evidence.search', figure: 'text', describe: "the search its figures are of: topic's, or its own" },
  { field: 'evidence.searchedAt', figure: 'instant', describe: 'when those figures were read' },
  { field: 'evidence.suggestedAt', figure: 'instant', describe: 'when the autocomplete list was read' },
];
/** Columns that are empty without a search. */
const WITHOUT_FIGURES = ['keyword', 'suggestRank'];

export const keywords = defineCommand({
  name: 'keywords',
  summary: 'Find keywords for a topic, each with its evidence',
  details:
    'Candidates come from what people type and from the videos of one search; each shows what the videos on it get, and ' +
    'who competes. Nobody outside YouTube knows search volumes, so no figure is called that. Without a key for YouTube ' +
    'there is the autocomplete alone, without figures; with a key for Gemini a model adds some, without figures too.',
  argument: { name: 'topic', describe: 'the topic, in any language', required: true, variadic: true },
  flags: {
    limit: counted('look at the first N results of the search', { short: 'n', shownDefault: String(DEFAULT_LIMIT) }),
    deep: toggle(`a search of its own for each of the ${DEEP_KEYWORDS} most promising`),
    ...PLACE_FLAGS,
    ...READING_FLAGS,
    ...ROW_FLAGS,
    ...SPENDING_FLAGS,
    ...OUTPUT_FLAGS,
  },
  examples: [
    { words: 'keywords sourdough bread', does: 'one search, and what people type' },
    { words: 'keywords Sauerteig --region DE --language de', does: 'as seen in Germany, in German' },
    { words: 'keywords sourdough --deep --plan', does: 'what five more searches would cost' },
  ],
  rows: 'keywords',
  columns: KEYWORD_COLUMNS,
  plan: async (context, { words, flags }) => {
    const topic = topicOf(words, 'insight keywords sourdough bread');
    const limit = flags.limit ?? DEFAULT_LIMIT;
    const keysKnown = await context.youtubeKeys();
    const model = flags.offline ? null : await context.textModel();
    const searches = flags.offline || keysKnown === 0 ? [] : [limit, ...(flags.deep ? ownLimits(limit) : [])];
    const asks = { searches, chart: 0, suggestions: flags.offline ? 0 : 1, keysKnown };
    return topicReport(context, topic, asks, model);
  },
  run: async (context, { words, flags }) => {
    const topic = topicOf(words, 'insight keywords sourdough bread');
    const [topics, suggest] = await Promise.all([context.topicSource(), context.suggestSource()]);
    const model = flags.offline ? null : await context.textModel();
    await confirmQuestion(context, model, topic, flags);
    if (topics === null) context.note('no figures: there is no YOUTUBE_API_KEY; a key adds them, from one search.');
    const begun = context.now();
    const { result, tally } = await findKeywords(
      {
        topics,
        suggest,
        model,
        now: context.now,
        note: (sentence) => {
          context.note(sentence);
        },
      },
      {
        topic,
        region: flags.region,
        language: flags.language,
        limit: flags.limit ?? DEFAULT_LIMIT,
        deep: flags.deep,
        onProgress: (text) => {
          context.progress(text);
        },
        signal: context.signal,
      },
    );
    await rememberAnswer(context, 'keywords', { prompt: topic, begun, model, tally, result });
    return one(result);
  },
  remote: { tool: 'keywords', subject: 'topic', sends: ['limit', 'deep', 'region', 'language'] },
  screen: keywordsScreen,
});

/** The searches of `--deep`, each as long as that of the topic. */
function ownLimits(limit: number): number[] {
  return Array.from({ length: DEEP_KEYWORDS }, () => limit);
}

const LABELS: Readonly<Record<KeywordGroup | 'ai', string>> = {
  primary: 'Primary',
  'long-tail': 'Long tail (three words and more)',
  trending: 'Trending (twice as common in the last 30 days)',
  related: 'Related topics',
  ai: 'Suggested by a model (measured by nobody)',
};

/** The screen of one topic: what was looked at, the best, the keywords by groups, those of a model last. */
function keywordsScreen(result: KeywordsResult, view: ViewOptions): Screen {
  const { topic, sample, keywords: all } = result;
  const head: Line[] = [
    { text: lookedAt(result, view.timeZone), tone: 'muted' },
    { text: verdict(result), tone: 'strong' },
  ];
  if (all.length === 0) return [{ kind: 'lines', lines: head }];
  const limit = view.all ? all.length : (view.top ?? Infinity);
  const room = view.all || view.top !== null ? Infinity : SHOWN_OF_GROUP;
  const wanted = all.slice(0, limit);
  // What nobody measured stands apart: under figures it would be lost, or be taken for found.
  const sections = [...KEYWORD_GROUPS, 'ai' as const].map((part): Section => ({
    label: LABELS[part],
    rows: wanted.filter(({ source, group }) => (source === 'ai' ? 'ai' : group) === part).slice(0, room),
  }));
  const shown = sections.reduce((sum, { rows }) => sum + rows.length, 0);
  const chosen = defaultColumns(KEYWORD_COLUMNS).filter(
    ({ field }) => sample.videos !== null || WITHOUT_FIGURES.includes(field),
  );
  const quoted = quotedWords(topic);
  return [
    { kind: 'lines', lines: [...head, ''] },
    { kind: 'table', columns: view.columns ?? chosen, sections },
    {
      kind: 'lines',
      lines: [
        ...(sample.videos === null
          ? []
          : closingLines(
              [
                'Per day: what the videos on it get, by the median. No figure is a search volume:',
                'nobody outside YouTube knows that.',
                ...(all.length > shown ? [`${all.length - shown} more: --all.`] : []),
                WHY,
              ],
              ' ',
            )),
        ...closingLines(
          [
            `Next: insight hashtags ${quoted}`,
            ...(sample.videos !== null && sample.ownSearches === 0 ? [`insight keywords ${quoted} --deep`] : []),
          ],
          ' · ',
        ),
      ],
    },
  ];
}

function lookedAt({ topic, sample, source, asOf, region, language }: KeywordsResult, timeZone: string): string {
  return [
    topic,
    ...(sample.videos === null ? [] : [`${plural(sample.videos, 'result')} of one search`]),
    ...(sample.suggestions === null ? [] : [plural(sample.suggestions, 'completion')]),
    ...(region === null ? [] : [region]),
    ...(language === null ? [] : [language]),
    sourceWords(source),
    day(asOf, timeZone),
  ].join(' · ');
}

function verdict({ sample, keywords: all, topic }: KeywordsResult): string {
  const [best] = all;
  if (best === undefined) return `Nothing is known of ${topic}; fewer or other words find more.`;
  const found = plural(all.length, 'keyword');
  if (best.opportunity === null) {
    return sample.videos === null
      ? `${found} for ${topic}, without figures.`
      : `${found}; too few videos share one to say which is best.`;
  }
  return `${found}; the most promising: ${best.keyword}, ${bestWords(best)}.`;
}

function bestWords({ demand, competition }: Keyword): string {
  const score = competition.score === null ? '–' : Math.round(competition.score);
  return `${count(demand.viewsPerDay)} views a day by the median of ${demand.videos ?? 0} videos, competition ${score} of 100`;
}
