// Attacks a server on loopback from other addresses than whoever uses it, in a thread of its own: `bench/attack.mjs`.
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

const { port, sockets: count, addresses, seconds } = workerData;
/** When the server has cut off whoever did not end its headers, in 10 s and what its next look takes. */
const CUT_OFF_MS = 18_000;
const HEAD = 'HTTP/1.1\r\nHost: localhost\r\n';
const MEGABYTE = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(1024 * 1024, 'a'), Buffer.from('\r\n')]);
const DEEP = '['.repeat(1_000_000);

function attacker(localAddress, first) {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  socket.on('error', () => undefined);
  // What is not read is not seen to end.
  socket.resume();
  if (first !== undefined) socket.write(first);
  return socket;
}

const heard = (socket, event) => new Promise((resolve) => socket.once(event, resolve));

/** Large bodies, many headers and deep JSON, one after the other, from an address that holds nothing else. */
async function waves(until) {
  const post = `POST /api/v1/sessions ${HEAD}Content-Type: application/json\r\n`;
  while (performance.now() < until) {
    const body = attacker('127.0.2.1', `${post}Transfer-Encoding: chunked\r\n\r\n`);
    for (let sent = 0; sent < 100 && !body.destroyed; sent += 1) {
      if (!body.write(MEGABYTE)) await Promise.race([heard(body, 'drain'), heard(body, 'close')]);
    }
    body.destroy();
    const headers = attacker('127.0.2.1', `GET / ${HEAD}${'a: b\r\n'.repeat(100_000)}\r\n`);
    const json = attacker('127.0.2.1', `${post}Content-Length: ${DEEP.length}\r\n\r\n${DEEP}`);
    await pause(100);
    headers.destroy();
    json.destroy();
  }
}

const sockets = [];
for (let at = 0; at < count; at += 1) {
  const slow = at % 2 === 0 ? `GET / ${HEAD}X-Slow: ` : undefined;
  sockets.push(attacker(`127.0.1.${1 + (at % addresses)}`, slow));
  if (at % 250 === 249) await pause(5);
}
const drip = setInterval(() => {
  for (const [at, socket] of sockets.entries()) if (at % 2 === 0 && socket.writable) socket.write('a');
}, 1000);
const begun = performance.now();
await pause(500);
const held = sockets.filter(({ destroyed }) => !destroyed).length;
parentPort.postMessage({ held });
await waves(begun + seconds * 1000);
await pause(Math.max(0, begun + CUT_OFF_MS - performance.now()));
clearInterval(drip);
parentPort.postMessage({ left: sockets.filter(({ destroyed }) => !destroyed).length });
for (const socket of sockets) socket.destroy();
