import { crc32 } from 'node:zlib';
import type { Figures } from '../../domain/watch/look.js';

/** Raised when figures come to be written in another way. */
const VERSION = 1;
const CRC_BYTES = 4;
const COUNTED = ['views', 'likes', 'comments'] as const;

/**
 * The figures of one look as bytes: for each video, by rising number, how much its number lies above the one before and
 * its three counts plus one (0 stands for unknown), all as varints; last a checksum over these and over whose they are.
 * Eight bytes of a usual video instead of twenty-four of a row.
 * @param label whose figures they are; what is read under another label is damaged
 * @throws RangeError for a number or a count that is no whole number from 0
 */
export function figuresBlob(figures: ReadonlyMap<number, Figures>, label: string): Buffer {
  const bytes: number[] = [VERSION];
  writeVarint(bytes, figures.size);
  let before = -1;
  for (const [number, counts] of [...figures].sort(([a], [b]) => a - b)) {
    writeVarint(bytes, number - before - 1);
    for (const counted of COUNTED) writeVarint(bytes, (counts[counted] ?? -1) + 1);
    before = number;
  }
  const body = Buffer.from(bytes);
  const sum = Buffer.alloc(CRC_BYTES);
  sum.writeUInt32LE(checksum(body, label));
  return Buffer.concat([body, sum]);
}

/** The figures that some bytes stand for; null when they are damaged, or of another label. */
export function readFigures(blob: Uint8Array, label: string): ReadonlyMap<number, Figures> | null {
  const whole = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
  const body = whole.subarray(0, -CRC_BYTES);
  // Bytes that bear their checksum were written above, and so can be read.
  if (body.length < 2 || whole.readUInt32LE(body.length) !== checksum(body, label) || body[0] !== VERSION) return null;
  const place = { at: 1 };
  const size = readVarint(body, place);
  const figures = new Map<number, Figures>();
  let number = -1;
  for (let read = 0; read < size; read += 1) {
    number += readVarint(body, place) + 1;
    const [views = 0, likes = 0, comments = 0] = COUNTED.map(() => readVarint(body, place) - 1);
    figures.set(number, { views: known(views), likes: known(likes), comments: known(comments) });
  }
  return figures;
}

const known = (count: number): number | null => (count < 0 ? null : count);

function checksum(body: Buffer, label: string): number {
  return crc32(body, crc32(label));
}

/** Seven bits a byte, the lowest first. By division: counts go beyond 32 bits. */
function writeVarint(bytes: number[], value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`no count: ${value}`);
  let left = value;
  while (left >= 128) {
    bytes.push((left % 128) + 128);
    left = Math.floor(left / 128);
  }
  bytes.push(left);
}

function readVarint(bytes: Buffer, place: { at: number }): number {
  let [value, scale] = [0, 1];
  for (;;) {
    const byte = bytes[place.at++] ?? 0;
    value += (byte % 128) * scale;
    if (byte < 128) return value;
    scale *= 128;
  }
}
