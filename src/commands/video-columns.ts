import type { Column } from '../domain/screen.js';

/** Every field of an analysed video, in the order of a table; those with a header are shown unless others are asked for. */
export const VIDEO_COLUMNS = {
  score: {
    field: 'smartScore',
    header: 'SCORE',
    figure: 'score',
    describe: 'SmartScore among the videos looked at, 0 to 1',
  },
  multiple: {
    field: 'multiple',
    header: '× TYPICAL',
    figure: 'multiple',
    describe: 'views / median views of the videos of the same format',
  },
  views: { field: 'views', header: 'VIEWS', figure: 'count', describe: 'views' },
  velocity: {
    field: 'viewsPerDay',
    header: 'PER DAY',
    figure: 'count',
    describe: 'views per day since publication, a lifetime mean',
  },
  engagement: {
    field: 'engagementRate',
    header: 'ENGAGED',
    figure: 'percent',
    describe: '(likes + comments) / views; null when one of them is hidden or unknown',
  },
  age: { field: 'ageDays', header: 'AGE', figure: 'age', describe: 'days from publication to asOf' },
  title: { field: 'title', header: 'TITLE', figure: 'title', describe: 'title' },
  id: { field: 'id', figure: 'text', describe: 'video id' },
  url: { field: 'url', figure: 'text', describe: 'watch page' },
  published: { field: 'publishedAt', figure: 'day', describe: 'when it was published, UTC' },
  format: { field: 'format', figure: 'text', describe: 'long, short or live; null when nothing tells' },
  formatBasis: {
    field: 'formatBasis',
    figure: 'text',
    describe: 'what the format was told from: streaming, duration or link',
  },
  duration: { field: 'durationSeconds', figure: 'duration', describe: 'length in seconds' },
  likes: { field: 'likes', figure: 'count', describe: 'likes; null when hidden or unknown' },
  comments: { field: 'comments', figure: 'count', describe: 'comments; null when off or unknown' },
  outlier: { field: 'outlier', figure: 'text', describe: 'high, low or null' },
} as const satisfies Readonly<Record<string, Column>>;
