// Which method names the videos that stand out: `npm run bench:outliers`.
// First on made-up channels, where it is known which do: F1, and how many named wrongly are younger than a week. Then on
// real channels seen twice, a week apart: what share of those named in either look is named in both (Jaccard). The rules
// of the robust method were chosen on one half of the channels; the other half is the one to quote.
import { createHash } from 'node:crypto';
import { twoLooks } from './channel-files.mjs';
import { fromSource } from './from-source.mjs';

const CHANNELS = 120;
const VIDEOS = 50;
const PLANTED = 3;
const BUDGET = { stability: 0.85 };
const DAY_MS = 86_400_000;
const AS_OF = Date.UTC(2026, 10, 20);

const { analyse } = await fromSource('src/domain/analysis.ts');
const { analyseRobustly } = await fromSource('src/domain/robust/robust-analysis.ts');
const { comparableByFormat } = await fromSource('src/domain/robust/comparable.ts');
const { localResiduals } = await fromSource('src/domain/robust/local-baseline.ts');
const { ownSpreadOf } = await fromSource('src/domain/robust/robust-scale.ts');
const { growthCurveOf, logShare } = await fromSource('src/domain/robust/growth-curve.ts');
const { seededRandom } = await fromSource('src/domain/seeded-random.ts');
const { finish } = await fromSource('src/domain/steps.ts');

const sum = (values) => values.reduce((total, value) => total + value, 0);
const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};
const above = (limitOf, times) => (videos) => {
  const limit = times * limitOf(videos.map(({ views }) => views));
  return videos.filter(({ views }) => views > limit).map(({ id }) => ({ id, outlier: 'high' }));
};
const judgedBy = (method) => (videos, asOf) =>
  [...finish(method(videos, asOf)).videos].filter(({ outlier }) => outlier !== null);

/** Each names videos of a channel as outliers; the plain two know no low ones. */
const METHODS = {
  smartscore: judgedBy(analyse),
  '2 × mean': above((views) => sum(views) / views.length, 2),
  '3 × median': above(median, 3),
  robust: judgedBy(analyseRobustly),
};

/**
 * A channel with a rhythm and a level of its own that drifts, two in five with Shorts on another level; views spread
 * log-normally, or with the heavy tails of Student's t of 3; three of 50 have 4 to 20 times the views they would have had.
 */
function madeUp(roll, { spread, heavy }) {
  const normal = () => Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll());
  const noise = () => (heavy ? normal() / Math.sqrt((normal() ** 2 + normal() ** 2 + normal() ** 2) / 3) : normal());
  const between = (low, high) => low + roll() * (high - low);
  const gap = Math.exp(between(0, Math.log(10)));
  const [own, shorter, shorts] = [spread * Math.exp(0.3 * normal()), normal(), roll() < 0.4 ? 0.5 : 0];
  const planted = new Set();
  while (planted.size < PLANTED) planted.add(Math.floor(roll() * VIDEOS));
  let [age, level] = [between(0.1, gap + 0.1), 9 + 1.5 * normal()];
  return Array.from({ length: VIDEOS }, (_, at) => {
    const format = roll() < shorts ? 'short' : 'long';
    // Videos do not all grow alike.
    const grown = logShare(growthCurveOf(format), age) * Math.exp(0.2 * normal());
    const extra = planted.has(at) ? between(Math.log(4), Math.log(20)) : 0;
    const views = Math.floor(Math.exp(level + (format === 'short' ? shorter : 0) + own * noise() + extra + grown));
    const likes = Math.floor(views * 0.045 * Math.exp(0.4 * normal()));
    const video = {
      ...{ id: String(at), title: null, description: null, tags: [], live: false, shortLink: null, planted: extra > 0 },
      ...{ publishedAt: AS_OF - age * DAY_MS, durationSeconds: format === 'short' ? 40 : 600 },
      ...{ views, likes, comments: Math.floor(likes / 9) },
    };
    level += 0.04 * normal();
    age += -gap * Math.log(1 - roll());
    return video;
  });
}

