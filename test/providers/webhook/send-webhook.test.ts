import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { secretBytes } from '../../../src/domain/alerts/webhook-signature.js';
import { Failure } from '../../../src/errors.js';
import { guardedFetch } from '../../../src/providers/http/guarded-fetch.js';
import { createHttp } from '../../../src/providers/http/request.js';
import { sendWebhook, webhookAddress } from '../../../src/providers/webhook/send-webhook.js';
import { cut, startReceiver, status, type Receiver } from './receiver.js';

const SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
const NEW_SECRET = `whsec_${Buffer.alloc(32, 6).toString('base64')}`;
const ALERT = { id: 'msg_1', body: '{"type":"video.alert"}', tries: 0 };

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver([SECRET]);
});
beforeEach(() => {
  receiver.reset();
});
afterAll(() => receiver.close());

let signal: AbortSignal | undefined;
function httpOf({ allowPrivate = true, timeoutMs = 15_000, addresses = ['127.0.0.1'] }) {
  return createHttp({
    fetch: guardedFetch({
      what: 'the webhook',
      allowPrivate,
      resolve: () => Promise.resolve(addresses.map((address) => ({ address, family: 4 }))),
    }),
    now: Date.now,
    random: () => 0.01,
    sleep: (ms, until) => sleep(ms, undefined, { signal: until }),
    timeoutMs,
  });
}

function sender({
  url = receiver.url,
  secrets = [SECRET],
  ...more
}: Partial<{ url: string; secrets: string[]; allowPrivate: boolean; addresses: string[] }> = {}) {
  const http = httpOf(more);
  return (alert = ALERT) =>
    sendWebhook(
      {
        http,
        url: new URL(url),
        keys: secrets.map((secret) => secretBytes(secret) ?? new Uint8Array()),
        now: Date.now,
        signal: signal ?? new AbortController().signal,
      },
      alert,
    );
}

