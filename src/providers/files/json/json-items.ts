import { apiItem, apiKind, asObject } from './api-item.js';
import { ROLES, type Role } from '../columns.js';
import { CELLS_BY_MEANING, columnsIn, ObjectRows } from './object-rows.js';
import { missingColumns, type RowReader } from '../row-reader.js';

type Plain = Readonly<Record<string, unknown>>;

const VIDEO_ID = /^[\w-]{11}$/;
const CHANNEL_ID = /^UC[\w-]{22}$/;
/** Where wrappers keep their videos: yt-dlp's playlists and channels, the API's answers, what people write themselves. */
const LISTS = ['entries', 'videos', 'items', 'video_data', 'videoData', 'data', 'results', 'rows'];
const CHANNEL_ROLES: readonly Role[] = [
  'channelId',
  'channelUrl',
  'channelTitle',
  'channelHandle',
  'subscribers',
  'collected',
];
/** Answers are lists of pages of items; deeper than this there is nothing to find, and no recursion to exhaust. */
const DEEPEST = 6;

/** Finds the videos in a JSON value, whatever wraps them, and remembers what else was met. */
export class JsonItems {
  /** What items that are no videos were, by name, with how many there were. */
  readonly others = new Map<string, number>();
  readonly #objects = new ObjectRows();

  constructor(private readonly reader: RowReader) {}

  /** Reads all videos in a value: one object, a list, pages of lists, or objects by id. */
  read(value: unknown, defaults: readonly unknown[] = [], depth = 0): void {
    if (depth > DEEPEST) {
      this.#other('nested too deeply');
      return;
    }
    if (Array.isArray(value)) {
      for (const each of value as unknown[]) this.read(each, defaults, depth + 1);
      return;
    }
    const object = asObject(value);
    if (object === null) this.#other('bare value');
    else if (!this.#wrapper(object, defaults, depth)) this.#item(object, defaults);
  }

  /** An object around videos rather than a video itself. */
  #wrapper(object: Plain, defaults: readonly unknown[], depth: number): boolean {
    const name = LISTS.find((list) => Array.isArray(object[list]) || isById(object[list]));
    if (name !== undefined) {
      const list = object[name];
      if (Array.isArray(list) && list.length === 0) this.#other(apiKind(object) ?? 'empty list');
      const about = asObject(object.channel_statistics) ?? asObject(object.statistics) ?? {};
      this.read(list, this.#context({ ...object, ...about }, defaults), depth + 1);
      return true;
    }
    if (!isById(object)) return false;
    for (const [key, child] of Object.entries(object)) {
      const about = CHANNEL_ID.test(key) ? 'channelId' : 'id';
      this.read(child, withCell(defaults, about, key), depth + 1);
    }
    return true;
  }

  /** What a wrapper says about the channel of all its videos. */
  #context(object: Plain, defaults: readonly unknown[]): readonly unknown[] {
    const said = this.#objects.cells(object);
    return CHANNEL_ROLES.reduce((cells, role) => withCell(cells, role, said[ROLES.indexOf(role)]), defaults);
  }

  #item(object: Plain, defaults: readonly unknown[]): void {
    const kind = apiKind(object);
    const item = apiItem(object);
    if (item === null && (kind !== null || asObject(object.snippet) !== null)) {
      this.#other(kind === 'searchResult' ? 'search result that is a channel or playlist' : (kind ?? 'unknown'));
      return;
    }
    const cells = item?.cells ?? this.#objects.cells(object, defaults);
    const other = missingColumns(columnsIn(cells)) === null ? null : unusable(object, kind);
    // One part of an answer (its snippet) looks like a video, but has lost its id.
    const part = item === null && (cells[ROLES.indexOf('id')] ?? null) === null && asObject(object.thumbnails) !== null;
    if (other !== null || part) {
      this.#other(other ?? 'part of an API answer');
      return;
    }
    if (item?.addedDate === true) {
      this.reader.tally.sentences.add(
        'Some dates are when a video was put into its playlist: the answer has no others.',
      );
    }
    this.reader.read(cells, CELLS_BY_MEANING);
  }

  #other(what: string): void {
    this.others.set(what, (this.others.get(what) ?? 0) + 1);
  }
}

function unusable(object: Plain, kind: string | null): string {
  if (kind !== null) return `${kind} without a title`;
  if ('error' in object) return 'error';
  if (['textDisplay', 'textOriginal', 'topLevelComment', 'comments'].some((name) => name in object)) return 'comment';
  if (['access_token', 'client_secret', 'installed', 'web'].some((name) => name in object)) return 'credentials';
  if ('titleUrl' in object) return 'watch history';
  if ('formats' in object || 'extractor' in object) return 'yt-dlp dump without a title';
  return 'unknown';
}

function isById(value: unknown): boolean {
  const object = asObject(value);
  if (object === null) return false;
  const keys = Object.keys(object);
  const ids = keys.filter((key) => VIDEO_ID.test(key) || CHANNEL_ID.test(key)).length;
  return ids > 0 && ids === keys.length && keys.every((key) => asObject(object[key]) !== null);
}

function withCell(cells: readonly unknown[], role: Role, value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return cells;
  const copy = [...cells];
  copy[ROLES.indexOf(role)] = value;
  return copy;
}
