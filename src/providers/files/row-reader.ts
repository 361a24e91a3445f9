import { parseDuration } from '../../domain/duration.js';
import type { Channel, Video } from '../../domain/video.js';
import { cellText, ownCopy, saysNothing } from './cells/cell-text.js';
import type { ChannelRows, ChannelSet } from './channel-set.js';
import type { Columns, Role } from './columns.js';
import { parseCount } from './cells/counts.js';
import { isMeantAsDate } from './cells/dates.js';
import { DayOrder } from './cells/day-order.js';
import { parseTags } from './cells/tags.js';
import type { Tally } from './tally.js';
import type { VideoTable } from './video-table.js';

const VIDEO_ID = /^[\w-]{11}$/;
const CHANNEL_ID = /^UC[\w-]{22}$/;
const LINKED_VIDEO = /(?:[?&]v=|youtu\.be\/|\/(?:shorts|live|embed|v)\/)([\w-]{11})(?![\w-])/;
const LINKED_CHANNEL = /\/channel\/(UC[\w-]{22})/;
const LINKED_HANDLE = /\/(@[^/?#\s]+)/;
const TOTAL = /^(?:(?:grand |sub)?totals?|summe|gesamt|insgesamt|totale|total general)$/i;
const SHOWING_TOP = /^showing (?:the )?top (\d+)/i;
const GONE: Readonly<Record<string, 'deleted' | 'private'>> = {
  'deleted video': 'deleted',
  '[deleted video]': 'deleted',
  'private video': 'private',
  '[private video]': 'private',
};

/** Texts that come again and again (channels, tags) are kept once; beyond this many the rest is not. */
const KEPT_TEXTS = 50_000;
/** Durations and whole lists of tags that come again are read once. */
const KEPT_CELLS = 5_000;

export interface ReadOptions {
  /** Keep the videos' descriptions; they are most of a file, and few need them. */
  readonly descriptions: boolean;
  readonly now: number;
}

/** Turns the rows of one file, whatever its format, into videos of their channels. */
export class RowReader {
  readonly #published = new DayOrder();
  readonly #collected = new DayOrder();
  readonly #texts = new Map<string, string>();
  readonly #tagLists = new Map<string, readonly string[]>();
  readonly #durations = new Map<string, number | null>();
  #last: KnownChannel | null = null;
  /** By the cell of its id, where the rows say no more of a channel than id and title. */
  readonly #known = new Map<unknown, KnownChannel>();

  constructor(
    readonly tally: Tally,
    private readonly channels: ChannelSet,
    private readonly options: ReadOptions,
  ) {}

  /** Lets the first rows of a table say how its dates are written. */
  learn(cells: readonly unknown[], columns: Columns): void {
    this.#published.learn(at(cells, columns.published));
    this.#collected.learn(at(cells, columns.collected));
  }

  /** Reads one row. Rows that are no videos (totals, deleted and upcoming ones) are left out and counted. */
  read(cells: readonly unknown[], columns: Columns): void {
    const id = this.#id(cells, columns);
    const title = cellText(at(cells, columns.title));
    if (id === null && this.#isNoVideo(title, cells, columns)) return;
    const rows = this.#channelRows(cells, columns);
    const views = this.#count(at(cells, columns.views));
    const durationSeconds = this.#duration(cells, columns);
    if (views === null && durationSeconds === null && title !== null) {
      const gone = GONE[title.toLowerCase()];
      if (gone !== undefined) {
        rows.skipped[gone] += 1;
        return;
      }
    }
    if (said(at(cells, columns.privacy)) === 'private') {
      rows.skipped.private += 1;
      return;
    }
    const status = said(at(cells, columns.liveStatus));
    if (status === 'upcoming' || status === 'is_upcoming') {
      rows.skipped.upcoming += 1;
      return;
    }
    const video: Video = {
      id,
      title,
      description: this.options.descriptions ? cellText(at(cells, columns.description)) : null,
      tags: columns.tags === -1 ? NO_TAGS : this.#tags(at(cells, columns.tags)),
      publishedAt: null,
      durationSeconds,
      views,
      likes: this.#count(at(cells, columns.likes)),
      comments: this.#count(at(cells, columns.comments)),
      live: live(status, cells, columns),
      shortLink: shortLink(cells, columns),
    };
    const collectedAt = columns.collected === -1 ? null : this.#collected.readNow(at(cells, columns.collected));
    this.#date(rows.table, rows.add(video, collectedAt), at(cells, columns.published));
    this.tally.rows += 1;
  }

  /** To be called after the last row: dates that waited for their column are settled. */
  close(): void {
    const assumed = this.#published.close();
    if (assumed !== null) this.tally.sentences.add(assumed);
  }

  #id(cells: readonly unknown[], columns: Columns): string | null {
    const text = cellText(at(cells, columns.id));
    if (text !== null) {
      if (VIDEO_ID.test(text)) {
        this.tally.videoIds += 1;
        return text;
      }
      const linked = LINKED_VIDEO.exec(text) ?? /^="([\w-]{11})"$/.exec(text);
      if (linked?.[1] !== undefined) return linked[1];
      if (CHANNEL_ID.test(text)) this.tally.channelIds += 1;
    }
    const url = cellText(at(cells, columns.url));
    const linked = url === null ? null : LINKED_VIDEO.exec(url);
    return linked?.[1] ?? null;
  }

  /** Of a row without a usable id: whether it is a total, a remark or nothing. Counts the ids that are damaged. */
  #isNoVideo(title: string | null, cells: readonly unknown[], columns: Columns): boolean {
    const written = cellText(at(cells, columns.id));
    const dated = cellText(at(cells, columns.published)) !== null;
    const remark = cellText(cells.find((cell) => cellText(cell) !== null));
    const top = remark === null ? null : SHOWING_TOP.exec(remark);
    if (top !== null) {
      this.tally.sentences.add(`The file holds only the top ${top[1] ?? ''} videos, as YouTube Studio exports them.`);
      return true;
    }
    if (!dated && TOTAL.test(written ?? title ?? '')) return true;
    if (title === null) {
      if (remark !== null) this.tally.unnamedRows += 1;
      return true;
    }
    if (written !== null && !saysNothing(written)) this.tally.damagedIds += 1;
    return false;
  }

  #channelRows(cells: readonly unknown[], columns: Columns): ChannelRows {
    const id = at(cells, columns.channelId);
    const title = at(cells, columns.channelTitle);
    const onlyNamed = columns.subscribers === -1 && columns.channelUrl === -1 && columns.channelHandle === -1;
    const known = onlyNamed && this.#last?.id !== id ? this.#known.get(id) : this.#last;
    if (known != null && known.id === id && known.title === title) return known.rows;
    const rows = this.channels.of(this.#channel(cells, columns));
    this.#last = { id: kept(id), title: kept(title), rows };
    if (onlyNamed && this.#known.size < KEPT_TEXTS) this.#known.set(this.#last.id, this.#last);
    return rows;
  }

  #channel(cells: readonly unknown[], columns: Columns): Channel {
    const url = cellText(at(cells, columns.channelUrl)) ?? '';
    const id = cellText(at(cells, columns.channelId)) ?? '';
    const handle = cellText(at(cells, columns.channelHandle)) ?? '';
    const title = cellText(at(cells, columns.channelTitle));
    const channelId = CHANNEL_ID.test(id) ? id : (LINKED_CHANNEL.exec(url)?.[1] ?? null);
    return {
      id: channelId === null ? null : ownCopy(channelId),
      title: title === null ? null : ownCopy(title),
      handle: handle.startsWith('@') ? ownCopy(handle) : (LINKED_HANDLE.exec(url)?.[1] ?? null),
      subscribers: this.#count(at(cells, columns.subscribers)),
    };
  }

  #count(value: unknown): number | null {
    const { value: count, problem } = parseCount(value);
    if (problem === 'unreadable') this.tally.unreadableCounts += 1;
    else if (problem === 'rounded') this.tally.roundedCounts += 1;
    return count;
  }

  #date(table: VideoTable, row: number, value: unknown): void {
    const settled = (moment: number | null): void => {
      table.date(row, moment);
      if (moment === null && isMeantAsDate(value)) this.tally.unreadableDates += 1;
      else if (moment !== null && moment > this.options.now) this.tally.futureDates += 1;
    };
    this.#published.read(value, settled);
  }

  #tags(value: unknown): readonly string[] {
    const known = typeof value === 'string' ? this.#tagLists.get(value) : undefined;
    if (known !== undefined) return known;
    const tags = parseTags(value).map((tag) => this.#keptText(tag));
    if (typeof value === 'string' && this.#tagLists.size < KEPT_CELLS) this.#tagLists.set(ownCopy(value), tags);
    return tags;
  }

  #duration(cells: readonly unknown[], columns: Columns): number | null {
    const cell = at(cells, columns.duration);
    if (typeof cell === 'number') return seconds(cell);
    if (typeof cell !== 'string') {
      const milliseconds = parseCount(at(cells, columns.durationMs)).value;
      return milliseconds === null ? null : seconds(milliseconds / 1000);
    }
    const known = this.#durations.get(cell);
    if (known !== undefined) return known;
    const read = seconds(cell);
    if (this.#durations.size < KEPT_CELLS) this.#durations.set(ownCopy(cell), read);
    return read;
  }

  #keptText(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    const own = ownCopy(text);
    if (this.#texts.size < KEPT_TEXTS) this.#texts.set(own, own);
    return own;
  }
}

