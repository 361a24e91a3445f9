import type { Command } from '../command.js';

/** One tool of an agent: a command of the command line, with what of it an agent may say and is told. */
export interface AgentTool {
  readonly title: string;
  /** For a model: what it answers, and what it costs. */
  readonly describe: string;
  readonly load: () => Promise<Command>;
  /** What stands after the command's name. */
  readonly subject: {
    readonly name: string;
    readonly describe: string;
    readonly kind: 'one' | 'list' | 'optional';
  } | null;
  /** Flags of the command that may be set. None writes, asks a person, or lets a model be asked. */
  readonly flags: readonly string[];
  /** The most that a number may be, where a person may ask for more. */
  readonly most?: Readonly<Record<string, number>>;
  /** What is said of a result beside its rows: numbers and words of this program. */
  readonly about: readonly string[];
  /** Likewise, but in the words of strangers. */
  readonly named: readonly string[];
  /** Lists of a result beside its rows, told by these fields of their first entries. */
  readonly lists?: Readonly<Record<string, readonly string[]>>;
  /** Whether other fields than the usual ones may be asked for. */
  readonly choosesFields: boolean;
  /** Fields of a row when nobody names others. */
  readonly fields: (flags: Readonly<Record<string, unknown>>) => readonly string[];
  readonly top: number;
  /** Whether it may ask somebody on the network. */
  readonly asksOthers: boolean;
}

const UNITS = 'Costs about 3 units per channel and 50 videos.';
const SEARCHES = 'Costs 1 search and 2 units';
const LOOK = ['source', 'limit', 'since', 'refresh', 'offline'];
const PLACE = ['region', 'language'];
const CHANNELS = {
  name: 'channels',
  describe: '@handle, channel id (UC…), channel or video URL',
  kind: 'list',
} as const;
const WHOSE = ['channel.title', 'channel.handle'];
const FENCES = ['summary.lowerFence', 'summary.upperFence'];

