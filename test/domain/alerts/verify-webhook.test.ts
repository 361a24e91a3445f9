import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  seenIds,
  verifyWebhook,
  WebhookRefused,
  type WebhookRefusal,
} from '../../../src/domain/alerts/verify-webhook.js';
import { secretBytes, webhookHeaders, webhookSignature } from '../../../src/domain/alerts/webhook-signature.js';

// The example that Standard Webhooks publishes for its libraries (github.com/standard-webhooks/standard-webhooks).
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const ID = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
const TIMESTAMP = '1614265330';
const BODY = '{"test": 2432232314}';
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
const THEN = 1_614_265_330_000;

const OTHER = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const headers = { 'webhook-id': ID, 'webhook-timestamp': TIMESTAMP, 'webhook-signature': SIGNATURE };

const key = (secret: string): Uint8Array => secretBytes(secret) ?? new Uint8Array();

function refusal(work: () => unknown): WebhookRefusal | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof WebhookRefused) return error.reason;
    throw error;
  }
}

describe('a webhook', () => {
  it('is signed as the published example', () => {
    expect(webhookSignature(key(SECRET), { id: ID, timestamp: TIMESTAMP, rawBody: BODY })).toBe(SIGNATURE);
    expect(webhookHeaders([key(SECRET)], { id: ID, rawBody: BODY }, THEN + 999)).toEqual(headers);
  });

  it('1: is taken when all is right, from bytes as from text, from Headers as from an object', () => {
    const good = { id: ID, sentAt: THEN };
    expect(verifyWebhook([SECRET], headers, BODY, THEN)).toEqual(good);
    expect(verifyWebhook([SECRET], new Headers(headers), Buffer.from(BODY), THEN)).toEqual(good);
  });

  it('2: is refused with a bad signature, or none, or one of another version', () => {
    const signed = (signature: string) =>
      refusal(() => verifyWebhook([SECRET], { ...headers, 'webhook-signature': signature }, BODY, THEN));
    const right = SIGNATURE.slice(3);
    expect(signed(`v1,${'A'.repeat(43)}=`)).toBe('signature');
    for (const other of [right, `v1a,${right}`, `v2,${right}`, `v1,${right}x`, `v1,${right.replace('=', '')}`]) {
      expect(signed(other)).toBe('signature');
    }
    expect(signed('')).toBe('header');
    expect(refusal(() => verifyWebhook([SECRET], {}, BODY, THEN))).toBe('header');
    expect(refusal(() => verifyWebhook([OTHER], headers, BODY, THEN))).toBe('signature');
    expect(refusal(() => verifyWebhook([], headers, BODY, THEN))).toBe('signature');
  });

  it('3: is refused more than five minutes late, or early', () => {
    const at = (seconds: number) => refusal(() => verifyWebhook([SECRET], headers, BODY, THEN + seconds * 1000));
    expect([at(-301), at(-300), at(0), at(300), at(301)]).toEqual(['time', null, null, null, 'time']);
  });

  it('4: is refused when it is replayed, for 24 hours', () => {
    const seen = seenIds();
    const come = (id: string, now: number) => {
      const good = webhookHeaders([key(SECRET)], { id, rawBody: BODY }, now);
      return refusal(() => {
        seen.add(verifyWebhook([SECRET], good, BODY, now, seen).id, now);
      });
    };
    const hours = (count: number) => THEN + count * 3_600_000;
    expect([come('msg_a', THEN), come('msg_a', THEN), come('msg_b', THEN)]).toEqual([null, 'replayed', null]);
    expect([come('msg_a', hours(23.9)), come('msg_a', hours(24))]).toEqual(['replayed', null]);
  });

  it('is good again until its work is done, or a failed one would never be made up for', () => {
    const seen = seenIds();
    const come = () => verifyWebhook([SECRET], headers, BODY, THEN, seen);
    expect([come().id, come().id]).toEqual([ID, ID]);
    seen.add(ID, THEN);
    expect(refusal(come)).toBe('replayed');
  });

  it('remembers the id of a bad one not, or anybody could keep a good one out', () => {
    const seen = seenIds();
    const forged = { ...headers, 'webhook-signature': `v1,${'A'.repeat(43)}=` };
    expect(refusal(() => verifyWebhook([SECRET], forged, BODY, THEN, seen))).toBe('signature');
    expect(refusal(() => verifyWebhook([SECRET], headers, BODY, THEN + 400_000, seen))).toBe('time');
    expect(refusal(() => verifyWebhook([SECRET], headers, BODY, THEN, seen))).toBeNull();
  });

  it('5: is refused with an altered body, even one that means the same', () => {
    for (const altered of ['{"test":2432232314}', '{"test": 2432232315}', `${BODY}\n`, '']) {
      expect(refusal(() => verifyWebhook([SECRET], headers, altered, THEN))).toBe('signature');
    }
  });

  it('6: is taken by whoever knows the old or the new secret while one is changed for the other', () => {
    const both = webhookHeaders([key(OTHER), key(SECRET)], { id: ID, rawBody: BODY }, THEN);
    expect(both['webhook-signature'].split(' ')).toHaveLength(2);
    for (const secrets of [[SECRET], [OTHER], [OTHER, SECRET]]) {
      expect(refusal(() => verifyWebhook(secrets, both, BODY, THEN))).toBeNull();
    }
    expect(refusal(() => verifyWebhook([OTHER, SECRET], headers, BODY, THEN))).toBeNull();
  });

  it('has an id without a full stop, or its parts could be cut in another place', () => {
    const id = 'a';
    const timestamp = TIMESTAMP;
    const body = `${TIMESTAMP}.x`;
    const signature = webhookSignature(key(SECRET), { id, timestamp, rawBody: body });
    const moved = { 'webhook-id': `a.${timestamp}`, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
    expect(webhookSignature(key(SECRET), { id: `a.${timestamp}`, timestamp, rawBody: 'x' })).toBe(signature);
    expect(refusal(() => verifyWebhook([SECRET], moved, 'x', THEN))).toBe('header');
  });

  it('is good again nowhere with any byte of it changed', () => {
    const message = fc.record({
      secret: fc.uint8Array({ minLength: 24, maxLength: 64 }),
      id: fc.stringMatching(/^[\w-]{1,40}$/),
      body: fc.uint8Array({ minLength: 1, maxLength: 200 }),
      at: fc.integer({ min: 0, max: 9_999_999_999 }),
      part: fc.constantFrom('id', 'timestamp', 'signature', 'body'),
      place: fc.nat(),
      by: fc.integer({ min: 1, max: 255 }),
    });
    fc.assert(
      fc.property(message, ({ secret, id, body, at, part, place, by }) => {
        const now = at * 1000;
        const words = `whsec_${Buffer.from(secret).toString('base64')}`;
        const good = webhookHeaders([secret], { id, rawBody: body }, now);
        expect(verifyWebhook([words], good, body, now)).toEqual({ id, sentAt: now });
        // By another way: all at once instead of in pieces.
        const whole = Buffer.concat([Buffer.from(`${id}.${at}.`), body]);
        expect(good['webhook-signature']).toBe(`v1,${createHmac('sha256', secret).update(whole).digest('base64')}`);
        if (part === 'body') {
          const altered = Uint8Array.from(body);
          altered[place % altered.length] = (altered[place % altered.length] ?? 0) ^ by;
          expect(refusal(() => verifyWebhook([words], good, altered, now))).toBe('signature');
          return;
        }
        const name = `webhook-${part}` as const;
        const text = good[name];
        const spot = place % text.length;
        const other = String.fromCharCode(text.charCodeAt(spot) ^ by);
        const altered = { ...good, [name]: text.slice(0, spot) + other + text.slice(spot + 1) };
        expect(refusal(() => verifyWebhook([words], altered, body, now))).toMatch(/^(header|signature)$/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a secret', () => {
  it('is whsec_ and 24 to 64 bytes, and nothing else', () => {
    const of = (bytes: number) => `whsec_${Buffer.alloc(bytes, 1).toString('base64')}`;
    expect([23, 24, 64, 65].map((bytes) => secretBytes(of(bytes))?.length ?? null)).toEqual([null, 24, 64, null]);
    for (const wrong of ['', 'whsec_', SECRET.slice(6), ` ${SECRET}`, `${SECRET}\n`, `${SECRET}!`]) {
      expect(secretBytes(wrong)).toBeNull();
    }
    expect(() => verifyWebhook(['AIzaSomethingElse'], headers, BODY, THEN)).toThrow(RangeError);
  });
});
