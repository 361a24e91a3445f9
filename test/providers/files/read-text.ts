import { Readable } from 'node:stream';
import type { VideoRequest } from '../../../src/providers/ports.js';
import { made, type ReadChannel } from '../channel-of.js';
import { fileSource } from '../../../src/providers/files/file-source.js';

export const ALL: VideoRequest = { subject: null, limit: null, since: null, until: null };
export const NOW = Date.UTC(2026, 10, 21);

/** What the file source makes of some text or bytes given on stdin. */
export async function readText(
  content: string | Buffer,
  request: Partial<VideoRequest> = {},
  descriptions = false,
): Promise<readonly ReadChannel[]> {
  const source = fileSource({
    paths: ['-'],
    openStdin: () => Readable.from(content.length === 0 ? [] : [Buffer.from(content)]),
    now: () => NOW,
    descriptions,
  });
  const channels = await source.read({ ...ALL, ...request });
  return channels.map(made);
}

/** The only channel that the text holds. */
export async function readOne(content: string | Buffer, descriptions = false): Promise<ReadChannel> {
  const channels = await readText(content, {}, descriptions);
  const [only] = channels;
  if (channels.length !== 1 || only === undefined) throw new Error(`${channels.length} channels`);
  return only;
}
