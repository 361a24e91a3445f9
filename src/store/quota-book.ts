import { Failure } from '../errors.js';
import { BookedAhead } from './booked-ahead.js';
import { openInsight } from './insight-db.js';
import { QuotaLedger, type Period, type Purse } from './quota-ledger.js';
import { RefusedKeys } from './refused-keys.js';
import { YOUTUBE_DAILY_LIMITS, youtubeQuotaDay, type YoutubeBucket } from './youtube-quota.js';

export interface BookSettings {
  /** The folder of `insight.db`; made if need be. */
  readonly dir: string;
  /** Milliseconds. */
  readonly now: () => number;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Units that each key has a day; Google gives some projects more than the usual 10,000. */
  readonly units: number;
}

export interface OpenedBook {
  readonly book: YoutubeBook;
  /** What a person should know, plain sentences; grows when something goes wrong later, so read it at the end. */
  readonly notes: readonly string[];
  readonly close: () => void;
}

/**
 * Opens the quota ledger for YouTube. Where it cannot be used (folder not writable, disk full, no native SQLite) the run
 * goes on without booking, told in a note: reading costs little, and the provider counts for itself.
 */
export async function openYoutubeBook(settings: BookSettings): Promise<OpenedBook> {
  const notes: string[] = [];
  try {
    const opened = await openInsight(settings);
    notes.push(...opened.notes);
    const { database } = opened;
    const pages = { ledger: new QuotaLedger(database, settings.now), refused: new RefusedKeys(database, settings.now) };
    const book = new YoutubeBook(pages, settings, notes);
    return {
      book,
      notes,
      close: () => {
        book.giveBack();
        database.close();
      },
    };
  } catch (error) {
    notes.push(withoutBooking(error));
    return { book: new YoutubeBook(null, settings, notes), notes, close: () => undefined };
  }
}

interface Pages {
  readonly ledger: QuotaLedger;
  readonly refused: RefusedKeys;
}

/** What each YouTube key has spent of its day, shared by all processes. */
export class YoutubeBook {
  private day: Period | null = null;
  private readonly ahead = new Map<string, BookedAhead>();

  constructor(
    private pages: Pages | null,
    private readonly settings: Pick<BookSettings, 'now' | 'units'>,
    private readonly notes: string[],
  ) {}

  /** Takes one call that is booked, or books some more; false when the key has none left today. */
  reserve(keyId: string, bucket: YoutubeBucket): boolean {
    const period = this.today();
    return this.forgiving(true, ({ ledger }) => this.aheadOf(ledger, keyId, bucket).take(period));
  }

  /** Gives back what was booked ahead and not used. */
  giveBack(): void {
    this.forgiving(undefined, () => {
      for (const each of this.ahead.values()) each.giveBack();
    });
  }

  /**
   * Notes that YouTube itself refused for want of quota: the key rests until the midnight Pacific that ends the day of
   * the call. The refusal itself may be heard after it, and says nothing of the new day.
   */
  exhaust(keyId: string, bucket: YoutubeBucket): void {
    const today = this.today();
    this.forgiving(undefined, ({ ledger }) => {
      const ahead = this.aheadOf(ledger, keyId, bucket);
      ahead.giveBack();
      ledger.exhaust(purse(keyId, bucket), (ahead.bookedIn ?? today).endsAt);
    });
  }

  /** Notes that YouTube did not take the key. */
  refuse(keyId: string): void {
    this.forgiving(undefined, ({ refused }) => {
      refused.note(keyId);
    });
  }

  /** Notes that YouTube took the key after all. */
  accept(keyId: string): void {
    this.forgiving(undefined, ({ refused }) => {
      refused.forget(keyId);
    });
  }

  /** Whether the key was refused within the last day. */
  isRefused(keyId: string): boolean {
    return this.forgiving(false, ({ refused }) => refused.all().has(keyId));
  }

  /** When the key's bucket is full again, in milliseconds. */
  returnsAt(keyId: string, bucket: YoutubeBucket): number {
    const wanted = purse(keyId, bucket);
    const found = this.forgiving(null, ({ ledger }) =>
      ledger
        .spent()
        .find((each) => each.provider === wanted.provider && each.keyId === keyId && each.bucket === bucket),
    );
    return found?.resetsAt ?? this.today().endsAt;
  }

  private aheadOf(ledger: QuotaLedger, keyId: string, bucket: YoutubeBucket): BookedAhead {
    const name = `${keyId} ${bucket}`;
    const limit = bucket === 'units' ? this.settings.units : YOUTUBE_DAILY_LIMITS[bucket];
    const found = this.ahead.get(name) ?? new BookedAhead(ledger, purse(keyId, bucket), limit);
    this.ahead.set(name, found);
    return found;
  }

  /** Worked out once: the rules of a time zone are slow to ask. */
  private today(): Period {
    const now = this.settings.now();
    if (this.day === null || now < this.day.startsAt || now >= this.day.endsAt) this.day = youtubeQuotaDay(now);
    return this.day;
  }

  /** The first trouble ends the booking for this run, so that it is told once. */
  private forgiving<T>(otherwise: T, work: (pages: Pages) => T): T {
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

function purse(keyId: string, bucket: YoutubeBucket): Purse {
  return { provider: 'youtube', keyId, bucket };
}

function withoutBooking(error: unknown): string {
  if (!(error instanceof Failure)) throw error;
  return `What this run spends of the quota is not booked. ${error.message}. ${error.hint}.`;
}
