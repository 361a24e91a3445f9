import { BookedAhead } from './booked-ahead.js';
import { openForgivingLedger, type ForgivingLedger } from './forgiving-ledger.js';
import type { InsightSettings } from './insight-db.js';
import { KeyBook } from './key-book.js';
import type { Period, Purse, QuotaLedger } from './quota-ledger.js';
import { YOUTUBE_DAILY_LIMITS, youtubeQuotaDay, type YoutubeBucket } from './youtube-quota.js';

export interface BookSettings extends InsightSettings {
  /** Units that each key has a day; Google gives some projects more than the usual 10,000. */
  readonly units: number;
}

export interface OpenedBook {
  readonly book: YoutubeBook;
  /** What a person should know, plain sentences; grows when something goes wrong later, so read it at the end. */
  readonly notes: readonly string[];
  readonly close: () => void;
}

/** Opens the quota ledger for YouTube; where it cannot be used nothing is booked, told in a note. */
export async function openYoutubeBook(settings: BookSettings): Promise<OpenedBook> {
  const { ledger, notes, close } = await openForgivingLedger(settings);
  const book = new YoutubeBook(ledger, settings);
  return {
    book,
    notes,
    close: () => {
      book.giveBack();
      close();
    },
  };
}

/** What each YouTube key has spent of its day, shared by all processes. */
export class YoutubeBook extends KeyBook {
  private day: Period | null = null;
  private readonly ahead = new Map<string, BookedAhead>();

  constructor(
    ledger: ForgivingLedger,
    private readonly settings: Pick<BookSettings, 'now' | 'units'>,
  ) {
    super(ledger);
  }

  /** Takes one call that is booked, or books some more; false when the key has none left today. */
  reserve(keyId: string, bucket: YoutubeBucket): boolean {
    const period = this.today();
    return this.ledger.book(true, (ledger) => this.aheadOf(ledger, keyId, bucket).take(period));
  }

  /** Gives back what was booked ahead and not used. */
  giveBack(): void {
    this.ledger.book(undefined, () => {
      for (const each of this.ahead.values()) each.giveBack();
    });
  }

  /**
   * Notes that YouTube itself refused for want of quota: the key rests until the midnight Pacific that ends the day of
   * the call. The refusal itself may be heard after it, and says nothing of the new day.
   */
  exhaust(keyId: string, bucket: YoutubeBucket): void {
    const today = this.today();
    this.ledger.book(undefined, (ledger) => {
      const ahead = this.aheadOf(ledger, keyId, bucket);
      ahead.giveBack();
      ledger.exhaust(purse(keyId, bucket), (ahead.bookedIn ?? today).endsAt);
    });
  }

  /** When the key's bucket is full again, in milliseconds. */
  returnsAt(keyId: string, bucket: YoutubeBucket): number {
    const wanted = purse(keyId, bucket);
    const found = this.ledger.book(null, (ledger) =>
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
}

function purse(keyId: string, bucket: YoutubeBucket): Purse {
  return { provider: 'youtube', keyId, bucket };
}
