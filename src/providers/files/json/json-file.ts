import type { Failure } from '../../../errors.js';
import { asObject } from './api-item.js';
import { JsonItems } from './json-items.js';
import { plain } from '../plain-text.js';
import { refusal } from '../refusal.js';
import type { RowReader } from '../row-reader.js';

/** One JSON text is parsed as a whole, and JavaScript's strings end a little above this. */
const LONGEST = 512_000_000;

/**
 * Reads JSON (one value) or JSONL (one a line, streamed): API answers, yt-dlp, and any objects with recognisable names.
 * @throws Failure `not-found` when it is no JSON, too big, or holds no videos
 */
export async function readJson(name: string, text: AsyncIterable<string>, reader: RowReader): Promise<void> {
  const items = new JsonItems(reader);
  const pieces = text[Symbol.asyncIterator]();
  const start = await firstLine(name, pieces);
  const first = parsed(start.line);
  if (asObject(first) !== null && start.rest !== null) {
    items.read(first);
    await readLines(name, start.rest, pieces, items, reader);
  } else {
    const whole = await collect(name, start.rest === null ? start.line : `${start.line}\n${start.rest}`, pieces);
    const value = parsed(whole);
    if (value === undefined) throw damaged(name, whole);
    items.read(value);
  }
  if (reader.tally.rows > 0) {
    reader.tally.otherItems += [...items.others.values()].reduce((sum, count) => sum + count, 0);
    return;
  }
  const [commonest] = [...items.others].sort(([, a], [, b]) => b - a);
  if (commonest !== undefined) throw noVideos(name, commonest[0]);
}

/** A value of JSON; undefined when the text is none, or nested so deeply that the parser gives up. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The first line that is not blank; `rest` is null when nothing but blanks follows in the whole text. */
async function firstLine(name: string, pieces: AsyncIterator<string>): Promise<{ line: string; rest: string | null }> {
  let text = '';
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
    text = (text + next.value).replace(/^\s+/, '');
    checkLength(name, text.length);
    const end = text.indexOf('\n');
    if (end !== -1 && text.slice(end).trim() !== '') return { line: text.slice(0, end), rest: text.slice(end + 1) };
  }
  return { line: text, rest: null };
}

async function readLines(
  name: string,
  rest: string,
  pieces: AsyncIterator<string>,
  items: JsonItems,
  reader: RowReader,
): Promise<void> {
  let text = rest;
  for (let next = await pieces.next(); ; next = await pieces.next()) {
    const end = text.lastIndexOf('\n');
    if (end !== -1) {
      readBlock(text.slice(0, end), items, reader);
      text = text.slice(end + 1);
    }
    if (next.done === true) break;
    text += next.value;
    checkLength(name, text.length);
  }
  if (text.trim() === '') return;
  const last = parsed(text);
  if (last === undefined) reader.tally.cutRecords += 1;
  else items.read(last);
}

function readBlock(block: string, items: JsonItems, reader: RowReader): void {
  for (const line of block.split('\n')) {
    if (line.trim() === '') continue;
    const value = parsed(line);
    if (value === undefined) reader.tally.brokenLines += 1;
    else items.read(value);
  }
}

async function collect(name: string, start: string, pieces: AsyncIterator<string>): Promise<string> {
  const parts = [start];
  let length = start.length;
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
    parts.push(next.value);
    length += next.value.length;
    checkLength(name, length);
  }
  return parts.join('');
}

function checkLength(name: string, length: number): void {
  if (length <= LONGEST) return;
  throw refusal(name, 'too big for one JSON value: over 512 MB.', 'Give it as JSONL: one video a line.');
}

function damaged(name: string, text: string): Failure {
  const closed = /[}\]]\s*$/.test(text);
  return refusal(
    name,
    closed ? 'damaged JSON, or not JSON at all.' : 'JSON that is cut off: it does not end as it began.',
    'Write the file again; JSONL (one video a line) survives being cut.',
  );
}

const API_KINDS: Readonly<Record<string, string>> = {
  channel: 'a list of channels',
  playlist: 'a list of playlists',
  subscription: 'a list of subscriptions',
  activity: "a channel's activity list",
  caption: 'a caption list',
  comment: 'a list of comments',
  commentThread: 'a list of comment threads',
  videoCategory: 'a category list',
  guideCategory: 'a category list',
  channelSection: 'a list of channel sections',
  channelBannerResource: 'the answer to the upload of a channel banner',
  i18nLanguage: 'a list of languages',
  i18nRegion: 'a list of regions',
  member: 'a list of members',
  membershipsLevel: 'a list of membership levels',
  videoAbuseReportReason: 'a list of reasons to report a video',
  videoGetRating: 'a list of own ratings',
};

const OTHER: Readonly<Record<string, string>> = {
  error: 'an error answer of the API: it holds no videos.',
  comment: 'a list of comments, no table of videos.',
  credentials: 'a file with credentials, no table of videos.',
  'watch history': 'a watch history (Google Takeout): what was watched, no figures of videos.',
  'empty list': 'an empty list: it holds no videos.',
  'part of an API answer': 'one part of an API answer, without the id of a video.',
  'yt-dlp dump without a title': 'a yt-dlp dump without id and title of a video.',
  'video without a title': 'an answer of videos.list without titles: it was asked for without part=snippet.',
  'playlistItem without a title':
    'an answer of playlistItems.list without titles: it was asked for without part=snippet.',
  'search result that is a channel or playlist': 'a search for channels or playlists: it holds no videos.',
  video: 'an answer of videos.list without a single item.',
  playlistItem: 'an answer of playlistItems.list without a single item.',
  search: 'an answer of search.list without a single item.',
  'nested too deeply': 'JSON, but no list of videos: it is nested too deeply.',
};

function noVideos(name: string, what: string): Failure {
  const other = OTHER[what];
  if (other !== undefined) return refusal(name, other);
  if (what === 'unknown' || what === 'bare value') {
    return refusal(name, 'JSON, but no list of videos: it has no titles with ids, views or dates.');
  }
  const kind = API_KINDS[what] ?? `an answer about ${plain(what, 40)}`;
  return refusal(name, `${kind} of the YouTube API: it holds no videos.`);
}
