// What the hosted account carries: `npm run bench:server-load`. A list of 20 rows of somebody who is signed in, out of a
// million rows of a thousand accounts, 100 connections at once: requests a second against a bare hono route that answers
// with the same body in the same run, and how long they took. Then how long a list takes while 200 people sign in.
// INSIGHT_TEST_POSTGRES adds the same on PostgreSQL. ROWS=20000 SECONDS=3 for a quick look. Ends with 1 above a budget.
import { setTimeout as pause } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { emailOf, loadedServers, PASSWORD, started } from './loaded-server.mjs';

const ROWS = Number(process.env.ROWS ?? 1_000_000);
const SECONDS = Number(process.env.SECONDS ?? 30);
const CONNECTIONS = 100;
/** Each account and each address may only ask so often: so many of both share the load. */
const ACCOUNTS = 1_000;
const LOGINS = 200;
/** Requests a second beside the logins: far below what the server carries, so that waiting is the logins' doing. */
const CALM_RATE = 200;
const BUDGET = { ratio: 0.4, p99: 50, p99InFlood: 100 };
const LIST = '/api/v1/history';
const bare = fileURLToPath(new URL('bare-server.mjs', import.meta.url));
const over = [];

const addressOf = (account) => `10.${account >> 8}.${account & 255}.1`;

/** A stretch of load. @param requests one list for each connection, or null for the plain address */
async function load({ url, seconds, connections, requests = null, overallRate }) {
  let next = 0;
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    ...(overallRate !== undefined && { overallRate }),
    ...(requests !== null && {
      setupClient: (client) => {
        client.setRequests(requests[next % requests.length]);
        next += 1;
      },
    }),
  });
  const bad = result.non2xx + result.errors + result.timeouts;
  return {
    rate: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    max: result.latency.max,
    bad,
  };
}

/** Signs in as somebody; who is sent away comes again when told to. @returns how often that was */
async function signIn(url, account) {
  for (let refused = 0; ; refused += 1) {
    const answer = await fetch(`${url}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': addressOf(20_000 + account) },
      body: JSON.stringify({ email: emailOf(account), password: PASSWORD, label: 'bench' }),
    });
    await answer.arrayBuffer();
    if (answer.ok) return refused;
    if (answer.status !== 503) throw new Error(`a login was answered with ${answer.status}`);
    await pause(1000 * Number(answer.headers.get('retry-after')) * (0.5 + Math.random()));
  }
}

const expect = (name, holds) => {
  if (!holds) over.push(name);
};
const line = (name, { rate, p50, p99, max, bad }) =>
  [name.padEnd(44), ...[rate.toFixed(0), p50, p99, max, bad].map((cell) => String(cell).padStart(9))].join('');

console.log(`node ${process.versions.node}, ${ROWS} rows of ${ACCOUNTS} accounts, latencies in ms\n`);
console.log(
  ['', 'req/s', 'p50', 'p99', 'max', 'errors']
    .map((cell, at) => cell[at ? 'padStart' : 'padEnd'](at ? 9 : 44))
    .join(''),
);
for await (const { name, url, tokenOf } of loadedServers({ accounts: ACCOUNTS, rows: ROWS })) {
  const headers = await Promise.all(
    Array.from({ length: ACCOUNTS }, async (_, account) => ({
      authorization: `Bearer ${await tokenOf(account)}`,
      'x-forwarded-for': addressOf(account),
    })),
  );
  const each = ACCOUNTS / CONNECTIONS;
  const requests = Array.from({ length: CONNECTIONS }, (_, connection) =>
    headers.slice(connection * each, (connection + 1) * each).map((own) => ({ path: LIST, headers: own })),
  );
  const sample = await fetch(url + LIST, { headers: headers[7] });
  const body = await sample.text();
  if (!sample.ok || JSON.parse(body).entries.length !== 20) throw new Error(`the list was answered with ${body}`);
  const plain = await started([bare, body], {}, tmpdir());
  try {
    const bareLoad = { url: plain.url, seconds: SECONDS / 2, connections: CONNECTIONS };
    const ownLoad = { url, seconds: SECONDS, connections: CONNECTIONS, requests };
    await load({ ...bareLoad, seconds: 1 });
    await load({ ...ownLoad, seconds: 1 });
    // Before and after, so that a machine that slows down slows both.
    const before = await load(bareLoad);
    const own = await load(ownLoad);
    const after = await load(bareLoad);
    const ratio = own.rate / ((before.rate + after.rate) / 2);
    console.log(line(`a bare hono route, ${body.length} bytes`, before));
    console.log(line(`${name}: 20 rows, signed in`, own));
    console.log(line('the bare route again', after));
    console.log(
      `${name}: ${ratio.toFixed(2)} of the bare route (goal ${BUDGET.ratio}), p99 ${own.p99} ms (goal ${BUDGET.p99})`,
    );
    expect(`${name}: ratio ${ratio.toFixed(2)}`, ratio >= BUDGET.ratio);
    expect(`${name}: ${own.bad} errors`, own.bad === 0);
  } finally {
    await plain.stop();
  }

  const calm = { url, connections: 10, requests, overallRate: CALM_RATE };
  const quiet = await load({ ...calm, seconds: Math.min(5, SECONDS) });
  const begun = performance.now();
  const logins = Promise.all(Array.from({ length: LOGINS }, (_, at) => signIn(url, at)));
  let signedIn = false;
  void logins.finally(() => (signedIn = true));
  const stretches = [];
  while (!signedIn) stretches.push(await load({ ...calm, seconds: 2 }));
  const comebacks = (await logins).reduce((sum, refused) => sum + refused, 0);
  const seconds = (performance.now() - begun) / 1000;
  const worst = stretches.reduce((most, one) => (one.p99 > most.p99 ? one : most));
  console.log(line(`${name}: ${CALM_RATE} lists a second, nobody signs in`, quiet));
  console.log(line(`the same while ${LOGINS} sign in, worst 2 s`, worst));
  console.log(`${LOGINS} signed in within ${seconds.toFixed(1)} s, sent away and back ${comebacks} times\n`);
  expect(`${name}: p99 ${worst.p99} ms while people sign in`, worst.p99 <= BUDGET.p99InFlood);
  expect(
    `${name}: errors while people sign in`,
    stretches.every(({ bad }) => bad === 0),
  );
}
console.log(over.length === 0 ? 'within all budgets' : `OVER\n${over.join('\n')}`);
if (over.length > 0) process.exitCode = 1;
