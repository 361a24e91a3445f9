import { describe, expect, it } from 'vitest';
import type { KeptAlert } from '../../../src/domain/alerts/kept-alert.js';
import { Failure } from '../../../src/errors.js';
import type { AlertBook, AlertWay, DeliveryEnd } from '../../../src/providers/ports/alerts.js';
import { deliverAlerts } from '../../../src/tools/alerts/deliver-alerts.js';

const FAILURE = new Failure('provider', 'It is down.', 'wait');

/** A book of one way in memory, which notes what it was told. */
function bookOf(...ids: string[]): { book: AlertBook; log: string[] } {
  const log: string[] = [];
  const left = [...ids];
  const book: AlertBook = {
    raise: () => [],
    take: () => {
      const id = left.shift();
      return id === undefined ? null : { id, body: `{"id":"${id}"}`, tries: 0 };
    },
    delivered: (id) => log.push(`delivered ${id}`),
    failed: (id) => log.push(`failed ${id}`),
    waiting: () => left.length,
    giveUp: () => 0,
    forget: () => undefined,
  };
  return { book, log };
}
const way = (ends: Record<string, DeliveryEnd | Error>, log: string[]): AlertWay => ({
  name: 'webhook:1',
  kind: 'webhook',
  deliver: ({ id }: KeptAlert) => {
    log.push(`sent ${id}`);
    const end = ends[id] ?? { kind: 'delivered' };
    return end instanceof Error ? Promise.reject(end) : Promise.resolve(end);
  },
});
const run = (book: AlertBook, ways: AlertWay[]) => deliverAlerts({ book, ways, run: 'one', now: () => 0 });

describe('deliveries', () => {
  it('are marked after they arrived', async () => {
    const { book, log } = bookOf('a', 'b');
    expect(await run(book, [way({}, log)])).toEqual([{ way: 'webhook', delivered: 2, waiting: 0, failure: null }]);
    expect(log).toEqual(['sent a', 'delivered a', 'sent b', 'delivered b']);
  });

  it('go on after one that is not wanted, and stop where nothing arrives', async () => {
    const { book, log } = bookOf('a', 'b', 'c', 'd');
    const ends: Record<string, DeliveryEnd> = {
      a: { kind: 'refused', failure: FAILURE },
      c: { kind: 'down', failure: new Failure('provider', 'Another.', 'wait') },
    };
    expect(await run(book, [way(ends, log)])).toEqual([{ way: 'webhook', delivered: 1, waiting: 1, failure: FAILURE }]);
    expect(log).toEqual(['sent a', 'failed a', 'sent b', 'delivered b', 'sent c', 'failed c']);
  });

  it('let go of what was interrupted', async () => {
    const { book, log } = bookOf('a', 'b');
    await expect(run(book, [way({ a: FAILURE }, log)])).rejects.toBe(FAILURE);
    expect(log).toEqual(['sent a', 'failed a']);
  });
});
