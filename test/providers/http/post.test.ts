import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import { createHttp, type HttpRequest } from '../../../src/providers/http/request.js';
import { failureOf } from '../channel-of.js';

type Play = (response: ServerResponse) => void;

let server: Server;
let plays: Play[] = [];
const bodies: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      bodies.push(`${request.method ?? ''} ${Buffer.concat(chunks).toString()}`);
      const play = plays.shift();
      if (play === undefined) response.writeHead(200).end('good');
      else play(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  plays = [];
  bodies.length = 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Play =>
  (response) =>
    response.writeHead(code, headers).end(body);
const reset: Play = (response) => response.socket?.resetAndDestroy();
const never: Play = () => undefined;
const half: Play = (response) => {
  response.writeHead(200, { 'content-length': 100 });
  response.write('half', () => response.socket?.destroy());
};

/** Sends one request of a method; waits between tries are counted, not waited for. */
function sender(timeoutMs = 2000) {
  const waits: number[] = [];
  const http = createHttp({
    fetch,
    now: () => Date.now(),
    random: () => 0.5,
    sleep: (ms, signal) => {
      waits.push(ms);
      return sleep(1, undefined, { signal });
    },
    timeoutMs,
  });
  const send = (method: HttpRequest['method'], more: Partial<HttpRequest> = {}) =>
    http.request({
      provider: 'Somebody',
      method,
      url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
      maxBytes: 1000,
      tooLong: 'fail',
      ...(method === 'POST' ? { body: '{"make": 1}' } : {}),
      ...more,
    });
  return { send, waits };
}

describe('a POST', () => {
  it.each<[string, Play]>([
    ['a reset', reset],
    ['half an answer', half],
  ])('that is answered with %s is sent once', async (_, play) => {
    plays = [play];
    expect((await failureOf(sender().send('POST'))).kind).toBe('provider');
    expect(bodies).toEqual(['POST {"make": 1}']);
  });

  it.each([408, 409, 500, 502, 503, 504])('that is answered with %i is sent once', async (code) => {
    plays = [status(code)];
    expect((await sender().send('POST')).status).toBe(code);
    expect(bodies).toHaveLength(1);
  });

  it('that is never answered is sent once', async () => {
    plays = [never];
    expect((await failureOf(sender(150).send('POST'))).message).toBe('Somebody gave no whole answer within 0.15 s.');
    expect(bodies).toHaveLength(1);
  });

  it('that comes too often is sent again when it is told to, with its body', async () => {
    plays = [status(429, { 'retry-after': '1' }), status(429, { 'retry-after': '1' })];
    const { send, waits } = sender(30_000);
    const answer = await send('POST');
    expect([answer.status, answer.body, waits]).toEqual([200, 'good', [1000, 1000]]);
    expect(bodies).toEqual(Array.from({ length: 3 }, () => 'POST {"make": 1}'));
  });

  it('that has spent a day is not', async () => {
    plays = [status(429, {}, '{"quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier"}')];
    expect((await sender().send('POST')).status).toBe(429);
    expect(bodies).toHaveLength(1);
  });

  it('is not when the asker knows something better', async () => {
    plays = [status(429)];
    expect((await sender().send('POST', { notPassing: [429] })).status).toBe(429);
    expect(bodies).toHaveLength(1);
  });

  it('is sent again for a status that the provider is known to give before it begins', async () => {
    plays = [status(503)];
    expect((await sender().send('POST', { alsoPassing: [503] })).status).toBe(200);
    expect(bodies).toHaveLength(2);
  });
});

describe('a GET', () => {
  it.each<[string, Play]>([
    ['reset', reset],
    ['500', status(500)],
  ])('is sent again after a %s, for it changes nothing', async (_, play) => {
    plays = [play];
    expect((await sender().send('GET')).status).toBe(200);
    expect(bodies).toHaveLength(2);
  });
});
