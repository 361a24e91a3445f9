// How surely a picture is found again among others, by hash and colours, and how long a search takes:
// `npm run bench:likeness`. The hash based on the cosine transform stands beside ours for comparison.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { fromSource } from './from-source.mjs';

const SHARED = fileURLToPath(new URL('../../shared/', import.meta.url));
const [THUMBS, IMAGES] = [`${SHARED}data/thumbs/`, `${SHARED}suites/images/`];
const BUDGET = { recall: 0.98, searched: 10_000, ms: 20 };
if (!existsSync(THUMBS) || !existsSync(IMAGES)) {
  console.log('The real pictures are not beside the repository: nothing to measure.');
  process.exit(0);
}

const { lookAt } = await fromSource('./src/providers/pictures/look-at.ts');
const { ALIKE, SAME, traitsOf, likest, likenessOf } = await fromSource('./src/domain/likeness/likeness.ts');
const { lumaOf } = await fromSource('./src/domain/likeness/pixels.ts');
const { pictureTypeOf } = await fromSource('./src/domain/picture-type.ts');

/** The 63 lowest waves of the cosine transform after the constant one, each above or below their median. */
function cosineHash({ pixels }) {
  const [luma, side] = [lumaOf(pixels), pixels.width];
  const wave = (u, x) => Math.cos(((2 * x + 1) * u * Math.PI) / (2 * side));
  const waves = Array.from({ length: 8 }, (_, u) => Array.from({ length: side }, (_, x) => wave(u, x)));
  const rows = Array.from({ length: side }, (_, y) =>
    waves.map((one) => one.reduce((sum, value, x) => sum + value * luma[y * side + x], 0)),
  );
  const found = waves.flatMap((one) => waves.map((_, u) => rows.reduce((sum, row, y) => sum + one[y] * row[u], 0)));
  const median = found.slice(1).toSorted((a, b) => a - b)[31];
  const hash = new Uint8Array(8);
  found.forEach((value, bit) => {
    if (bit > 0 && value > median) hash[bit >> 3] |= 1 << (bit & 7);
  });
  return hash;
}

async function look(bytes) {
  const looked = await lookAt({ bytes, type: pictureTypeOf(bytes) });
  const traits = traitsOf(looked.pixels);
  return { ...traits, cosine: { ...traits, dhash: cosineHash(looked) } };
}

const same = (one) => one;
const EVERY = {
  'difference hash and colours': { by: same, order: (found) => found.likeness },
  'difference hash alone': { by: same, order: (found) => -found.hashDistance },
  'cosine hash and colours': { by: ({ cosine }) => cosine, order: (found) => found.likeness },
  'cosine hash alone': { by: ({ cosine }) => cosine, order: (found) => -found.hashDistance },
  'colours alone': { by: same, order: (found) => -found.colourDistance },
};

/** How often the right picture comes first; an equal one of another name counts as a miss unless it is the same picture. */
function recall(queries, kept, { by, order }) {
  const hits = queries.filter(({ name, traits }) => {
    const scores = kept.map((one) => order(likenessOf(by(traits), by(one.traits))));
    const own = scores[kept.findIndex((one) => one.name === name)];
    return scores.every((score, at) => score < own || kept[at].name === name);
  });
  return hits.length / queries.length;
}

const ids = [...new Set(readdirSync(THUMBS).flatMap((file) => /^(.+)\.(?:jpg|webp)$/.exec(file)?.[1] ?? []))];
const fileOf = (id, type) => (existsSync(`${THUMBS}${id}.${type}`) ? readFileSync(`${THUMBS}${id}.${type}`) : null);
const kept = [];
for (const name of ids) kept.push({ name, traits: await look(fileOf(name, 'jpg') ?? fileOf(name, 'webp')) });

const cropped = async (bytes, share) => {
  const { width, height } = await sharp(bytes).metadata();
  const [w, h] = [width, height].map((side) => Math.round(side * (1 - share)));
  return sharp(bytes)
    .extract({ left: (width - w) >> 1, top: (height - h) >> 1, width: w, height: h })
    .png()
    .toBuffer();
};
const half = async (bytes) => {
  const { width } = await sharp(bytes).metadata();
  return sharp(bytes)
    .resize(width >> 1)
    .png()
    .toBuffer();
};
const barred = (bytes) =>
  sharp(bytes)
    .resize(480, 270, { fit: 'cover' })
    .extend({ top: 45, bottom: 45, background: '#000' })
    .jpeg({ quality: 80 })
    .toBuffer();
