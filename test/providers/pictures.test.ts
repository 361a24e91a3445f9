import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { bombPicture, madeUpPicture, noisePicture } from '../emulator/made-up-pictures.js';
import { PICTURE_TYPES, pictureTypeOf } from '../../src/domain/picture-type.js';
import { finishPicture } from '../../src/providers/pictures/finish-picture.js';
import { referencePicture } from '../../src/providers/pictures/reference-picture.js';
import type { Picture } from '../../src/providers/ports.js';
import { failureOf } from './emulated.js';

function sniffed(bytes: Uint8Array): Picture {
  const type = pictureTypeOf(bytes);
  if (type === null) throw new Error('no picture');
  return { bytes, type };
}

describe('the type of a picture', () => {
  it.each(['png', 'jpeg', 'webp', 'gif', 'avif'] as const)(
    'is %s by its first bytes, as sharp writes it',
    async (format) => {
      const bytes = await sharp(await madeUpPicture(1, 40, 30))
        .toFormat(format)
        .toBuffer();
      expect(pictureTypeOf(bytes)).toBe(`image/${format}`);
    },
  );

  it.each([
    ['nothing', ''],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['XML', '<?xml version="1.0"?><svg/>'],
    ['HTML', '<!doctype html>'],
    ['JSON', '{"error": 1}'],
    ['PDF', '%PDF-1.7'],
    ['a cut signature', '\x89PNG'],
    ['BMP', 'BM\x00\x00'],
    ['TIFF', 'II*\x00'],
    ['an MP4', '\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom'],
    ['HEIC', '\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic'],
    ['a RIFF that is a sound', 'RIFF\x00\x00\x00\x00WAVE'],
  ])('is none for %s', (_, letters) => {
    expect(pictureTypeOf(Buffer.from(letters, 'latin1'))).toBeNull();
  });

  it('is found or not for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect([null, ...PICTURE_TYPES]).toContain(pictureTypeOf(bytes));
      }),
    );
  });
});

