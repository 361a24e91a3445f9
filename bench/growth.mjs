// The growth curve of each format, fitted on videos of French channels seen twice, a week apart, with intervals from
// drawing the channels anew: `npm run bench:growth`. What it prints is what src/domain/robust/growth-curve.ts holds.
// DRAWS=500 for finer intervals.
import { createHash } from 'node:crypto';
import { twoLooks } from './channel-files.mjs';
import { fromSource } from './from-source.mjs';

const DRAWS = Number(process.env.DRAWS ?? 100);
const AGES = [0.25, 1, 3, 7, 14, 30, 90];
const BINS = [0, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 1e4];

const { seededRandom } = await fromSource('src/domain/seeded-random.ts');
const { growthPairs } = await fromSource('src/domain/robust/growth-pairs.ts');
const { fitGrowth } = await fromSource('src/domain/robust/fit-growth.ts');
const { growthCurveOf, logShare } = await fromSource('src/domain/robust/growth-curve.ts');

const quantile = (values, share) => {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (place - Math.floor(place)) * (above - below);
};
const looks = await twoLooks();
const channels = looks.map(({ earlier, later }) => growthPairs(earlier, later));
/** The half of the channels that the rules of the robust method were chosen on, as `npm run bench:outliers` halves them. */
const tunedOn = looks.flatMap(({ id }, at) =>
  Number.parseInt(createHash('md5').update(id).digest('hex').slice(-1), 16) % 2 === 0 ? channels[at] : [],
);
const roll = seededRandom(1);

for (const format of ['long', 'short', 'live']) {
  const byChannel = channels
    .map((pairs) => pairs.filter((pair) => pair.format === format))
    .filter(({ length }) => length > 0);
  const pairs = byChannel.flat();
  const none = pairs.reduce((sum, { growth }) => sum + Math.abs(growth), 0) / pairs.length;
  if (pairs.length < 100) {
    console.log(`${format}: ${pairs.length} pairs, too few for a curve`);
    continue;
  }
  const { curve, error } = fitGrowth(pairs);
  const drawn = Array.from({ length: DRAWS }, () => {
    const some = byChannel.flatMap(() => byChannel[Math.floor(roll() * byChannel.length)]);
    return fitGrowth(some, curve).curve;
  });
  const between = (of, digits) => [0.1, 0.9].map((share) => quantile(drawn.map(of), share).toFixed(digits)).join(' … ');
  console.log(`${format}: ${pairs.length} pairs of ${byChannel.length} channels; 80 % intervals from ${DRAWS} draws`);
  for (const name of ['scale', 'exponent', 'offset']) {
    console.log(
      `  ${name.padEnd(9)} ${curve[name].toFixed(3)}  (${between((one) => one[name], 3)}); in use ${growthCurveOf(format)[name]}`,
    );
  }
  const { curve: first } = fitGrowth(tunedOn.filter((pair) => pair.format === format));
  const figures = ['scale', 'exponent', 'offset'].map((name) => `${name} ${first[name].toFixed(3)}`);
  console.log(`  on the half that outliers are tuned on alone: ${figures.join(', ')}`);
  console.log(`  mean absolute error ${error.toFixed(4)}, without a curve ${none.toFixed(4)}`);
  for (const age of AGES) {
    const share = (one) => 100 * Math.exp(logShare(one, age));
    console.log(`  share of the final views at ${age} d: ${share(curve).toFixed(1)} % (${between(share, 1)})`);
  }
  const { curve: other } = fitGrowth(pairs.filter(({ age }) => age >= 0.1));
  console.log(
    `  without what is younger than 0.1 d: exponent ${other.exponent.toFixed(3)}, share at 7 d ${(100 * Math.exp(logShare(other, 7))).toFixed(1)} %`,
  );
  for (const [at, from] of BINS.slice(0, -1).entries()) {
    const bin = pairs.filter(({ age }) => age >= from && age < BINS[at + 1]);
    if (bin.length === 0) continue;
    const expected = bin.map(({ age, laterAge }) => logShare(curve, laterAge) - logShare(curve, age));
    const seen = quantile(
      bin.map(({ growth }) => growth),
      0.5,
    );
    const told = quantile(expected, 0.5);
    console.log(
      `  from ${from} d: ${String(bin.length).padStart(4)} videos, median growth ×${Math.exp(seen).toFixed(3)}, curve ×${Math.exp(told).toFixed(3)}, ratio of their logarithms ${(seen / told).toFixed(2)}`,
    );
  }
}

// How many pairs of one's own make a curve that is as good. Twice: own pairs of other channels than those of the published
// curve, tried on what is left of the own ones; and some of the pairs of half of the channels beside all of them, tried on
// the other half, where more pairs are left. The error of the one over the error of the other.
const ENOUGH_DRAWS = Number(process.env.ENOUGH_DRAWS ?? 100);
const YOUNG = 7;
const isYoung = ({ age }) => age < YOUNG;
const errorOf = (curve, pairs) =>
  pairs.reduce(
    (sum, { age, laterAge, growth }) => sum + Math.abs(growth - (logShare(curve, laterAge) - logShare(curve, age))),
    0,
  ) / pairs.length;
const shuffled = (list) => {
  const order = list.map((one) => ({ one, at: roll() }));
  return order.sort((a, b) => a.at - b.at).map(({ one }) => one);
};
const ratio = (own, curve, heldOut) => {
  const found = fitGrowth(own);
  return found === null ? Infinity : errorOf(found.curve, heldOut) / errorOf(curve, heldOut);
};

for (const format of ['long', 'short']) {
  const byChannel = channels.map((pairs) => pairs.filter((pair) => pair.format === format));
  const ratios = new Map();
  const note = (title, value) => ratios.set(title, [...(ratios.get(title) ?? []), value]);
  for (let draw = 0; draw < ENOUGH_DRAWS; draw += 1) {
    const order = shuffled(byChannel.filter(({ length }) => length > 0));
    const [some, others] = [order.slice(0, order.length / 2), order.slice(order.length / 2)].map((half) =>
      shuffled(half.flat()),
    );
    const published = fitGrowth(others).curve;
    for (const n of [50, 100, 200, 400, 600, 800]) {
      const [own, left] = [some.slice(0, n), some.slice(n)];
      if (left.length >= 200) note(`own channels, ${n} pairs`, ratio(own, published, left));
    }
    for (const n of [50, 100, 200, 400, 600, 700, 800, 900, 1000]) {
      if (others.length >= n) note(`of the same half, ${n} pairs`, ratio(others.slice(0, n), published, some));
    }
    const [young, old] = [others.filter(isYoung), others.filter((pair) => !isYoung(pair)).slice(0, 700)];
    for (const n of [0, 10, 20, 40, 60, 80, 100]) {
      if (young.length < n) continue;
      note(`700 older and ${n} young`, ratio([...young.slice(0, n), ...old], published, some));
    }
  }
  console.log(
    `${format}: error of own pairs over that of the published curve, ${ENOUGH_DRAWS} draws; young: below ${YOUNG} d`,
  );
  for (const [title, values] of ratios) {
    const good = values.filter((value) => value <= 1.02).length / values.length;
    console.log(
      `  ${title.padEnd(28)} ${String(values.length).padStart(4)} draws: median ×${quantile(values, 0.5).toFixed(3)}, nine of ten below ×${quantile(values, 0.9).toFixed(3)}; at most 2 % worse in ${(100 * good).toFixed(0)} %`,
    );
  }
}