const KINDS = {
  'log-normal views, spread 0.5': { spread: 0.5, heavy: false },
  'log-normal views, spread 0.8 (about that of real channels)': { spread: 0.8, heavy: false },
  'heavy tails, spread 0.4': { spread: 0.4, heavy: true },
  'heavy tails, spread 0.6': { spread: 0.6, heavy: true },
};
console.log(
  `Made-up channels: ${CHANNELS} of ${VIDEOS} videos each, ${PLANTED} planted high outliers of 4 to 20 times`,
);
for (const [kind, how] of Object.entries(KINDS)) {
  const roll = seededRandom(1);
  const channels = Array.from({ length: CHANNELS }, () => madeUp(roll, how));
  console.log(`\n${kind}\n   F1  found  wrongly  of them younger than 7 days`);
  for (const [name, method] of Object.entries(METHODS)) {
    let [found, wrong, young] = [0, 0, 0];
    for (const videos of channels) {
      for (const { id, outlier } of method(videos, AS_OF)) {
        if (outlier !== 'high') continue;
        const { planted, publishedAt } = videos[Number(id)];
        if (planted) found += 1;
        else wrong += 1;
        if (!planted && AS_OF - publishedAt < 7 * DAY_MS) young += 1;
      }
    }
    const f1 = (2 * found) / (found + wrong + CHANNELS * PLANTED);
    const cell = (value, width) => String(value).padStart(width);
    console.log(`${f1.toFixed(3)} ${cell(found, 6)} ${cell(wrong, 8)} ${cell(young, 6)}  ${name}`);
  }
}

/** The newest 50 videos of a channel among those that are in both looks, as each look saw them. */
const pairs = (await twoLooks()).flatMap(({ id, earlier, later }) => {
  const both = new Set(earlier.videos.filter(({ views }) => views !== null).map((video) => video.id));
  const after = later.videos.filter((video) => both.has(video.id)).slice(0, VIDEOS);
  const common = new Set(after.map((video) => video.id));
  const before = earlier.videos.filter((video) => common.has(video.id));
  if (after.length < 20) return [];
  const half = Number.parseInt(createHash('md5').update(id).digest('hex').slice(-1), 16) % 2;
  return [{ half, before: { ...earlier, videos: before }, after: { ...later, videos: after } }];
});
const videos = sum(pairs.map(({ after }) => after.videos.length));
console.log(`\nReal channels: ${pairs.length} with 20 or more of ${videos} videos in both looks`);
/** The scale of each format with 8 or more, by its own residuals alone. */
const scales = ({ videos: some, at }) =>
  new Map(
    finish(comparableByFormat(some, at))
      .filter(({ levels }) => levels.length >= 8)
      .map(({ format, levels }) => [format, ownSpreadOf(finish(localResiduals(levels))).scale]),
  );
const [own, jumps] = [[], []];
for (const { before, after } of pairs) {
  const then = scales(after);
  for (const [format, scale] of scales(before)) {
    own.push(Math.log(scale));
    if (then.has(format)) jumps.push(Math.abs(Math.log(then.get(format) / scale)));
  }
}
const tenth = jumps.toSorted((a, b) => b - a)[Math.floor(jumps.length / 10)];
console.log(
  `Own scales of ${own.length} formats: geometric mean ${Math.exp(sum(own) / own.length).toFixed(2)}; within the week a tenth of them changed by ${(100 * Math.expm1(tenth)).toFixed(0)} % or more`,
);
const named = (method, { videos: some, at }) => {
  const rows = method(some, at);
  return new Map(rows.map((row) => [row.id, row]));
};
let stability = 0;
const HALVES = [
  ['tuned on', 0],
  ['reported', 1],
];
for (const [name, method] of Object.entries(METHODS)) {
  for (const [half, which] of HALVES) {
    let [before, both, either, high, settledBoth, settledEither] = [0, 0, 0, 0, 0, 0];
    for (const pair of pairs.filter((one) => one.half === which)) {
      const [first, second] = [named(method, pair.before), named(method, pair.after)];
      const old = new Set(
        pair.before.videos.filter((video) => pair.before.at - video.publishedAt >= 14 * DAY_MS).map(({ id }) => id),
      );
      before += first.size;
      high += [...first.values()].filter(({ outlier }) => outlier === 'high').length;
      for (const id of new Set([...first.keys(), ...second.keys()])) {
        const same = first.has(id) && second.has(id);
        either += 1;
        if (same) both += 1;
        if (old.has(id)) settledEither += 1;
        if (old.has(id) && same) settledBoth += 1;
      }
    }
    if (name === 'robust') stability = both / either;
    console.log(
      `  ${name.padEnd(11)} ${half}: Jaccard ${(both / either).toFixed(3)}, ${before} named (${high} high); older than 14 days ${(settledBoth / settledEither).toFixed(3)}`,
    );
  }
}
console.log(`\nRobust on the reported half: ${stability.toFixed(3)}, goal ${BUDGET.stability}`);
process.exitCode = stability < BUDGET.stability ? 1 : 0;