interface KnownChannel {
  readonly id: unknown;
  readonly title: unknown;
  readonly rows: ChannelRows;
}

const NO_TAGS: readonly string[] = [];

/** The cell of a column; asking an array for its element −1 would be slow. */
function at(cells: readonly unknown[], index: number): unknown {
  return index === -1 ? undefined : cells[index];
}

function kept(cell: unknown): unknown {
  return typeof cell === 'string' ? ownCopy(cell) : cell;
}

function said(cell: unknown): string | null {
  return typeof cell === 'string' ? cell.trim().toLowerCase() : null;
}

/** No video lasts 0 seconds: the API says so of streams that have not ended. */
function seconds(cell: string | number): number | null {
  const read = parseDuration(cell);
  return read === 0 ? null : read;
}

function live(status: string | null, cells: readonly unknown[], columns: Columns): boolean | null {
  if (status === 'was_live' || status === 'is_live' || status === 'post_live' || status === 'live') return true;
  if (status === 'not_live') return false;
  // The API gives this duration to a stream that still runs.
  if (said(at(cells, columns.duration)) === 'p0d') return true;
  const flags = [yesNo(at(cells, columns.wasLive)), yesNo(at(cells, columns.isLive))];
  if (flags.includes(true)) return true;
  return flags[0] === false ? false : null;
}

function shortLink(cells: readonly unknown[], columns: Columns): boolean | null {
  const flag = yesNo(at(cells, columns.short));
  if (flag !== null) return flag;
  const url = at(cells, columns.url);
  return typeof url === 'string' && url.includes('/shorts/') ? true : null;
}

function yesNo(cell: unknown): boolean | null {
  if (typeof cell === 'boolean') return cell;
  const text = said(cell);
  if (text === 'true' || text === 'yes') return true;
  return text === 'false' || text === 'no' ? false : null;
}

/** Whether a table with these columns can be a table of videos, and if not, what is missing. */
export function missingColumns(columns: Columns): 'title' | 'figures' | null {
  const has = (role: Role): boolean => columns[role] !== -1;
  const named = has('id') || has('url');
  const figures = has('views') || has('published') || has('likes');
  if (has('title')) return named || figures ? null : 'figures';
  return named && has('views') ? null : 'title';
}
