// Whether slots of the week that did better go on doing better: what `npm run bench:predict` prints of them.
import { fromSource } from './from-source.mjs';

const { comparableByFormat } = await fromSource('src/domain/robust/comparable.ts');
const { DRAWN_TO_NONE, scheduleOf, tells } = await fromSource('src/domain/robust/schedule.ts');
const { seededRandom } = await fromSource('src/domain/seeded-random.ts');
const { finish } = await fromSource('src/domain/steps.ts');

const WEEK_MS = 7 * 86_400_000;
const WEIGHTS = [5, 10, 20, 40, 80, 160, 320];
const SHUFFLES = 20;
const DRAWS = 1000;

const inWeek = (videos) => videos.map(({ publishedAt }) => publishedAt % WEEK_MS);
const dealtOut = (roll) => (videos) => {
  const times = inWeek(videos);
  for (let at = times.length - 1; at > 0; at -= 1) {
    const other = Math.floor(roll() * (at + 1));
    [times[at], times[other]] = [times[other], times[at]];
  }
  return times;
};
const sameSlot = (slot, { slots }) =>
  slots.find(({ weekday, fromHour, lift }) => weekday === slot.weekday && fromHour === slot.fromHour && lift !== null);
const sumOf = ({ lift, n }) => Math.log(lift) * (n + DRAWN_TO_NONE);

/** How the slots of the older two thirds of the uploads of each channel fared in the newer third. */
function goOn(channels, timesOf) {
  const seen = { channels: 0, slots: 0, told: 0, right: 0, uploads: 0, gains: WEIGHTS.map(() => 0) };
  for (const { dated, parts } of channels) {
    // Each keeps its level and its turn; only the time of the week may be another's.
    const times = timesOf(dated);
    const [older, newer] = parts.map(({ part, groups }) =>
      scheduleOf(
        times.slice(...part).map((publishedAt) => ({ publishedAt })),
        groups,
        'UTC',
      ),
    );
    seen.channels += 1;
    seen.slots += older.slots.length;
    for (const slot of older.slots.filter(({ lift }) => lift !== null)) {
      const later = sameSlot(slot, newer);
      if (later === undefined) continue;
      seen.uploads += later.n;
      // What the squared errors of the later uploads lose when the earlier lift, so drawn, is expected of them.
      for (const [at, weight] of WEIGHTS.entries()) {
        const lift = sumOf(slot) / (slot.n + weight);
        seen.gains[at] += 2 * lift * sumOf(later) - later.n * lift ** 2;
      }
      if (!tells(slot)) continue;
      seen.told += 1;
      if (later.lift > 1 === slot.lift > 1) seen.right += 1;
    }
  }
  return { ...seen, gains: seen.gains.map((gain) => gain / seen.uploads) };
}

/** What nine of ten draws of the channels with replacement spare at least, by weight. */
function surely(channels) {
  const each = channels.map((one) => goOn([one], inWeek)).filter(({ uploads }) => uploads > 0);
  const roll = seededRandom(2);
  const draws = Array.from({ length: DRAWS }, () => {
    const drawn = each.map(() => each[Math.floor(roll() * each.length)]);
    const all = drawn.reduce((sum, { uploads }) => sum + uploads, 0);
    return WEIGHTS.map((_, at) => drawn.reduce((sum, { uploads, gains }) => sum + gains[at] * uploads, 0) / all);
  });
  return WEIGHTS.map((_, at) => draws.map((gains) => gains[at]).sort((a, b) => a - b)[DRAWS / 10]);
}

const figures = (gains) => WEIGHTS.map((weight, at) => `${weight}: ${gains[at].toFixed(5)}`).join(', ');
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param all `{ half, at, videos }` of each channel */
export function slotsGoOn(all) {
  const channels = all.flatMap(({ half, at, videos }) => {
    const dated = [...videos].filter(({ publishedAt, views }) => publishedAt !== null && views !== null).slice(0, 1000);
    if (dated.length < 36) return [];
    const cut = Math.floor(dated.length / 3);
    const parts = [[cut], [0, cut]].map((part) => ({
      part,
      groups: finish(comparableByFormat(dated.slice(...part), at)),
    }));
    return [{ half, dated, parts }];
  });
  console.log('\nSlots that do better or worse in the older two thirds of the uploads, and go on in the newer third:');
  for (const [half, words] of ['tuned on', 'reported'].entries()) {
    const some = channels.filter((one) => one.half === half);
    const real = goOn(some, inWeek);
    console.log(
      `  ${words}: ${real.right} of ${real.told}, among ${real.slots} slots of ${real.channels} channels (${real.uploads} later uploads)`,
    );
    console.log(`    squared error spared per later upload, by the weight of no lift: ${figures(real.gains)}`);
    console.log(`      at least in 9 of 10 draws of the channels: ${figures(surely(some))}`);
    const roll = seededRandom(1);
    const dealt = Array.from({ length: SHUFFLES }, () => goOn(some, dealtOut(roll)));
    const sum = (name) => dealt.reduce((before, one) => before + one[name], 0);
    const averages = WEIGHTS.map((_, at) => mean(dealt.map(({ gains }) => gains[at])));
    console.log(`    times of the week dealt out anew, ${SHUFFLES} times: ${sum('right')} of ${sum('told')}`);
    console.log(`      spared on average: ${figures(averages)}`);
    const as = (at) => dealt.filter(({ gains }) => gains[at] >= real.gains[at]).length;
    console.log(
      `      spared as much or more, deals of ${SHUFFLES}: ${WEIGHTS.map((weight, at) => `${weight}: ${as(at)}`).join(', ')}`,
    );
  }
}
