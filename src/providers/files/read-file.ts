import { Failure } from '../../errors.js';
import { decoded, encodingOf, peek, type Peeked } from './bytes.js';
import type { ChannelSet } from './channel-set.js';
import { foreign, textKind } from './detect.js';
import { refusal, unreadable } from './refusal.js';
import { RowReader, type ReadOptions } from './row-reader.js';
import { Tally } from './tally.js';

/**
 * Reads one file, whatever its format, into the set of channels.
 * @param name how it is called in messages
 * @returns what a person should know about it, one sentence each
 * @throws Failure `not-found` when it cannot be read or is no table of videos
 */
export async function readFile(
  name: string,
  stream: AsyncIterable<Buffer | string>,
  channels: ChannelSet,
  options: ReadOptions,
): Promise<string[]> {
  const tally = new Tally();
  const reader = new RowReader(tally, channels, options);
  try {
    await readContent(name, stream, reader, channels);
  } catch (error) {
    throw unreadable(name, error);
  }
  reader.close();
  if (tally.rows === 0) throw nothingRead(name, tally);
  return tally.notes();
}

async function readContent(
  name: string,
  stream: AsyncIterable<Buffer | string>,
  reader: RowReader,
  channels: ChannelSet,
): Promise<void> {
  const bytes = await peek(stream);
  await readText(name, bytes, reader, channels);
  if (bytes.cut()) reader.tally.sentences.add('The gzip file is cut off: it was read as far as it goes.');
}

async function readText(name: string, { head, all }: Peeked, reader: RowReader, channels: ChannelSet): Promise<void> {
  const encoding = encodingOf(head);
  const strange = foreign(head, encoding);
  if (strange !== null) throw refusal(name, `${strange.what}.`, strange.hint);
  const start = await firstText(head, encoding);
  const text = decoded(all, encoding, reader.tally);
  switch (textKind(start)) {
    case 'blank':
      throw refusal(name, 'empty: it holds nothing but blanks.');
    case 'html':
      throw refusal(name, 'an HTML page.', 'Give the data behind the page: a CSV, yt-dlp JSON or the API answer.');
    case 'xml':
      return readFeed(name, text, reader, channels);
    case 'json': {
      const { readJson } = await import('./json/json-file.js');
      return readJson(name, text, reader);
    }
    case 'table': {
      const { readTable } = await import('./tables/csv-table.js');
      return readTable(name, start, text, reader);
    }
  }
}

async function firstText(head: Buffer, encoding: ReturnType<typeof encodingOf>): Promise<string> {
  async function* once(): AsyncGenerator<Buffer> {
    yield await Promise.resolve(Buffer.from(head));
  }
  let text = '';
  for await (const piece of decoded(once(), encoding, new Tally())) text += piece;
  return text;
}

/** A feed has 15 entries; a megabyte of XML is something else. */
const LONGEST_FEED = 16_000_000;

async function readFeed(
  name: string,
  text: AsyncIterable<string>,
  reader: RowReader,
  channels: ChannelSet,
): Promise<void> {
  let xml = '';
  for await (const piece of text) {
    xml += piece;
    if (xml.length > LONGEST_FEED) throw refusal(name, 'XML, but no feed of YouTube.');
  }
  const { parseFeed } = await import('../feed-entries.js');
  const { channel, videos } = parsedFeed(name, () => parseFeed(xml));
  const rows = channels.of(channel);
  for (const video of videos) rows.add(video, null);
  reader.tally.rows += videos.length;
}

function parsedFeed<T>(name: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw refusal(name, `no feed that can be read: ${error.message}.`, error.hint, error);
  }
}

function nothingRead(name: string, tally: Tally): Failure {
  if (tally.channelIds > 0) return refusal(name, 'a list of channels: it holds no videos.');
  if (tally.cutRecords + tally.brokenLines > 0) return refusal(name, 'damaged: not one of its records is whole.');
  return refusal(name, 'a table of videos without a single video.');
}
