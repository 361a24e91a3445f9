import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import type { Tally } from './tally.js';

/** Bytes whose first ones are known and can still be read with the rest. */
export interface Peeked {
  /** At least `PEEK` bytes, unless the file is shorter. */
  readonly head: Buffer;
  readonly all: AsyncIterable<Buffer>;
  /** Whether what was read was gzip that ends too early; known when all is read. */
  readonly cut: () => boolean;
}

/** Enough to tell what a file is, and to see the first rows of a table. */
const PEEK = 64 * 1024;

/** Looks at the first bytes of a stream, and through gzip, which is known by its magic bytes. */
export async function peek(stream: AsyncIterable<Buffer | string>): Promise<Peeked> {
  const plain = await peekRaw(buffers(stream));
  if (plain.head[0] !== 0x1f || plain.head[1] !== 0x8b) return plain;
  const unzipped = createGunzip({ chunkSize: 256 * 1024 });
  const source = Readable.from(plain.all);
  source.on('error', (error) => unzipped.destroy(error));
  source.pipe(unzipped);
  let cut = false;
  // What there is of a file that was cut off is read, and said to be cut off.
  async function* asFarAsItGoes(): AsyncGenerator<Buffer> {
    try {
      yield* unzipped as AsyncIterable<Buffer>;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'Z_BUF_ERROR')) throw error;
      cut = true;
    }
  }
  return { ...(await peekRaw(asFarAsItGoes())), cut: () => cut };
}

async function peekRaw(stream: AsyncIterable<Buffer>): Promise<Peeked> {
  const iterator = stream[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  let size = 0;
  while (size < PEEK) {
    const next = await iterator.next();
    if (next.done === true) break;
    first.push(next.value);
    size += next.value.length;
  }
  const head = Buffer.concat(first);
  return { head, all: continued(head, iterator), cut: () => false };
}

async function* continued(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

async function* buffers(stream: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  for await (const piece of stream) yield typeof piece === 'string' ? Buffer.from(piece) : piece;
}

/** How the bytes of a text are to be read. */
export type Encoding = 'utf8' | 'utf16le' | 'utf16be';

/** The encoding by the byte order mark, else by where the zero bytes of the first characters lie, else UTF-8. */
export function encodingOf(head: Buffer): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf16be';
  const start = head.subarray(0, 64);
  const zeros = (odd: 0 | 1): number => start.filter((byte, index) => index % 2 === odd && byte === 0).length;
  const half = start.length / 2;
  if (half >= 2 && zeros(1) > half * 0.7 && zeros(0) === 0) return 'utf16le';
  if (half >= 2 && zeros(0) > half * 0.7 && zeros(1) === 0) return 'utf16be';
  return 'utf8';
}

/** The text of a file piece by piece, without its byte order mark. Bytes that are no characters are counted. */
export async function* decoded(bytes: AsyncIterable<Buffer>, encoding: Encoding, tally: Tally): AsyncGenerator<string> {
  const decoder = new StringDecoder(encoding === 'utf8' ? 'utf8' : 'utf16le');
  let first = true;
  let odd: Buffer = Buffer.alloc(0);
  for await (const piece of bytes) {
    let whole = piece;
    if (encoding === 'utf16be') {
      const joined = Buffer.concat([odd, piece]);
      const even = joined.length - (joined.length % 2);
      odd = joined.subarray(even);
      whole = joined.subarray(0, even).swap16();
    }
    const text = decoder.write(whole);
    tally.damagedCharacters += damaged(text);
    yield first && text.startsWith('\ufeff') ? text.slice(1) : text;
    if (text !== '') first = false;
  }
  // What is left is a character cut off at the end of the file, which belongs to a record that is cut off too.
  yield decoder.end();
}

function damaged(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) count += 1;
  return count;
}
