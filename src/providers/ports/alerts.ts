import type { Alert } from '../../domain/alerts/alert.js';
import type { KeptAlert, NewAlert } from '../../domain/alerts/kept-alert.js';
import type { Failure } from '../../errors.js';

/** What keeps alerts and who has them. Each question: @throws Failure `unexpected` */
export interface AlertBook {
  /**
   * Takes alerts in hand, each once for its video and rule whoever comes first, to be delivered in the ways that are named.
   * @param at milliseconds @returns the ids of those that are new
   */
  raise(alerts: readonly NewAlert[], ways: readonly string[], at: number): readonly string[];
  /**
   * Takes the next alert that waits for a way, and holds it so that no other run delivers it meanwhile; the least often
   * tried first. Null when none is left that `run` has not tried itself. @param at milliseconds
   */
  take(way: string, run: string, at: number): KeptAlert | null;
  /** It has arrived. @param at milliseconds */
  delivered(id: string, way: string, at: number): void;
  /** It has not: the next run may try again. */
  failed(id: string, way: string): void;
  /** How many wait for a way. */
  waiting(way: string): number;
  /** Tries those no longer that were raised before then, unless a run has one in hand. @returns how many */
  giveUp(before: number, at: number): number;
  /** Forgets what was raised before then and waits for nobody. */
  forget(before: number): void;
}

/** How a try to deliver ended. `refused`: this one is not wanted; `down`: no other would arrive now either. */
export type DeliveryEnd =
  { readonly kind: 'delivered' } | { readonly kind: 'refused' | 'down'; readonly failure: Failure };

/** One way for alerts to go. */
export interface AlertWay {
  /** What deliveries are kept under: no secret, and another for another address. */
  readonly name: string;
  readonly kind: 'webhook' | 'command';
  /** @throws Failure `interrupted` */
  deliver(alert: KeptAlert): Promise<DeliveryEnd>;
}

/** Where alerts are wanted. */
export interface AlertWish {
  /** An address; null for none. */
  readonly webhook: string | null;
  readonly exec: string | null;
  readonly execArgs: readonly string[];
  readonly allowPrivate: boolean;
}

/** What raises alerts and delivers them. */
export interface AlertDesk {
  readonly book: AlertBook;
  /** The webhook and the command, as far as they are wanted. */
  readonly ways: readonly AlertWay[];
  /** A name for this run that no other has. */
  readonly run: string;
  /** The JSON that goes out. */
  readonly bodyOf: (alert: Alert) => string;
}
