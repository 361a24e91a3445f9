import { openForgivingLedger, type ForgivingLedger } from './forgiving-ledger.js';
import type { InsightSettings } from './insight-db.js';
import { KeyBook } from './key-book.js';
import type { Purse, Spending } from './quota-ledger.js';
import { youtubeQuotaDay } from './youtube-quota.js';

/** What is counted of each Gemini key. Google names no limits that would hold for every account, so there is none here. */
export const GEMINI_BUCKETS = ['calls', 'tokensIn', 'tokensOut'] as const;

/** Where a key's rest for having been asked too fast stands; nothing is spent of it. */
const PACE = 'pace';

export interface OpenedGeminiBook {
  readonly book: GeminiBook;
  /** As of `openForgivingLedger`. */
  readonly notes: readonly string[];
  readonly close: () => void;
}

/** Opens the ledger for Gemini; where it cannot be used nothing is booked, told in a note. */
export async function openGeminiBook(settings: InsightSettings): Promise<OpenedGeminiBook> {
  const { ledger, notes, close } = await openForgivingLedger(settings);
  return { book: new GeminiBook(ledger, settings.now), notes, close };
}

/**
 * What each Gemini key was asked today, and until when it rests; shared by all processes. Its day is YouTube's: requests
 * per day are full again at midnight Pacific (https://ai.google.dev/gemini-api/docs/rate-limits).
 */
export class GeminiBook extends KeyBook {
  /** @param now milliseconds */
  constructor(
    ledger: ForgivingLedger,
    private readonly now: () => number,
  ) {
    super(ledger);
  }

  /** Books one call before it is sent; false while the key rests. */
  reserve(keyId: string): boolean {
    return this.ledger.book(
      true,
      (ledger) => !ledger.isExhausted(purse(keyId, PACE)) && ledger.reserve(this.booking(keyId, 'calls', 1)),
    );
  }

  /** Books what a call took, once it is known. */
  spend(keyId: string, { tokensIn, tokensOut }: { readonly tokensIn: number; readonly tokensOut: number }): void {
    this.ledger.book(undefined, (ledger) => {
      if (tokensIn > 0) ledger.reserve(this.booking(keyId, 'tokensIn', tokensIn));
      if (tokensOut > 0) ledger.reserve(this.booking(keyId, 'tokensOut', tokensOut));
    });
  }

  /** Notes that Google refused the key: until then for being too fast, or (null) for the rest of its day. */
  exhaust(keyId: string, _bucket: 'calls', until: number | null): void {
    this.ledger.book(undefined, (ledger) => {
      if (until === null) ledger.exhaust(purse(keyId, 'calls'), youtubeQuotaDay(this.now()).endsAt);
      else ledger.exhaust(purse(keyId, PACE), until);
    });
  }

  /** When the key may be asked again, in milliseconds. */
  returnsAt(keyId: string): number {
    const rests = this.rests(keyId);
    return rests.length === 0 ? youtubeQuotaDay(this.now()).endsAt : Math.max(...rests.map(({ until }) => until));
  }

  /** Whether a key rests for a while only, having been asked too fast; one that has spent its day does not. */
  isTooFast(keyId: string): boolean {
    const rests = this.rests(keyId);
    return rests.length > 0 && rests.every(({ bucket }) => bucket === PACE);
  }

  private rests(keyId: string): readonly { readonly bucket: string; readonly until: number }[] {
    return this.ledger
      .book([], (ledger) => [...ledger.spent()])
      .filter((each) => each.provider === 'gemini' && each.keyId === keyId)
      .flatMap(({ bucket, exhaustedUntil }) => (exhaustedUntil === null ? [] : [{ bucket, until: exhaustedUntil }]));
  }

  private booking(keyId: string, bucket: (typeof GEMINI_BUCKETS)[number], amount: number) {
    const period = youtubeQuotaDay(this.now());
    return { ...purse(keyId, bucket), amount, limit: Number.MAX_SAFE_INTEGER, period };
  }
}

/** What was spent, with the rest of a Gemini key that was too fast shown where it is felt: it has no calls left until then. */
export function withRests(spent: readonly Spending[]): readonly Spending[] {
  const keys = new Map<string, Spending>();
  const others: Spending[] = [];
  for (const each of spent) {
    if (each.provider !== 'gemini' || ![PACE, 'calls'].includes(each.bucket)) {
      others.push(each);
      continue;
    }
    const { keyId } = each;
    const until = Math.max(each.exhaustedUntil ?? 0, keys.get(keyId)?.exhaustedUntil ?? 0);
    const calls = each.bucket === 'calls' ? each : (keys.get(keyId) ?? { ...each, bucket: 'calls' });
    keys.set(keyId, { ...calls, exhaustedUntil: until === 0 ? null : until });
  }
  return [...keys.values(), ...others];
}

function purse(keyId: string, bucket: string): Purse {
  return { provider: 'gemini', keyId, bucket };
}
