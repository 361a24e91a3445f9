import { judgeAlerts, type Alert, type AlertCandidate } from '../../domain/alerts/alert.js';
import type { AlertRule } from '../../domain/alerts/alert-rule.js';
import type { FailureKind } from '../../errors.js';
import type { AlertBook, AlertWay } from '../../providers/ports/alerts.js';
import type { WatchResult } from '../watch/run-watch.js';
import { deliverAlerts, giveUpOld, type WayReport } from './deliver-alerts.js';

/** What deliveries to the one who reads the output are kept under. */
const PRINTED = 'stdout';

/** How the alerts of one way fared. */
export interface AlertDelivery {
  readonly way: 'webhook' | 'command';
  readonly delivered: number;
  /** Kept for the next run. */
  readonly waiting: number;
  readonly error: { readonly kind: FailureKind; readonly message: string; readonly hint: string } | null;
}

/** What alerts came to, as the JSON of a run carries it. */
export interface AlertsResult {
  readonly rules: readonly string[];
  /** New videos that could be judged by a rule at least, and those that could be by none. */
  readonly judged: number;
  readonly unjudged: number;
  /** Raised by this run; and, where this output is what carries them, those that an earlier run could not print. */
  readonly alerts: readonly Alert[];
  /** Empty where this output is what carries them. */
  readonly deliveries: readonly AlertDelivery[];
  /** Deliveries that were tried for three days, and now no longer. */
  readonly givenUp: number;
}

/** A run over the followed channels with what its alerts came to; null when none were wanted. */
export interface TrackRunResult extends WatchResult {
  readonly alerts: AlertsResult | null;
}

export interface ToldAlerts {
  readonly result: AlertsResult;
  /** To be called after the result was printed: only then have alerts arrived that it carries. @param book opened anew */
  readonly printed: (book: AlertBook) => void;
}

export interface AlertingParts {
  readonly rules: readonly AlertRule[];
  readonly book: AlertBook;
  readonly ways: readonly AlertWay[];
  readonly run: string;
  readonly bodyOf: (alert: Alert) => string;
  /** Milliseconds. */
  readonly now: () => number;
}

/** The alerts of one run. Without a webhook or a command it is the output of the run that carries them. */
export class Alerting {
  private readonly raised: Alert[] = [];
  private judged = 0;
  private unjudged = 0;

  constructor(private readonly parts: AlertingParts) {}

  /** Whether the output carries the alerts. */
  get isPrinted(): boolean {
    return this.parts.ways.length === 0;
  }

  /** Judges new videos, and takes in hand what they raise. @throws Failure `unexpected` */
  raise(candidates: readonly AlertCandidate[]): void {
    const { rules, book, ways, bodyOf, now } = this.parts;
    const at = now();
    const { alerts, judged, unjudged } = judgeAlerts(candidates, rules, at);
    this.judged += judged;
    this.unjudged += unjudged;
    const rows = alerts.map((alert) => ({
      id: alert.id,
      videoId: alert.data.video.id,
      rule: alert.data.rule,
      body: bodyOf(alert),
    }));
    const names = this.isPrinted ? [PRINTED] : ways.map(({ name }) => name);
    const fresh = new Set(book.raise(rows, names, at));
    this.raised.push(...alerts.filter(({ id }) => fresh.has(id)));
  }

  /** Delivers what waits. @throws Failure `interrupted`, `unexpected` */
  async tell(): Promise<ToldAlerts> {
    const { rules, book, ways, run, now } = this.parts;
    const reports = await deliverAlerts({ book, ways, run, now });
    const printed = this.isPrinted ? this.toPrint() : this.raised;
    // After this try: with a week between two runs there was no other one but the first.
    const givenUp = giveUpOld(book, now());
    const { judged, unjudged } = this;
    return {
      result: {
        rules: rules.map(({ name }) => name),
        judged,
        unjudged,
        alerts: printed,
        deliveries: reports.map(deliveryOf),
        givenUp,
      },
      printed: (opened) => {
        if (this.isPrinted) for (const { id } of printed) opened.delivered(id, PRINTED, now());
      },
    };
  }

  private toPrint(): readonly Alert[] {
    const { book, run, now } = this.parts;
    const alerts: Alert[] = [];
    for (;;) {
      const kept = book.take(PRINTED, run, now());
      if (kept === null) return alerts;
      // Written by `bodyOf`.
      alerts.push(JSON.parse(kept.body) as Alert);
    }
  }
}

function deliveryOf({ way, delivered, waiting, failure }: WayReport): AlertDelivery {
  const error = failure === null ? null : { kind: failure.kind, message: failure.message, hint: failure.hint };
  return { way, delivered, waiting, error };
}
