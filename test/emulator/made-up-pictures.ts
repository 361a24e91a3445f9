import { once } from 'node:events';
import { crc32, createDeflate } from 'node:zlib';
import sharp from 'sharp';
import { seededRandom } from './seeded-random.js';

/** A picture that the seed alone decides: soft fields of colour, as PNG. */
export function madeUpPicture(seed: number, width = 1344, height = 768): Promise<Buffer> {
  const random = seededRandom(seed);
  const fields = Buffer.from(Array.from({ length: 4 * 3 * 3 }, () => Math.floor(random() * 256)));
  return sharp(fields, { raw: { width: 4, height: 3, channels: 3 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

/** Noise, which no PNG makes small: what a photograph of a lawn is like. */
export function noisePicture(seed: number, width = 1280, height = 720): Promise<Buffer> {
  const random = seededRandom(seed);
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at++) pixels[at] = Math.floor(random() * 256);
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

/** A sound PNG of so many black dots a side: 30,000 of them are 110 kB as a file, and 900 million pixels. */
export async function bombPicture(side = 30_000): Promise<Buffer> {
  const deflate = createDeflate({ level: 9 });
  const packed: Buffer[] = [];
  deflate.on('data', (piece: Buffer) => packed.push(piece));
  const row = Buffer.alloc(1 + Math.ceil(side / 8));
  const rows = Buffer.alloc(row.length * 100);
  for (let done = 0; done < side; done += 100) {
    if (!deflate.write(rows.subarray(0, Math.min(100, side - done) * row.length))) await once(deflate, 'drain');
  }
  deflate.end();
  await once(deflate, 'end');
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // One bit of grey a pixel, no filter, not interlaced.
  header.set([1, 0, 0, 0, 0], 8);
  const parts = [chunk('IHDR', header), chunk('IDAT', Buffer.concat(packed)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]);
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
