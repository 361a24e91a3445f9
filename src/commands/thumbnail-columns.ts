import type { Column } from '../domain/screen.js';

/** Every field of a row about a video and its picture. */
export const THUMBNAIL_COLUMNS: readonly Column[] = [
  { field: 'views', header: 'VIEWS', figure: 'count', describe: 'views' },
  { field: 'viewsPerDay', header: 'PER DAY', figure: 'count', describe: 'mean views per day over its whole life' },
  { field: 'title', header: 'TITLE', figure: 'title', describe: 'the title' },
  { field: 'thumbnailUrl', header: 'THUMBNAIL', figure: 'text', describe: 'the address of its widest known picture' },
  { field: 'ageDays', header: 'AGE', figure: 'age', describe: 'days from publication to when its figures were read' },
  { field: 'channel.title', header: 'CHANNEL', figure: 'text', describe: 'the name of its channel' },
  { field: 'likes', header: 'LIKES', figure: 'count', describe: 'likes; null when hidden' },
  { field: 'comments', header: 'COMMENTS', figure: 'count', describe: 'comments; null when hidden or switched off' },
  { field: 'publishedAt', figure: 'day', describe: 'when it was published' },
  { field: 'durationSeconds', figure: 'duration', describe: 'its length in seconds' },
  { field: 'id', figure: 'text', describe: 'the id of the video' },
  { field: 'url', figure: 'text', describe: 'the address of the video' },
  { field: 'channel.id', figure: 'text', describe: 'the id of its channel' },
  { field: 'channel.handle', figure: 'text', describe: 'its handle' },
  { field: 'channel.subscribers', figure: 'count', describe: 'its subscribers; null when hidden, and in the index' },
  { field: 'seenAt', figure: 'instant', describe: 'when these figures were read' },
];
