import type { Period, Purse, QuotaLedger } from './quota-ledger.js';

/** Calls that are booked at once at most, and so the most that a killed run leaves booked and unspent (less one). */
const MOST_AHEAD = 16;

/** How much of what a purse has left may be booked ahead: one part in so many. Near its end calls are booked singly. */
const SHARE = 32;

/**
 * The calls of one purse, booked before they are made, a few at a time: a commit that lasts takes as long as a tenth of
 * a request. A run books as much again as it has spent, 16 at most and a 32nd of what is left; what it did not use it
 * gives back. So nothing is ever spent that is not booked, and a run that is killed leaves up to 15 calls booked that
 * nobody makes: they come back at the reset.
 */
export class BookedAhead {
  private held = 0;
  private used = 0;
  private period: Period | null = null;

  constructor(
    private readonly ledger: QuotaLedger,
    private readonly purse: Purse,
    private readonly limit: number,
  ) {}

  /** The period of the last booking; null before the first. */
  get bookedIn(): Period | null {
    return this.period;
  }

  /** Takes one call; false when none is left, or when any process was told that the purse is exhausted. */
  take(period: Period): boolean {
    if (this.period?.startsAt !== period.startsAt) this.giveBack();
    // What was booked before the provider said that nothing is left is worth nothing.
    if (this.held > 0 && this.ledger.isExhausted(this.purse)) return false;
    if (this.held === 0) {
      const amount = Math.min(MOST_AHEAD, Math.max(1, this.used));
      this.held = this.ledger.reserveSome({ ...this.purse, amount, share: SHARE, limit: this.limit, period });
      this.period = period;
    }
    if (this.held === 0) return false;
    this.held--;
    this.used++;
    return true;
  }

  /** Gives back what was booked and not taken. */
  giveBack(): void {
    if (this.held > 0 && this.period !== null) {
      this.ledger.release({ ...this.purse, amount: this.held, period: this.period });
    }
    this.held = 0;
  }
}
