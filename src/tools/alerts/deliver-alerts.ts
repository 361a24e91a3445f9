import { KNOWN_FOR_MS, TRIED_FOR_MS } from '../../domain/alerts/kept-alert.js';
import { Failure } from '../../errors.js';
import type { AlertBook, AlertWay } from '../../providers/ports/alerts.js';

/** What became of the alerts of one way. */
export interface WayReport {
  readonly way: AlertWay['kind'];
  readonly delivered: number;
  /** Kept, and tried again by the next run. */
  readonly waiting: number;
  /** The first failure; null when nothing failed. */
  readonly failure: Failure | null;
}

export interface DeliveryParts {
  readonly book: AlertBook;
  readonly ways: readonly AlertWay[];
  /** A name that no other run has. */
  readonly run: string;
  /** Milliseconds. */
  readonly now: () => number;
}

/**
 * Delivers what waits, oldest first, each way by itself. What arrives is marked after it has arrived: a run that is killed
 * in between leaves it to the next one, which sends it once more under the same id. A way that is down is left alone
 * until the next run.
 * @throws Failure `interrupted`, `unexpected` when the book cannot be used
 */
export async function deliverAlerts({ book, ways, run, now }: DeliveryParts): Promise<readonly WayReport[]> {
  const reports: WayReport[] = [];
  for (const way of ways) {
    let delivered = 0;
    let failure: Failure | null = null;
    for (;;) {
      const alert = book.take(way.name, run, now());
      if (alert === null) break;
      const end = await way.deliver(alert).catch((error: unknown) => {
        book.failed(alert.id, way.name);
        throw error;
      });
      if (end.kind === 'delivered') {
        book.delivered(alert.id, way.name, now());
        delivered += 1;
        continue;
      }
      book.failed(alert.id, way.name);
      failure ??= end.failure;
      if (end.kind === 'down') break;
    }
    reports.push({ way: way.kind, delivered, waiting: book.waiting(way.name), failure });
  }
  return reports;
}

/** Lets go of what has been tried for too long; to be called after this run has tried. Forgets what ended long ago. @returns how many deliveries, to be told */
export function giveUpOld(book: AlertBook, at: number): number {
  const givenUp = book.giveUp(at - TRIED_FOR_MS, at);
  book.forget(at - KNOWN_FOR_MS);
  return givenUp;
}