describe('a finished picture', () => {
  it.each([
    [1344, 768],
    [1280, 720],
    [300, 900],
    [1, 1],
    [1, 4000],
    [5000, 40],
  ])('of %i by %i is 1280 by 720, an opaque PNG', async (width, height) => {
    const { png } = await finishPicture(sniffed(await madeUpPicture(3, width, height)));
    expect(await sharp(png).metadata()).toMatchObject({
      format: 'png',
      width: 1280,
      height: 720,
      channels: 3,
      hasAlpha: false,
    });
  });

  it.each([
    ['a CMYK JPEG', (from: Sharp) => from.toColourspace('cmyk').jpeg()],
    ['a PNG of 16 bits', (from: Sharp) => from.toColourspace('rgb16').png()],
    ['a PNG with a palette', (from: Sharp) => from.png({ palette: true, colours: 8 })],
    ['a grey PNG of 16 bits', (from: Sharp) => from.toColourspace('grey16').png()],
    ['a grey PNG that one can see through', (from: Sharp) => from.greyscale().ensureAlpha(0.5).png()],
    ['a JPEG that loads in steps', (from: Sharp) => from.jpeg({ progressive: true })],
  ] as const)('is made of %s, too', async (_, as) => {
    const { png } = await finishPicture(sniffed(await as(sharp(await madeUpPicture(3))).toBuffer()));
    expect(await sharp(png).metadata()).toMatchObject({ channels: 3, depth: 'uchar', space: 'srgb', hasAlpha: false });
  });

  it('is of an animation its first picture', async () => {
    const frames = [
      await madeUpPicture(3, 160, 90),
      await sharp(await madeUpPicture(3, 160, 90))
        .negate()
        .toBuffer(),
    ];
    const moving = await sharp(frames, { join: { animated: true } })
      .webp({ lossless: true })
      .toBuffer();
    const mean = async (picture: Uint8Array) => {
      const { png } = await finishPicture(sniffed(picture));
      return (await sharp(png).stats()).channels.map((channel) => Math.round(channel.mean));
    };
    expect(await mean(moving)).toEqual(await mean(frames[0] ?? Buffer.alloc(0)));
  });

  it('is cut around the middle, and not squeezed', async () => {
    // Green in the middle third of its height, red above and below: only green is left.
    const bands = Buffer.from([...[255, 0, 0], ...[255, 0, 0], ...[0, 255, 0], ...[255, 0, 0], ...[255, 0, 0]]);
    const tall = await sharp(bands, { raw: { width: 1, height: 5, channels: 3 } })
      .resize(640, 3200, { kernel: 'nearest', fit: 'fill' })
      .png()
      .toBuffer();
    const { png } = await finishPicture(sniffed(tall));
    const { channels } = await sharp(png).stats();
    expect(channels.map(({ mean }) => Math.round(mean))).toEqual([0, 255, 0]);
  });

  it('stands upright and has lost EXIF, ICC and XMP', async () => {
    const bytes = await sharp(await madeUpPicture(5, 720, 1280))
      .withIccProfile('p3')
      .withExif({ IFD0: { Copyright: 'CANARY', Model: 'CANARY' }, IFD3: { GPSLatitude: '48/1 0/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect((await sharp(bytes).metadata()).orientation).toBe(6);
    const { png } = await finishPicture(sniffed(bytes));
    const { exif, icc, xmp, orientation } = await sharp(png).metadata();
    expect([exif, icc, xmp, orientation]).toEqual([undefined, undefined, undefined, undefined]);
    expect(Buffer.from(png).includes('CANARY')).toBe(false);
    const reference = await referencePicture(sniffed(bytes));
    expect(Buffer.from(reference.bytes).includes('CANARY')).toBe(false);
    expect(await sharp(reference.bytes).metadata()).toMatchObject({ width: 1280, height: 720 });
  });

  it('has a JPEG of at most 2 MB beside it when it has more itself', async () => {
    const { png, jpeg } = await finishPicture(sniffed(await noisePicture(1)));
    expect(png.byteLength).toBeGreaterThan(2_000_000);
    expect(jpeg?.byteLength).toBeLessThanOrEqual(2_000_000);
    expect(await sharp(jpeg ?? Buffer.alloc(0)).metadata()).toMatchObject({ format: 'jpeg', width: 1280, height: 720 });
    expect((await finishPicture(sniffed(await madeUpPicture(1)))).jpeg).toBeNull();
  });

  it('is the same for the same picture', async () => {
    const picture = sniffed(await madeUpPicture(11));
    expect((await finishPicture(picture)).png).toEqual((await finishPicture(picture)).png);
  });
});

describe('a picture to start from', () => {
  it('is small enough to travel inside a request, whatever it was', async () => {
    for (const bytes of [await madeUpPicture(1, 40, 30), await noisePicture(2, 3000, 2000)]) {
      const { bytes: small, type } = await referencePicture(sniffed(bytes));
      expect(type).toBe('image/jpeg');
      expect(small.byteLength).toBeLessThanOrEqual(190_000);
    }
  });
});

describe('what is no usable picture', () => {
  it.each([
    ['a type that it is not', async () => ({ bytes: await madeUpPicture(1, 9, 9), type: 'image/jpeg' as const })],
    [
      'SVG said to be PNG',
      () => ({
        bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
        type: 'image/png' as const,
      }),
    ],
    ['a signature alone', () => sniffed(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))],
    ['more than 20 MB', async () => sniffed(Buffer.concat([await madeUpPicture(1, 9, 9), Buffer.alloc(20_000_001)]))],
    ['half a picture', async () => sniffed((await madeUpPicture(1)).subarray(0, 2_000))],
    [
      'an AVIF box with nothing in it',
      () => sniffed(Buffer.from('\x00\x00\x00\x18ftypavif\x00\x00\x00\x00avifmif1', 'latin1')),
    ],
  ])('is refused in a sentence: %s', async (_, make) => {
    const picture = await make();
    for (const use of [finishPicture, referencePicture]) {
      const failure = await failureOf(use(picture));
      expect(failure.kind).toBe('usage');
      expect(failure.message).not.toContain('\n');
    }
  });

  it('never crashes on damaged bytes', async () => {
    const good = await sharp(await madeUpPicture(2, 64, 36))
      .jpeg()
      .toBuffer();
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.uint8Array({ minLength: 1, maxLength: 8 }), async (at, noise) => {
        const bytes = Buffer.from(good);
        bytes.set(noise.slice(0, bytes.length - at), at);
        const type = pictureTypeOf(bytes);
        if (type === null) return;
        await finishPicture({ bytes, type }).then(
          ({ png }) => {
            expect(png.byteLength).toBeGreaterThan(0);
          },
          (error: unknown) => {
            expect(error).toMatchObject({ kind: 'usage' });
          },
        );
      }),
      { numRuns: 40 },
    );
  });

  it('a bomb of 900 million pixels ends within 2 s and 64 MB', async () => {
    const bytes = await bombPicture();
    expect(bytes.byteLength).toBeLessThan(200_000);
    const before = process.resourceUsage().maxRSS;
    const begun = performance.now();
    for (const use of [finishPicture, referencePicture]) {
      expect((await failureOf(use(sniffed(bytes)))).message).toContain('40 million pixels');
    }
    expect(performance.now() - begun).toBeLessThan(2_000);
    // The largest it ever was, in kB: what was taken and given back counts too.
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(64_000);
  });

  it('one pixel row more than 40 million is too many, as far as its header goes', async () => {
    // sharp by itself would take six times as many. After the bomb, whose memory is counted from the most there ever was.
    const grey = (height: number) =>
      sharp({ create: { width: 8000, height, channels: 3, background: '#777' } })
        .png()
        .toBuffer();
    const failure = await failureOf(finishPicture(sniffed(await grey(5001))));
    expect([failure.kind, failure.message]).toEqual(['usage', expect.stringContaining('40 million pixels')]);
    expect((await finishPicture(sniffed(await grey(5000)))).jpeg).toBeNull();
  });
});
