import type { Column } from '../domain/screen.js';
import { VIDEO_COLUMNS } from './video-columns.js';

const { multiple, views, velocity, age, title, id, url, published, format, score } = VIDEO_COLUMNS;

/** A column that is shown only when it is asked for. */
const onlyAsked = ({ field, figure, describe }: Column): Column => ({ field, figure, describe });

/** Every field of a video that stands out in a niche. */
export const NICHE_VIDEO_COLUMNS: readonly Column[] = [
  { ...multiple, describe: 'views / what its own channel usually has, by the method of the channel' },
  views,
  age,
  { field: 'channel.title', header: 'CHANNEL', figure: 'title', describe: 'whose it is' },
  title,
  { field: 'channel.handle', figure: 'text', describe: 'the handle of its channel; null when unknown' },
  { field: 'channel.id', figure: 'text', describe: 'the id of its channel' },
  id,
  url,
  published,
  format,
  ...[velocity, score].map(onlyAsked),
  { field: 'method', figure: 'text', describe: 'how its channel was judged: robust or smartscore' },
  { field: 'z', figure: 'decimal', describe: 'usual spreads above the uploads around it; null by smartscore' },
  { field: 'tier', figure: 'text', describe: 'strong or likely; null by smartscore' },
  { field: 'provisional', figure: 'flag', describe: 'too young for a verdict that stays; null by smartscore' },
  { field: 'high', figure: 'flag', describe: 'true: it stands out' },
];

/** What the table of topics shows; the words of the last column are made for the eye. */
export const TOPIC_COLUMNS: readonly Column[] = [
  { field: 'topic', header: 'TOPIC', figure: 'title', describe: 'words that titles share' },
  { field: 'channels', header: 'CHANNELS', figure: 'whole', describe: 'channels on which it stands out' },
  { field: 'rate', header: 'STAND OUT', figure: 'written', describe: 'of all videos on it' },
  { field: 'lift', header: 'LIFT', figure: 'multiple', describe: 'median multiple against the usual of the niche' },
  { field: 'strength', header: 'STRENGTH', figure: 'decimal', describe: 'in spreads of chance' },
  { field: 'best', header: 'BEST', figure: 'title', describe: 'the best video on it' },
];
