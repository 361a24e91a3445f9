import { XMLParser } from 'fast-xml-parser';
import type { Channel, Video } from '../domain/video.js';
import { Failure } from '../errors.js';

/** What a feed says: its channel and, in its own order, at most 15 of its videos. */
export interface FeedEntries {
  readonly channel: Channel;
  readonly videos: readonly Video[];
}

type Node = Readonly<Record<string, unknown>>;

const VIDEO_ID = /^[\w-]{11}$/;
const CHANNEL_ID = /^UC[\w-]{22}$/;

/**
 * Reads YouTube's Atom feed (`feeds/videos.xml`). Likes are `starRating@count`, views `statistics@views`; comments,
 * durations, tags and live are not in it. The same function serves the network feed and a saved one.
 * @param xml the whole document; blank lines before the declaration are tolerated, as real feeds have them
 * @throws Failure `provider` when it is no XML, no feed of YouTube, or one of the old GData API
 */
export function parseFeed(xml: string): FeedEntries {
  const feed = child(parseXml(xml), 'feed');
  if (feed === null) {
    throw new Failure('provider', 'the document is no Atom feed of YouTube', 'Check the address or the file.');
  }
  if ((text(feed['@xmlns:yt']) ?? '').includes('gdata.youtube.com')) {
    throw new Failure(
      'provider',
      'the feed is one of the old GData API, which YouTube ended in 2015',
      'Use the feed at youtube.com/feeds/videos.xml?channel_id=UC….',
    );
  }
  if (feed['@xmlns:yt'] === undefined) {
    throw new Failure('provider', 'the feed is no feed of YouTube', 'Check the address or the file.');
  }
  const entries = list(feed.entry);
  return { channel: channelOf(feed, entries), videos: entries.map(videoOf) };
}

function parseXml(xml: string): Node {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    parseAttributeValue: false,
    htmlEntities: true, // without it numeric references such as &#39; stay as they are
  });
  try {
    return asNode(parser.parse(xml.trim())) ?? {};
  } catch (cause) {
    throw new Failure('provider', 'the feed is damaged: it is no readable XML', 'Try again later.', { cause });
  }
}

function channelOf(feed: Node, entries: readonly Node[]): Channel {
  const ids = [feed, ...entries].map((node) => channelId(text(node['yt:channelId'])));
  const author = child(feed, 'author');
  return {
    id: ids.find((id) => id !== null) ?? null,
    title: text(feed.title) ?? (author === null ? null : text(author.name)),
    handle: null,
    subscribers: null,
  };
}

// The feed's own element lacks the "UC" that those of its entries have.
function channelId(value: string | null): string | null {
  const id = value !== null && value.length === 22 ? `UC${value}` : value;
  return id !== null && CHANNEL_ID.test(id) ? id : null;
}

function videoOf(entry: Node): Video {
  const group = child(entry, 'media:group') ?? {};
  const community = child(group, 'media:community') ?? {};
  const id = text(entry['yt:videoId']);
  const published = Date.parse(text(entry.published) ?? '');
  return {
    id: id !== null && VIDEO_ID.test(id) ? id : null,
    title: text(entry.title) ?? text(group['media:title']),
    description: text(group['media:description']),
    tags: [],
    publishedAt: Number.isNaN(published) ? null : published,
    durationSeconds: null,
    views: count(child(community, 'media:statistics')?.['@views']),
    likes: count(child(community, 'media:starRating')?.['@count']),
    comments: null,
    live: null,
    shortLink: list(entry.link).some((link) => (text(link['@href']) ?? '').includes('/shorts/')) ? true : null,
  };
}

function count(value: unknown): number | null {
  const digits = text(value);
  return digits !== null && /^\d{1,15}$/.test(digits) ? Number(digits) : null;
}

/** The text of an element, which the parser gives bare, or under `#text` when the element has attributes. */
function text(value: unknown): string | null {
  const bare = asNode(value)?.['#text'] ?? value;
  return typeof bare === 'string' && bare !== '' ? bare : null;
}

function child(node: Node, name: string): Node | null {
  return list(node[name])[0] ?? null;
}

function list(value: unknown): Node[] {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.map(asNode).filter((node) => node !== null);
}

function asNode(value: unknown): Node | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : null;
}
