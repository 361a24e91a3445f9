import { Failure } from '../errors.js';
import { openInsight, type InsightSettings } from './insight-db.js';
import { QuotaLedger } from './quota-ledger.js';
import { RefusedKeys } from './refused-keys.js';

export interface OpenedLedger {
  readonly ledger: ForgivingLedger;
  /** What a person should know, plain sentences; grows when something goes wrong later, so read it at the end. */
  readonly notes: readonly string[];
  readonly close: () => void;
}

/**
 * Opens the quota ledger. Where it cannot be used (folder not writable, disk full, no native SQLite) the run goes on
 * without booking, told in a note: the provider counts for itself.
 */
export async function openForgivingLedger(settings: InsightSettings): Promise<OpenedLedger> {
  try {
    const { database, notes } = await openInsight(settings);
    const kept = [...notes];
    const close = (): void => {
      database.close();
    };
    const pages = { ledger: new QuotaLedger(database, settings.now), refused: new RefusedKeys(database, settings.now) };
    return { ledger: new ForgivingLedger(pages, kept), notes: kept, close };
  } catch (error) {
    const notes = [withoutBooking(error)];
    return { ledger: new ForgivingLedger(null, notes), notes, close: () => undefined };
  }
}

/** What is written of keys: what they spend, and which were refused. */
export interface Pages {
  readonly ledger: QuotaLedger;
  readonly refused: RefusedKeys;
}

/** The ledger, for as long as it can be used. */
export class ForgivingLedger {
  constructor(
    private pages: Pages | null,
    private readonly notes: string[],
  ) {}

  /** What `work` gives, or `otherwise`. The first trouble ends the booking for this run, so that it is told once. */
  book<T>(otherwise: T, work: (ledger: QuotaLedger) => T): T {
    return this.do(otherwise, ({ ledger }) => work(ledger));
  }

  /** The same with the keys that were refused. */
  refusals<T>(otherwise: T, work: (refused: RefusedKeys) => T): T {
    return this.do(otherwise, ({ refused }) => work(refused));
  }

  private do<T>(otherwise: T, work: (pages: Pages) => T): T {
    if (this.pages === null) return otherwise;
    try {
      return work(this.pages);
    } catch (error) {
      this.notes.push(withoutBooking(error));
      this.pages = null;
      return otherwise;
    }
  }
}

function withoutBooking(error: unknown): string {
  if (!(error instanceof Failure)) throw error;
  return `What this run spends of the quota is not booked. ${error.message}. ${error.hint}.`;
}