const CHANGES = {
  'jpg → webp': null,
  'half the size': half,
  'JPEG of quality 40': (bytes) => sharp(bytes).jpeg({ quality: 40 }).toBuffer(),
  'cropped by 10 %': (bytes) => cropped(bytes, 0.1),
  'between black bars (4:3)': barred,
};

const quantile = (values, share) => values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))];
const spread = (values) =>
  [0, 0.05, 0.5, 0.95, 0.99, 1].map((share) => quantile(values, share).toFixed(2)).join(' / ') +
  `; ${values.filter((value) => value >= ALIKE).length} of ${values.length} at ${ALIKE} or more, ${values.filter((value) => value >= SAME).length} at ${SAME}`;
console.log('Likeness as least / 5 % / median / 95 % / 99 % / most.');

let failed = false;
for (const [change, make] of Object.entries(CHANGES)) {
  const queries = [];
  for (const name of ids) {
    const [jpg, webp] = [fileOf(name, 'jpg'), fileOf(name, 'webp')];
    if (make === null && (jpg === null || webp === null)) continue;
    queries.push({ name, traits: await look(make === null ? webp : await make(jpg ?? webp)) });
  }
  console.log(`\n${change}: ${queries.length} pictures, recall@1 among ${kept.length}`);
  for (const [way, how] of Object.entries(EVERY)) {
    console.log(`  ${recall(queries, kept, how).toFixed(3)}  ${way}`);
  }
  const own = queries.map(({ name, traits }) => likenessOf(traits, kept.find((one) => one.name === name).traits));
  console.log(`  likeness with the right one ${spread(own.map(({ likeness }) => likeness))}`);
  if (make === null && recall(queries, kept, EVERY['difference hash and colours']) < BUDGET.recall) failed = true;
}

const pairs = (some, others) => some.flatMap((a) => others(a).map((b) => likenessOf(a.traits, b.traits).likeness));
const after = (all) => (one) => all.slice(all.indexOf(one) + 1);
const suite = async (path) => ({
  name: path.slice(path.lastIndexOf('/') + 1),
  traits: await look(readFileSync(IMAGES + path)),
});
const base = [];
for (const file of readdirSync(`${IMAGES}base_images`)) base.push(await suite(`base_images/${file}`));
console.log('\nPairs that have nothing in common but, for thumbnails, the channel:');
console.log(`  different thumbnails ${spread(pairs(kept, after(kept)))}`);
console.log(`  thumbnail and photograph ${spread(pairs(kept, () => base))}`);
console.log(`  different photographs ${spread(pairs(base, after(base)))}`);

console.log(
  `\nA changed photograph among ${base.length} (suites/images): likeness, bits of 64, colours apart, its place`,
);
for (const file of [
  'ukbench00120_gray.jpg',
  ...readdirSync(`${IMAGES}mixed_images`).map((name) => `mixed_images/${name}`),
]) {
  try {
    const { traits } = await suite(file);
    const own = base.find(({ name }) => name.startsWith(/ukbench\d+/.exec(file)[0]));
    const { likeness, hashDistance, colourDistance } = likenessOf(own.traits, traits);
    const better = base.filter((one) => likenessOf(one.traits, traits).likeness > likeness).length;
    console.log(
      `  ${likeness.toFixed(2)}  ${String(hashDistance).padStart(2)}  ${colourDistance.toFixed(2)}  ${better + 1}  ${file}`,
    );
  } catch (error) {
    console.log(`  ${file}: ${error.message}`);
  }
}

const many = Array.from({ length: BUDGET.searched }, (_, at) => {
  const { dhash, histogram } = kept[at % kept.length].traits;
  return { dhash: dhash.map((byte, place) => byte ^ (at >> place)), histogram };
});
const times = Array.from({ length: 50 }, (_, at) => {
  const started = performance.now();
  likest(kept[at % kept.length].traits, many, 20);
  return performance.now() - started;
});
const ms = quantile(times, 0.5);
console.log(
  `\n${BUDGET.searched} pictures searched in ${ms.toFixed(1)} ms (median of 50), ${(ms / BUDGET.ms).toFixed(2)} of the budget of ${BUDGET.ms} ms; slowest ${Math.max(...times).toFixed(1)} ms`,
);
if (ms > BUDGET.ms) failed = true;
process.exitCode = failed ? 1 : 0;
