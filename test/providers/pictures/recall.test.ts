import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { ALIKE, likenessOf, likest, SAME, traitsOf } from '../../../src/domain/likeness/likeness.js';
import { pictureTypeOf } from '../../../src/domain/picture-type.js';
import { lookAt } from '../../../src/providers/pictures/look-at.js';

const SHARED = fileURLToPath(new URL('../../../../shared/', import.meta.url));
const THUMBS = `${SHARED}data/thumbs/`;

async function traitsOfBytes(bytes: Uint8Array) {
  const type = pictureTypeOf(bytes) ?? 'image/jpeg';
  return traitsOf((await lookAt({ bytes, type })).pixels);
}
const read = async (id: string, type: string) => ({
  id,
  ...(await traitsOfBytes(readFileSync(`${THUMBS}${id}.${type}`))),
});

describe.skipIf(!existsSync(THUMBS))('real thumbnails (skipped when they are not beside the repository)', () => {
  let jpg: Awaited<ReturnType<typeof read>>[] = [];
  let webp: typeof jpg = [];
  beforeAll(async () => {
    const ids = (type: string) =>
      readdirSync(THUMBS)
        .filter((file) => file.endsWith(`.${type}`))
        .map((file) => file.slice(0, 11));
    jpg = await Promise.all(ids('jpg').map((id) => read(id, 'jpg')));
    webp = await Promise.all(ids('webp').map((id) => read(id, 'webp')));
  });

  it('are found again in another format: recall@1 of at least 0.98', () => {
    const both = webp.filter(({ id }) => jpg.some((one) => one.id === id));
    expect(both.length).toBe(64);
    const hits = both.filter((query) => likest(query, jpg, 1)[0]?.picture.id === query.id).length;
    expect(hits / both.length).toBeGreaterThanOrEqual(0.98);
  });

  it('are the same in another format, and nothing like photographs', async () => {
    for (const { id, ...query } of webp) {
      const own = jpg.find((one) => one.id === id);
      if (own !== undefined) expect(likenessOf(query, own).likeness, id).toBeGreaterThanOrEqual(SAME);
    }
    const photographs = readdirSync(`${SHARED}suites/images/base_images`);
    const unrelated = await Promise.all(
      photographs.map((name) => traitsOfBytes(readFileSync(`${SHARED}suites/images/base_images/${name}`))),
    );
    const pairs = unrelated.flatMap((photograph) => jpg.map((one) => likenessOf(photograph, one).likeness));
    expect(pairs.filter((likeness) => likeness >= ALIKE).length / pairs.length).toBeLessThan(0.005);
  });

  it('of different videos that share their picture come together, all above the rest', () => {
    const pairs = readFileSync(`${THUMBS}near_pairs_dhash.csv`, 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(','))
      .filter(([bits]) => Number(bits) <= 4);
    expect(pairs.length).toBeGreaterThan(2);
    const all = new Map<string, (typeof jpg)[number]>([
      ...jpg.map((one) => [`${one.id}.jpg`, one] as const),
      ...webp.map((one) => [`${one.id}.webp`, one] as const),
    ]);
    for (const [, a = '', b = ''] of pairs) {
      const [first, second] = [all.get(a), all.get(b)];
      if (first === undefined || second === undefined) throw new Error(`no ${a} or ${b}`);
      expect(likenessOf(first, second).likeness, `${a} ${b}`).toBeGreaterThan(0.6);
    }
  });
});

describe.skipIf(!existsSync(`${SHARED}suites/images`))('a photograph and its changes', () => {
  const image = (path: string) => readFileSync(`${SHARED}suites/images/${path}`);
  it('stays like itself when resized or grey, and unlike another', async () => {
    const base = await traitsOfBytes(image('base_images/ukbench00120.jpg'));
    const likeness = async (path: string) => likenessOf(base, await traitsOfBytes(image(path))).likeness;
    expect(await likeness('mixed_images/ukbench00120_resize.jpg')).toBeGreaterThan(0.95);
    expect(await likeness('ukbench00120_gray.jpg')).toBeGreaterThan(0.65);
    expect(await likeness('mixed_images/ukbench09268.jpg')).toBeLessThan(0.4);
  });

  it('that is damaged is refused', async () => {
    await expect(traitsOfBytes(image('mixed_images/ukbench09268_corrupt.jpg'))).rejects.toMatchObject({
      kind: 'usage',
    });
  });
});
