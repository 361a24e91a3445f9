import { gzipSync } from 'node:zlib';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/errors.js';
import { redact } from '../../../src/providers/http/redact.js';
import { createHttp, type Http, type HttpRequest } from '../../../src/providers/http/request.js';

const CANARY = 'AIzaCANARY-0123456789';

type Reply = Response | Error | 'never';

/** An Http whose fetch gives the replies in turn, with a clock that only sleeping moves. */
function scripted(replies: readonly Reply[], timeoutMs = 60_000) {
  let now = 1_000_000;
  const sleeps: number[] = [];
  const asked: RequestInit[] = [];
  const http: Http = createHttp({
    fetch: (_, init) => {
      const reply = replies[asked.length];
      asked.push(init ?? {});
      if (reply === undefined) return Promise.reject(new Error('unexpected request'));
      if (reply === 'never') return new Promise(() => undefined);
      return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply);
    },
    now: () => now,
    random: () => 0.5,
    sleep: (ms) => {
      sleeps.push(ms);
      now += ms;
      return Promise.resolve();
    },
    timeoutMs,
  });
  return { http, sleeps, asked };
}

function get(more: Partial<HttpRequest> = {}): HttpRequest {
  return {
    provider: 'Somebody',
    method: 'GET',
    url: new URL('http://127.0.0.1/x'),
    maxBytes: 1000,
    tooLong: 'fail',
    ...more,
  };
}

const status = (code: number, headers: Record<string, string> = {}, body = 'x'): Response =>
  new Response(body, { status: code, headers });

const cut = (): Error =>
  new TypeError(`fetch failed ${CANARY}`, { cause: Object.assign(new Error(CANARY), { code: 'ECONNRESET' }) });

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw new Error('expected a Failure');
  return error;
}

