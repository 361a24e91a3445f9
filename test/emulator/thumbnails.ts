import sharp from 'sharp';
import type { Answered, Answerer } from './answerer.js';
import { seededRandom } from './seeded-random.js';

const SIZES: Readonly<Record<string, readonly [number, number]>> = {
  'default.jpg': [120, 90],
  'mqdefault.jpg': [320, 180],
  'hqdefault.jpg': [480, 360],
  'sddefault.jpg': [640, 480],
  'maxresdefault.jpg': [1280, 720],
};

/** The pictures of videos, `vi/ID/hqdefault.jpg`: coloured fields that the id alone decides. Ids that begin with `none` have none. */
export function thumbnailAnswerer(): Answerer {
  const made = new Map<string, Promise<Buffer>>();
  return {
    paths: ['/vi/'],
    answer: async ({ url }): Promise<Answered> => {
      const [, , id = '', name = ''] = url.pathname.split('/');
      const size = SIZES[name];
      if (size === undefined || !/^[\w-]{11}$/.test(id) || id.startsWith('none')) {
        return { status: 404, type: 'text/html; charset=UTF-8', text: '<html><title>404</title></html>' };
      }
      const picture = made.get(url.pathname) ?? paint(id, size);
      made.set(url.pathname, picture);
      return { status: 200, type: 'image/jpeg', bytes: await picture };
    },
  };
}

/** Twelve fields of colour, enlarged without sharp edges. */
function paint(id: string, [width, height]: readonly [number, number]): Promise<Buffer> {
  const random = seededRandom(
    Array.from(id).reduce((sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) % 2 ** 31, 7),
  );
  const fields = Buffer.from(Array.from({ length: 4 * 3 * 3 }, () => Math.floor(random() * 256)));
  return sharp(fields, { raw: { width: 4, height: 3, channels: 3 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .jpeg({ quality: 80 })
    .toBuffer();
}
