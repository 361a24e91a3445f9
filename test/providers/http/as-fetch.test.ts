import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/errors.js';
import { asFetch } from '../../../src/providers/http/as-fetch.js';
import type { Http, HttpAnswer, HttpRequest } from '../../../src/providers/http/request.js';
import { failureOf } from '../channel-of.js';

const answer = (status: number, body = '', headers: Record<string, string> = {}): HttpAnswer => ({
  status,
  headers: new Headers(headers),
  body,
  bytes: Buffer.from(body),
});

/** A request path that gives these answers in turn, and keeps what it was asked. */
function scripted(...answers: (HttpAnswer | Error)[]) {
  const asked: HttpRequest[] = [];
  const http: Http = {
    request: (request) => {
      asked.push(request);
      const next = answers.shift() ?? new Error('asked once too often');
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
  };
  return { asked, path: asFetch(http, { provider: 'Somebody', maxBytes: 1000, secrets: ['CANARY-secret'] }) };
}

/** Asks as the SDKs do that send again whatever was not plainly answered. */
async function persistent(fetch: typeof globalThis.fetch): Promise<string> {
  for (let tries = 0; ; tries++) {
    try {
      const response = await fetch('http://127.0.0.1/v1/things', { method: 'POST', body: '{}' });
      if (response.status === 408 || response.status === 409 || response.status === 429 || response.status >= 500) {
        throw new TypeError('to be tried again');
      }
      if (!response.ok) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
      return await response.text();
    } catch (error) {
      if (!(error instanceof TypeError) || tries === 5) throw error;
    }
  }
}

describe('our request path in the shape of fetch', () => {
  it('hands on method, address, headers and body, and gives back the answer', async () => {
    const { asked, path } = scripted(answer(200, '{"a": 1}', { 'content-type': 'application/json' }));
    const response = await path.run(() =>
      path.fetch('http://127.0.0.1/v1/x?y=1', { method: 'POST', headers: { 'X-One': '1' }, body: 'äö' }),
    );
    expect([response.status, response.headers.get('content-type'), await response.json()]).toEqual([
      200,
      'application/json',
      { a: 1 },
    ]);
    const [request] = asked;
    expect(request).toMatchObject({ provider: 'Somebody', method: 'POST', maxBytes: 1000, tooLong: 'fail' });
    expect([request?.url.href, request?.headers?.['x-one']]).toEqual(['http://127.0.0.1/v1/x?y=1', '1']);
    expect(Buffer.from(request?.body as Uint8Array).toString()).toBe('äö');
  });

  it('takes a whole Request, and sends no body with a GET', async () => {
    const { asked, path } = scripted(answer(204), answer(304));
    expect((await path.fetch(new Request('http://127.0.0.1/'))).status).toBe(204);
    expect((await path.fetch(new URL('http://127.0.0.1/'))).status).toBe(304);
    expect(asked.map(({ method, body }) => [method, body])).toEqual([
      ['GET', undefined],
      ['GET', undefined],
    ]);
  });

  it('ends a call with the Failure itself, which no SDK can repeat or wrap', async () => {
    const failure = new Failure('provider', 'Somebody could not be reached.', 'Check the network.');
    const { asked, path } = scripted(failure);
    expect(await failureOf(path.run(() => persistent(path.fetch)))).toBe(failure);
    expect(asked).toHaveLength(1);
  });

  it('leaves other errors of the call as they are', async () => {
    const { path } = scripted(answer(400, 'no'));
    await expect(path.run(() => persistent(path.fetch))).rejects.toThrow('HTTP 400: no');
  });

  it('forgets the failure of an earlier call', async () => {
    const { path } = scripted(new Failure('provider', 'down', 'wait'), answer(400, 'no'));
    await failureOf(path.run(() => persistent(path.fetch)));
    await expect(path.run(() => persistent(path.fetch))).rejects.toThrow('HTTP 400: no');
  });

  it('ends a call before the SDK sees an answer that stands for a failure', async () => {
    const asked: HttpRequest[] = [];
    const http: Http = {
      request: (request) => {
        asked.push(request);
        return Promise.resolve(answer(503));
      },
    };
    const failure = new Failure('provider', 'overloaded', 'wait');
    const refusal = ({ status }: HttpAnswer) => (status === 503 ? failure : null);
    const path = asFetch(http, { provider: 'Somebody', maxBytes: 1000, refusal });
    expect(await failureOf(path.run(() => persistent(path.fetch)))).toBe(failure);
    expect(asked).toHaveLength(1);
  });

  it('sends nothing with a method that no provider is asked with', async () => {
    const { asked, path } = scripted();
    await expect(path.fetch('http://127.0.0.1/', { method: 'PUT', body: 'x' })).rejects.toThrow('no provider');
    expect(asked).toHaveLength(0);
  });
});
