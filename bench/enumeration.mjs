// Whether the time that an answer takes tells if an address has an account: `npm run bench:enumeration`. Wrong sign-ins,
// registrations and wishes for a new password, 5,000 for addresses with an account and 5,000 for addresses without, in
// random order, one at a time, at a real server on loopback. Mann-Whitney's U test over the two samples of each; ends with 1
// where it finds a difference (p <= 0.01) or the medians are a millisecond apart. COUNT=300 for a quick look.
// INSIGHT_TEST_POSTGRES adds the same on PostgreSQL; MAIL=1 asks a server that sends letters, where registering makes no
// account before its address is confirmed.
import { Agent, request } from 'node:http';
import { emailOf, loadedServers, PASSWORD } from './loaded-server.mjs';

const COUNT = Number(process.env.COUNT ?? 5_000);
const LEAST_P = 0.01;
const MOST_MS = 1;
const WRONG = 'not the password of anybody';
/** Asked first, and not counted: what is compiled and cached on the way. */
const WARM_UP = 100;

const QUESTIONS = [
  { name: 'sign-in', path: '/api/v1/sessions', status: 401, body: (email) => ({ email, password: WRONG }) },
  { name: 'register', path: '/api/v1/accounts', status: 202, body: (email) => ({ email, password: WRONG }) },
  { name: 'new password', path: '/api/v1/password-resets', status: 202, body: (email) => ({ email }) },
];

/** Where registering leaves a hash: with mail there is no account yet. */
const PROBED = process.env.MAIL === '1' ? 'link' : 'account';
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let asked = 0;

/** @returns milliseconds, to the last byte */
function ask(url, { path, status, body }, email) {
  asked += 1;
  // Each from another address: limits are for those who guess, and they are the same for both.
  const from = `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`;
  const text = JSON.stringify(body(email));
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'x-forwarded-for': from,
  };
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const sent = request(`${url}${path}`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => {
        if (answer.statusCode === status) resolve(performance.now() - begun);
        else reject(new Error(`${path} answered ${answer.statusCode}`));
      });
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

/** Mann and Whitney 1947: both ranked together, ties share a rank, the normal approximation with its correction for ties. */
function mannWhitney(first, second) {
  const all = [...first.map((ms) => ({ ms, first: true })), ...second.map((ms) => ({ ms, first: false }))];
  all.sort((a, b) => a.ms - b.ms);
  let [rankSum, ties] = [0, 0];
  for (let from = 0; from < all.length;) {
    let to = from;
    while (to < all.length && all[to].ms === all[from].ms) to += 1;
    const [count, rank] = [to - from, (from + 1 + to) / 2];
    ties += count ** 3 - count;
    for (let at = from; at < to; at += 1) if (all[at].first) rankSum += rank;
    from = to;
  }
  const [n, m, sum] = [first.length, second.length, all.length];
  const u = rankSum - (n * (n + 1)) / 2;
  const deviation = Math.sqrt(((n * m) / 12) * (sum + 1 - ties / (sum * (sum - 1))));
  const z = (u - (n * m) / 2) / deviation;
  return { z, p: 2 * upperTail(Math.abs(z)), chance: u / (n * m) };
}

/** Of the normal distribution, beyond z: Abramowitz and Stegun 26.2.17, exact to 7.5e-8. */
function upperTail(z) {
  const t = 1 / (1 + 0.2316419 * z);
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}

const median = (all) => {
  const sorted = [...all].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

/** A test that finds nothing must be one that would: counted over all pairs, and by the table of the normal distribution. */
function checkTheTest() {
  const first = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3, 1.06];
  const second = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
  const wins = first
    .flatMap((a) => second.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)))
    .reduce((sum, one) => sum + one, 0);
  const { chance } = mannWhitney(first, second);
  if (Math.abs(chance - wins / (first.length * second.length)) > 1e-12) throw new Error('the test counts wrongly');
  if (Math.abs(2 * upperTail(1.959964) - 0.05) > 1e-6) throw new Error('the tail is wrong');
  const even = Array.from({ length: 1000 }, (_, at) => at);
  if (mannWhitney(even, even).p < 0.99) throw new Error('the test finds a difference where there is none');
  if (
    mannWhitney(
      even.map((ms) => ms + 60),
      even,
    ).p > 1e-4
  )
    throw new Error('the test finds no difference where there is one');
}

checkTheTest();
let told = false;
for await (const { name, url, change } of loadedServers({ accounts: COUNT + WARM_UP, rows: 1 })) {
  // The hash of every account as this server makes it: the cost is measured at each start.
  await ask(url, { ...QUESTIONS[1], body: (email) => ({ email, password: PASSWORD }) }, 'probe@example.org');
  await change(
    `update "account" set "passwordHash" = (select "passwordHash" from "${PROBED}" where "email" = 'probe@example.org')`,
  );
  for (const question of QUESTIONS) {
    const times = { known: [], unknown: [] };
    for (let at = -WARM_UP; at < COUNT; at += 1) {
      const pair = [
        ['known', emailOf(at + WARM_UP)],
        ['unknown', `${question.name.slice(0, 1)}${at + WARM_UP}@nowhere.example`],
      ];
      if (Math.random() < 0.5) pair.reverse();
      for (const [kind, email] of pair) {
        const ms = await ask(url, question, email);
        if (at >= 0) times[kind].push(ms);
      }
    }
    const { z, p, chance } = mannWhitney(times.known, times.unknown);
    const [known, unknown] = [median(times.known), median(times.unknown)];
    const apart = Math.abs(known - unknown);
    const verdict = p > LEAST_P && apart < MOST_MS ? 'nothing is told' : 'IT TELLS';
    if (verdict !== 'nothing is told') told = true;
    console.log(
      `${name}, ${question.name}, 2 x ${COUNT}: medians ${known.toFixed(3)} ms with an account, ${unknown.toFixed(3)} ms` +
        ` without, ${apart.toFixed(3)} ms apart; z ${z.toFixed(2)}, p ${p.toFixed(4)}, a known one is slower in ${(chance * 100).toFixed(1)} % of pairs: ${verdict}`,
    );
  }
}
agent.destroy();
process.exitCode = told ? 1 : 0;