describe('a webhook', () => {
  it('arrives, signed, with nothing that identifies the sender', async () => {
    expect(await sender()()).toEqual({ kind: 'delivered' });
    expect(receiver.received).toMatchObject([{ id: 'msg_1', body: ALERT.body, verdict: 'good' }]);
    expect(Object.keys(receiver.received[0]?.headers ?? {}).sort()).toEqual(
      [
        'connection',
        'content-length',
        'content-type',
        'host',
        'webhook-id',
        'webhook-signature',
        'webhook-timestamp',
      ].sort(),
    );
  });

  it('bears a signature by each secret while one is changed', async () => {
    await sender({ secrets: [NEW_SECRET, SECRET] })({ ...ALERT, id: 'msg_2' });
    expect(receiver.received).toMatchObject([{ verdict: 'good' }]);
  });

  it.each([
    ['503', status(503)],
    ['429', status(429, { 'retry-after': '0' })],
    ['a connection that is cut', cut],
  ])('is sent again, under its id, after %s', async (_, once) => {
    receiver.answers.unshift(once);
    expect(await sender()({ ...ALERT, id: `msg_again_${_}`.replaceAll(' ', '') })).toEqual({ kind: 'delivered' });
    expect(receiver.received).toHaveLength(2);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
    expect(receiver.received.map(({ verdict }) => verdict)).toEqual(['good', 'replayed']);
  });

  it.each([
    [500, 3, 'down', 'HTTP 500'],
    [410, 1, 'down', 'gone for good'],
    [404, 1, 'down', 'HTTP 404'],
    [401, 1, 'down', 'HTTP 401'],
    [400, 1, 'refused', 'HTTP 400'],
    [422, 1, 'refused', 'HTTP 422'],
  ])('that is answered with %i is tried %i times, and not delivered', async (code, tries, kind, words) => {
    receiver.answers.splice(0, 1, status(code, {}, 'a\u001b[31m lie'));
    const end = await sender()();
    expect(end).toMatchObject({
      kind,
      failure: { kind: 'provider', message: expect.stringContaining(words) as string },
    });
    expect(JSON.stringify(end)).not.toContain('lie');
    expect(receiver.received).toHaveLength(tries);
  });

  it.each([301, 302, 307, 308])('follows no redirect (%i), not even to where it may go', async (code) => {
    receiver.answers.splice(0, 1, status(code, { location: 'http://169.254.169.254/latest/meta-data' }));
    expect(await sender()()).toMatchObject({ kind: 'down' });
    receiver.answers.splice(0, 1, status(code, { location: receiver.url }));
    expect(await sender()()).toMatchObject({ kind: 'down' });
    expect(receiver.received).toHaveLength(2);
  });

  it('ends in time with a receiver that says nothing, and then asks it no more', async () => {
    receiver.answers.splice(0, 1, () => undefined);
    const http = httpOf({ timeoutMs: 300 });
    const asked = {
      provider: 'The webhook',
      method: 'POST',
      url: new URL(receiver.url),
      maxBytes: 9,
      tooLong: 'cut',
    } as const;
    await expect(http.request(asked)).rejects.toThrow('no whole answer within 0.3 s');
    await expect(http.request(asked)).rejects.toThrow('was not asked again');
    expect(receiver.received).toHaveLength(1);
  });

  it('takes no harm from an endless answer, nor from one that lies', async () => {
    receiver.answers.splice(0, 1, (response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/json' });
      const more = (): void => {
        if (!response.destroyed) response.write(Buffer.alloc(65_536), more);
      };
      more();
    });
    expect(await sender()()).toEqual({ kind: 'delivered' });
    receiver.answers.splice(0, 1, (response) => response.socket?.end('HTTP/1.1 999 What\r\n\r\n'));
    expect(await sender()()).toMatchObject({ kind: 'down' });
    receiver.answers.splice(0, 1, (response) => response.socket?.end('no HTTP at all\r\n\r\n'));
    expect(await sender()()).toMatchObject({ kind: 'down' });
  });

  it('goes nowhere near a private network unless that is said', async () => {
    const nowhere = async (url: string, addresses: string[]) => {
      expect(await sender({ url, addresses, allowPrivate: false })()).toMatchObject({
        kind: 'down',
        failure: { kind: 'usage', hint: expect.stringContaining('--allow-private') as string },
      });
    };
    const { port } = new URL(receiver.url);
    await nowhere(receiver.url, []);
    await nowhere(`http://localhost:${port}/`, ['127.0.0.1']);
    await nowhere(`http://rebound.example:${port}/`, ['93.184.216.34', '127.0.0.1']);
    await nowhere('http://169.254.169.254/latest', []);
    await nowhere(`http://[::ffff:127.0.0.1]:${port}/`, []);
    await nowhere(`http://2130706433:${port}/`, []);
    expect(receiver.received).toEqual([]);
  });

  it('stops when it is interrupted', async () => {
    receiver.answers.splice(0, 1, () => undefined);
    const stop = new AbortController();
    signal = stop.signal;
    setTimeout(() => {
      stop.abort();
    }, 50);
    await expect(sender()()).rejects.toMatchObject({ kind: 'interrupted' });
    signal = undefined;
  });
});

describe('the address of a webhook', () => {
  it('is https, without a password; http only in a private network', () => {
    expect(webhookAddress('https://example.com/hook?a=b', false).href).toBe('https://example.com/hook?a=b');
    expect(webhookAddress('http://127.0.0.1:9/', true).host).toBe('127.0.0.1:9');
    for (const [text, allowed] of [
      ['http://example.com/', false],
      ['ftp://example.com/', true],
      ['file:///etc/passwd', true],
      ['javascript:alert(1)', true],
      ['example.com', true],
      ['', true],
      ['https://user:word@example.com/', true],
    ] as const) {
      expect(() => webhookAddress(text, allowed)).toThrow(Failure);
    }
  });

  it('is not repeated when it is wrong: some are as good as a password', () => {
    expect(() => webhookAddress('http://example.com/T0KEN', false)).toThrow(/^(?!.*T0KEN)/);
  });
});