/** Every tool that agents are offered. A command that is not here cannot be reached by them. */
export const AGENT_TOOLS: Readonly<Record<string, AgentTool>> = {
  outliers: {
    title: 'Outlier videos of a channel',
    describe: `Videos of a channel that stand out, best score first: views, views per day and engagement against the channel's own. ${UNITS}`,
    load: async () => (await import('../commands/outliers.js')).outliers,
    subject: CHANNELS,
    flags: [...LOOK, 'method'],
    about: ['method', 'sample.videos', 'sample.total', 'summary.high', 'summary.low', ...FENCES, 'summary.tooFew'],
    named: WHOSE,
    choosesFields: true,
    fields: ({ method }) =>
      method === 'robust'
        ? ['outlier', 'z', 'tier', 'multiple', 'views', 'usual.views', 'ageDays', 'id', 'title']
        : ['outlier', 'smartScore', 'multiple', 'views', 'viewsPerDay', 'engagementRate', 'ageDays', 'id', 'title'],
    top: 10,
    asksOthers: true,
  },
  streak: {
    title: 'Upload streak of a channel',
    describe: `How steadily a channel uploads: algorithm score with its parts, rhythm, streak, suggestions by rules. Fields predictions and schedule say more. ${UNITS}`,
    load: async () => (await import('../commands/streak.js')).streak,
    subject: CHANNELS,
    flags: [...LOOK, 'tz', 'period'],
    about: ['streak.period', 'timeZone'],
    named: [],
    lists: { suggestions: ['text'] },
    choosesFields: true,
    fields: () => [
      'uploads.videos',
      'algorithmScore',
      'parts.consistency',
      'parts.frequency',
      'parts.engagement',
      'uploads.perWeek',
      'uploads.medianGapDays',
      'uploads.daysSinceLast',
      'streak.current',
      'streak.longest',
      'channel.title',
    ],
    top: 20,
    asksOthers: true,
  },
  compare: {
    title: 'Channels side by side',
    describe: `Channels side by side, each figure over the videos looked at: median views, best multiple, uploads, engagement, outliers, score. ${UNITS}`,
    load: async () => (await import('../commands/compare.js')).compare,
    subject: CHANNELS,
    flags: [...LOOK, 'tz', 'period'],
    about: ['outliers.method', 'streak.period'],
    named: [],
    choosesFields: true,
    fields: () => [
      'sample.videos',
      'views.median',
      'views.n',
      'best.multiple',
      'outliers.high',
      'engagement.median',
      'uploads.perWeek',
      'algorithmScore',
      'channel.subscribers',
      'channel.title',
    ],
    top: 20,
    asksOthers: true,
  },
  videos: {
    title: 'Videos of a channel',
    describe: `Videos of a channel, sorted and filtered. ${UNITS}`,
    load: async () => (await import('../commands/videos.js')).videos,
    subject: CHANNELS,
    flags: [...LOOK, 'until', 'sort', 'match', 'only', 'minViews'],
    about: ['order', 'sample.videos', 'sample.total'],
    named: WHOSE,
    choosesFields: true,
    fields: () => ['publishedAt', 'views', 'viewsPerDay', 'engagementRate', 'multiple', 'format', 'id', 'title'],
    top: 10,
    asksOthers: true,
  },
  sweep: {
    title: 'Outliers across a niche',
    describe:
      'What stands out across a niche: seed channels and those that appear with them. A topic is proven only on 3 channels or more. Costs up to 5 units per channel (channels, default 10); ask plan first.',
    load: async () => (await import('../commands/sweep.js')).sweep,
    subject: { ...CHANNELS, name: 'seeds' },
    flags: ['channels', 'search', ...LOOK, 'method'],
    most: { channels: 50 },
    about: ['sample.channels', 'sample.videos', 'sample.judged', 'sample.high', 'provenByChance', 'method'],
    named: [],
    lists: {
      topics: ['proven', 'channels', 'outliers', 'lift', 'topic'],
      channels: ['seed', 'videos', 'high', 'handle', 'title'],
    },
    choosesFields: true,
    fields: () => ['high', 'multiple', 'views', 'viewsPerDay', 'ageDays', 'id', 'channel.title', 'title'],
    top: 10,
    asksOthers: true,
  },
  gap: {
    title: 'What is missing on a channel',
    describe: `Topics that stand out on other channels and are missing on one's own, with a video that shows each. ${UNITS}`,
    load: async () => (await import('../commands/gap.js')).gap,
    subject: { ...CHANNELS, describe: "one's own channel first, then the others" },
    flags: [...LOOK, 'method'],
    about: ['mine.videos', 'method'],
    named: ['mine.title'],
    lists: { theirs: ['videos', 'high', 'title'] },
    choosesFields: true,
    fields: () => ['proven', 'channels', 'outliers', 'lift', 'mine.videos', 'topic', 'evidence.0.title'],
    top: 10,
    asksOthers: true,
  },
  hashtags: {
    title: 'Hashtags of a topic or channel',
    describe: `Hashtags in the videos of a topic, or of a channel, commonest first; lift compares views per day with and without. A channel: about 3 units. A topic: ${SEARCHES}, and needs a key.`,
    load: async () => (await import('../commands/hashtags.js')).hashtags,
    subject: { name: 'topic', describe: 'words of a topic; leave out with channel', kind: 'optional' },
    flags: ['channel', ...LOOK, ...PLACE],
    about: ['sample.videos', 'sample.tagged'],
    named: WHOSE,
    choosesFields: true,
    fields: () => ['tag', 'videos', 'share', 'medianViews', 'lift'],
    top: 15,
    asksOthers: true,
  },
  keywords: {
    title: 'Keywords of a topic',
    describe: `Keywords for a topic with their evidence; no figure is a search volume. ${SEARCHES}; deep costs five more searches. Without a key only what people type, without figures.`,
    load: async () => (await import('../commands/keywords.js')).keywords,
    subject: { name: 'topic', describe: 'the topic, in any language', kind: 'one' },
    flags: ['limit', 'deep', ...PLACE, 'refresh', 'offline'],
    about: ['sample.videos', 'sample.suggestions', 'sample.ownSearches'],
    named: [],
    choosesFields: true,
    fields: () => ['opportunity', 'demand.viewsPerDay', 'demand.videos', 'competition.score', 'source', 'keyword'],
    top: 15,
    asksOthers: true,
  },
  thumbnails_search: {
    title: 'Search videos and thumbnails',
    describe: `Videos on a topic with their figures; thumbnailUrl is a field. ${SEARCHES}, and needs a key; offline searches the videos seen before and costs nothing.`,
    load: async () => (await import('../commands/thumbnails-search.js')).thumbnailsSearch,
    subject: { name: 'query', describe: 'what is looked for', kind: 'one' },
    flags: ['limit', 'minViews', 'since', 'duration', 'order', ...PLACE, 'refresh', 'offline'],
    about: ['sample.found', 'sample.indexed', 'order'],
    named: [],
    choosesFields: true,
    fields: () => ['views', 'viewsPerDay', 'ageDays', 'id', 'channel.title', 'title'],
    top: 10,
    asksOthers: true,
  },
  score_title: {
    title: 'Score a title',
    describe:
      'Scores a video title 0 to 100 by named rules, with advice; no forecast. Free; with channel its last titles are read (about 3 units).',
    load: async () => (await import('../commands/score-title.js')).scoreTitleCommand,
    subject: { name: 'title', describe: 'the title', kind: 'one' },
    flags: ['keyword', 'description', 'tags', 'channel', 'source', 'refresh', 'offline'],
    about: ['score', 'weakest', 'lastTitles'],
    named: [],
    choosesFields: false,
    fields: () => ['name', 'points', 'of', 'why', 'advice'],
    top: 20,
    asksOthers: true,
  },
  track_list: {
    title: 'Followed channels',
    describe: 'The channels that the user watches, with what is kept of them. Free.',
    load: async () => (await import('../commands/track.js')).trackList,
    subject: null,
    flags: [],
    about: [],
    named: [],
    choosesFields: false,
    fields: () => ['followed', 'subscribers', 'gained', 'videos', 'looks', 'lookedAt', 'handle', 'title'],
    top: 20,
    asksOthers: false,
  },
  track_show: {
    title: 'Growth of a watched channel',
    describe:
      'True views per hour of a watched channel and its videos between looks, the fastest first. Free; asks nobody.',
    load: async () => (await import('../commands/track-show.js')).trackShow,
    subject: { name: 'channel', describe: 'its id, @handle or title, as track_list names it', kind: 'one' },
    flags: ['since', 'until', 'tz'],
    about: ['looks', 'firstAt', 'newestAt', 'sinceLast.hours', 'sinceLast.views', 'subscribersGained'],
    named: WHOSE,
    choosesFields: true,
    fields: () => ['rank', 'viewsPerHour', 'gained', 'views', 'ageDays', 'multipleAtAge', 'new', 'id', 'title'],
    top: 10,
    asksOthers: false,
  },
  history_list: {
    title: 'What was made before',
    describe: 'What the user generated before, newest first: concepts, keywords, thumbnails and more. Free.',
    load: async () => (await import('../commands/history.js')).historyList,
    subject: { name: 'kind', describe: 'only these: concepts, keywords, hashtags, thumbnails …', kind: 'optional' },
    flags: ['limit', 'before'],
    about: ['total', 'before'],
    named: [],
    choosesFields: false,
    fields: () => ['id', 'kind', 'at', 'prompt'],
    top: 10,
    asksOthers: false,
  },
  history_show: {
    title: 'One earlier result',
    describe: 'One result of the history, as it was kept; top entries of each list in it. Free.',
    load: async () => (await import('../commands/history-show.js')).historyShow,
    subject: { name: 'id', describe: 'the id or its first characters; last for the newest', kind: 'one' },
    flags: [],
    about: [],
    named: [],
    choosesFields: false,
    fields: () => ['id', 'kind', 'at', 'prompt', 'result'],
    top: 5,
    asksOthers: false,
  },
  quota: {
    title: 'Quota left',
    describe:
      "What each of the user's keys has spent and has left today, and when it is full again. Free; asks nobody.",
    load: async () => (await import('../commands/quota.js')).quota,
    subject: null,
    flags: [],
    about: [],
    named: [],
    choosesFields: false,
    fields: () => ['provider', 'key', 'bucket', 'spent', 'left', 'limit', 'resetsAt'],
    top: 20,
    asksOthers: false,
  },
};