describe('a request', () => {
  it('gives status, headers and body', async () => {
    const { http } = scripted([status(200, { etag: '"1"' }, 'äöü')]);
    const answer = await http.request(get());
    expect([answer.status, answer.headers.get('etag'), answer.body]).toEqual([200, '"1"', 'äöü']);
  });

  it.each([200, 204, 304, 400, 401, 403, 404, 409])('is sent once when it is answered with %i', async (code) => {
    const { http, asked } = scripted([new Response(null, { status: code })]);
    expect((await http.request(get())).status).toBe(code);
    expect(asked).toHaveLength(1);
  });

  it.each([408, 429, 500, 502, 503, 504])('is sent three times when the answer stays %i', async (code) => {
    const { http, asked } = scripted([status(code), status(code), status(code)]);
    expect((await http.request(get())).status).toBe(code);
    expect(asked).toHaveLength(3);
  });

  it('takes the first answer that is good, with jitter over a doubling span', async () => {
    const { http, sleeps } = scripted([status(503), cut(), status(200)]);
    expect((await http.request(get())).status).toBe(200);
    expect(sleeps).toEqual([250, 500]); // half of 500 and of 1000, by random() = 0.5
  });

  it('is not repeated when the quota of a day is spent', async () => {
    const spent = JSON.stringify({
      error: { details: [{ metadata: { quota_limit: 'defaultSearchListPerDayPerProject' } }] },
    });
    const { http, asked } = scripted([status(429, {}, spent)]);
    expect((await http.request(get())).status).toBe(429);
    expect(asked).toHaveLength(1);
  });

  it('repeats other statuses only for providers that give them in passing', async () => {
    const { http, asked } = scripted([status(404), status(200)]);
    expect((await http.request(get({ alsoPassing: [404] }))).status).toBe(200);
    expect(asked).toHaveLength(2);
  });

  it('waits as long as Retry-After says, in seconds or to a date', async () => {
    const date = new Date(1_002_000 + 3000).toUTCString();
    const { http, sleeps } = scripted([
      status(503, { 'retry-after': '2' }),
      status(503, { 'retry-after': date }),
      status(200),
    ]);
    await http.request(get());
    expect(sleeps).toEqual([2000, 3000]);
  });

  it('gives up at once when Retry-After asks for minutes', async () => {
    const { http, asked, sleeps } = scripted([status(503, { 'retry-after': '120' })]);
    expect((await http.request(get())).status).toBe(503);
    expect([asked.length, sleeps.length]).toEqual([1, 0]);
  });

  it("waits as long as Google's RetryInfo says in the body, or Retry-After, whichever is longer", async () => {
    const retryInfo = (retryDelay: string) =>
      JSON.stringify(
        { error: { details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay }] } },
        null,
        2,
      );
    const first = scripted([
      status(429, {}, retryInfo('3.5s')),
      status(503, { 'retry-after': '1' }, retryInfo('2s')),
      status(200),
    ]);
    await first.http.request(get());
    expect(first.sleeps).toEqual([3500, 2000]);
    const second = scripted([
      status(429, { 'retry-after': '4' }, retryInfo('0.000000001s')),
      status(503, {}, retryInfo('soon')),
      status(200),
    ]);
    await second.http.request(get());
    // What is no duration says nothing: half of 1000 ms, as ever.
    expect(second.sleeps).toEqual([4000, 500]);
  });

  it('gives up at once when RetryInfo asks for more than ten seconds', async () => {
    const { http, asked, sleeps } = scripted([status(429, {}, '{"details": [{"retryDelay": "37s"}]}')]);
    expect((await http.request(get())).status).toBe(429);
    expect([asked.length, sleeps.length]).toEqual([1, 0]);
  });

  it('starts no try that its deadline would cut', async () => {
    const { http, asked } = scripted([status(503, { 'retry-after': '9' })], 5000);
    expect((await http.request(get())).status).toBe(503);
    expect(asked).toHaveLength(1);
  });

  it('does not wait again for a host that let a deadline pass, but for others', async () => {
    const { http, asked } = scripted(['never', status(200)], 50);
    expect((await failureOf(http.request(get()))).message).toBe('Somebody gave no whole answer within 0.05 s.');
    expect((await failureOf(http.request(get({ url: new URL('http://127.0.0.1/y') })))).message).toBe(
      'Somebody was not asked again: it gave no whole answer within 0.05 s.',
    );
    expect(asked).toHaveLength(1);
    expect((await http.request(get({ url: new URL('http://127.0.0.2/x') }))).status).toBe(200);
  });

  it('ends at its deadline even when the answer never comes', async () => {
    const { http } = scripted(['never'], 50);
    const failure = await failureOf(http.request(get()));
    expect([failure.kind, failure.message]).toEqual(['provider', 'Somebody gave no whole answer within 0.05 s.']);
  });

  it('ends at once when it is interrupted, before and during', async () => {
    const before = AbortSignal.abort();
    const none = scripted([]);
    expect((await failureOf(none.http.request(get({ signal: before })))).kind).toBe('interrupted');
    expect(none.asked).toHaveLength(0);

    const during = new AbortController();
    const { http } = scripted(['never']);
    const asked = http.request(get({ signal: during.signal }));
    during.abort();
    expect((await failureOf(asked)).kind).toBe('interrupted');
  });

  it('that is halted ends its wait for another try with the reason, and begins none', async () => {
    const halt = new AbortController();
    const reason = new Failure('quota', 'Another failed.', 'None.');
    let asked = 0;
    const http = createHttp({
      fetch: () => {
        asked++;
        return Promise.resolve(status(503));
      },
      now: () => 0,
      random: () => 0.5,
      sleep: (_, signal) => {
        setImmediate(() => {
          halt.abort(reason);
        });
        return sleep(5000, undefined, { signal });
      },
      timeoutMs: 10_000,
    });
    const started = performance.now();
    expect(await failureOf(http.request(get({ halted: halt.signal })))).toBe(reason);
    expect(await failureOf(http.request(get({ halted: halt.signal })))).toBe(reason);
    expect([asked, performance.now() - started < 2000]).toEqual([1, true]);
  });

  it('lets a try under way end when it is halted', async () => {
    const halt = new AbortController();
    const { http } = scripted([status(200)]);
    const onTry = (): void => {
      halt.abort();
    };
    const asked = http.request(get({ halted: halt.signal, onTry }));
    expect((await asked).status).toBe(200);
  });

  it('says why the network failed and tells no secret', async () => {
    const { http, asked } = scripted([cut(), cut(), cut()]);
    const failure = await failureOf(
      http.request(get({ secrets: [CANARY], headers: { 'x-key': CANARY }, provider: `A ${CANARY}` })),
    );
    expect(failure.message).toBe('A [redacted] could not be reached: the connection was cut.');
    expect(asked).toHaveLength(3);
    expect(`${failure.stack ?? ''}${JSON.stringify(failure)}${String(failure.cause)}`).not.toContain(CANARY);
  });

  // Results came as they were until a gateway was thought of that echoes the key in one: they are kept and printed.
  it.each([200, 400])('gives no answer of %i that quotes the secret, in its body or its headers', async (code) => {
    const headers = { etag: `"${CANARY}"`, 'retry-after': '1' };
    const { http } = scripted([status(code, headers, `yes: ${CANARY} & ${encodeURIComponent(CANARY)}`)]);
    const answer = await http.request(get({ secrets: [CANARY] }));
    expect(answer.body).toBe('yes: [redacted] & [redacted]');
    expect([...answer.headers.keys()]).toEqual(['content-type', 'retry-after']);
  });

  it('gives every answer without a secret in it as it came', async () => {
    const { http } = scripted([status(200, { etag: '"1"' }, 'AIza, but another')]);
    const answer = await http.request(get({ secrets: [CANARY] }));
    expect([answer.body, answer.headers.get('etag')]).toEqual(['AIza, but another', '"1"']);
  });

  it('follows redirects only without a secret', async () => {
    const { http, asked } = scripted([status(200), status(200)]);
    await http.request(get());
    await http.request(get({ secrets: [CANARY] }));
    expect(asked.map(({ redirect }) => redirect)).toEqual(['follow', 'manual']);
  });

  it('fails on a body that is too long, or takes its beginning', async () => {
    const exact = scripted([status(200, {}, 'a'.repeat(1000))]);
    expect((await exact.http.request(get())).body).toHaveLength(1000);

    const over = scripted([status(200, {}, 'a'.repeat(1001))]);
    const failure = await failureOf(over.http.request(get()));
    expect([failure.kind, over.asked.length]).toEqual(['provider', 1]);

    const beginning = scripted([status(200, {}, `${'a'.repeat(1000)}b`)]);
    expect((await beginning.http.request(get({ tooLong: 'cut' }))).body).toBe('a'.repeat(1000));
  });

  it('counts decoded bytes', async () => {
    // 10 MB of spaces are 10 kB of gzip; the stream stands for what fetch decodes.
    const zipped = new Blob([gzipSync(Buffer.alloc(10_000_000, ' '))])
      .stream()
      .pipeThrough(new DecompressionStream('gzip'));
    const { http } = scripted([new Response(zipped)]);
    const failure = await failureOf(http.request(get({ maxBytes: 100_000 })));
    expect(failure.message).toContain('more than the 0.1 MB');
  });
});

describe('redact', () => {
  it('leaves no end of a percent-encoded secret that begins like the plain one', () => {
    const secret = 'abcdefgh%';
    expect(redact(`x=${encodeURIComponent(secret)} ${secret}`, [secret])).toBe('x=[redacted] [redacted]');
  });

  it('leaves no secret in any text', () => {
    const secret = fc.string({ minLength: 8 }).filter((text) => text.trim() !== '' && !'[redacted]'.includes(text));
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
        const encoded = encodeURIComponent(value);
        expect(redact(`${before}${value}${after}`, [value])).toContain('[redacted]');
        expect(redact(`key=${value}&x=${encoded}`, [value])).toBe('key=[redacted]&x=[redacted]');
      }),
    );
  });

  it('leaves text without secrets alone', () => {
    expect(redact('as it was', ['', CANARY])).toBe('as it was');
    // Words of seven letters stand in errors by chance.
    expect(redact('"quotaExceeded"', ['quota', 'Exceede'])).toBe('"quotaExceeded"');
  });
});
