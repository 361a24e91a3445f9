import type { Database } from './database.js';
import type { Connection } from './driver.js';
import type { Migration } from './migrations.js';

/** Whose quota: a provider, a key (a fingerprint, never the key itself), and one of its buckets. */
export interface Purse {
  readonly provider: string;
  readonly keyId: string;
  readonly bucket: string;
}

/** A span of time that a bucket is filled for, in milliseconds: from `startsAt` to just before `endsAt`. */
export interface Period {
  readonly startsAt: number;
  readonly endsAt: number;
}

export interface Reservation extends Purse {
  /** In the bucket's own unit: quota units, calls. */
  readonly amount: number;
  readonly limit: number;
  readonly period: Period;
}

/** What is known of a bucket now. */
export interface Spending extends Purse {
  readonly spent: number;
  /** Milliseconds: when the bucket is full again. */
  readonly resetsAt: number;
  /** Milliseconds: the provider itself said that nothing is left until then; null when it did not. */
  readonly exhaustedUntil: number | null;
}

export const LEDGER_MIGRATION: Migration = {
  name: '2026-11-quota-ledger',
  up: (connection) =>
    connection.exec(`
      CREATE TABLE quota (
        provider TEXT NOT NULL, keyId TEXT NOT NULL, bucket TEXT NOT NULL,
        startsAt INTEGER NOT NULL, endsAt INTEGER NOT NULL, spent INTEGER NOT NULL, exhaustedUntil INTEGER NOT NULL,
        PRIMARY KEY (provider, keyId, bucket)
      ) WITHOUT ROWID`),
};

/**
 * Nothing rightly reaches further ahead: a period has begun, and the longest day ends within 25 hours. What does was
 * written while a clock ran wrong, and would lock a key for as long as that clock was ahead.
 */
const BELIEVED_MS = 48 * 3_600_000;

/**
 * What every key has spent, shared by all processes. A bucket's period only ever moves forward: when the clock is set
 * back by less than two days, spending goes on in the latest period seen, so that a spent bucket neither opens again nor
 * counts twice. What lies further ahead is forgotten; then the provider's own count holds.
 */
export class QuotaLedger {
  /** @param now milliseconds */
  constructor(
    private readonly database: Pick<Database, 'read' | 'write'>,
    private readonly now: () => number,
  ) {}

  /**
   * Books an amount before it is spent; atomic across processes.
   * @returns false, with nothing booked, when it would go beyond the limit or the bucket is exhausted
   */
  reserve(reservation: Reservation): boolean {
    counted(reservation.amount);
    return this.database.write((connection) => this.book(connection, reservation));
  }

  /**
   * Books an amount, or less of it: at most one part in `share` of what is left, so that near the limit nobody holds what
   * another needs, but at least one; atomic across processes.
   * @returns how much was booked; 0 when nothing is left or the bucket is exhausted
   */
  reserveSome({ share, ...reservation }: Reservation & { readonly share: number }): number {
    counted(reservation.amount);
    return this.database.write((connection) => {
      const { provider, keyId, bucket, period, limit } = reservation;
      this.forgetFuture(connection, reservation);
      const row = connection
        .prepare<[string, string, string], Pick<Row, 'spent'> & Pick<Period, 'startsAt'>>(
          'SELECT spent, startsAt FROM quota WHERE provider = ? AND keyId = ? AND bucket = ?',
        )
        .get(provider, keyId, bucket);
      const left = limit - (row === undefined || period.startsAt > row.startsAt ? 0 : row.spent);
      const amount = Math.max(1, Math.min(reservation.amount, Math.floor(left / share)));
      return this.book(connection, { ...reservation, amount }) ? amount : 0;
    });
  }

  /** Gives back what was reserved in a period and not spent; without effect once a later period has begun. */
  release({ provider, keyId, bucket, amount, period }: Omit<Reservation, 'limit'>): void {
    counted(amount);
    const values = { provider, keyId, bucket, amount, startsAt: period.startsAt };
    this.database.write((connection) =>
      connection
        .prepare<typeof values>(
          `UPDATE quota SET spent = max(0, spent - @amount)
           WHERE provider = @provider AND keyId = @keyId AND bucket = @bucket AND startsAt = @startsAt`,
        )
        .run(values),
    );
  }

  /**
   * Notes that the provider refused for want of quota: nothing can be reserved before `until` (milliseconds).
   * An earlier note that reaches further stays.
   */
  exhaust({ provider, keyId, bucket }: Purse, until: number): void {
    const values = { provider, keyId, bucket, until };
    this.database.write((connection) => {
      this.forgetFuture(connection, values);
      connection
        .prepare<typeof values>(
          `INSERT INTO quota (provider, keyId, bucket, startsAt, endsAt, spent, exhaustedUntil)
           VALUES (@provider, @keyId, @bucket, 0, 0, 0, @until)
           ON CONFLICT DO UPDATE SET exhaustedUntil = max(exhaustedUntil, @until)`,
        )
        .run(values);
    });
  }

  /** Whether the provider refused, in any process, and the bucket has not returned since. A read alone: no commit. */
  isExhausted({ provider, keyId, bucket }: Purse): boolean {
    const until = this.database.read((connection) =>
      connection
        .prepare<[string, string, string], number>(
          'SELECT exhaustedUntil FROM quota WHERE provider = ? AND keyId = ? AND bucket = ?',
        )
        .pluck()
        .get(provider, keyId, bucket),
    );
    const ahead = (until ?? 0) - this.now();
    return ahead > 0 && ahead <= BELIEVED_MS;
  }

  /** Everything that is spent or exhausted now, by provider, key and bucket; what is not listed is untouched. */
  spent(): readonly Spending[] {
    const now = this.now();
    return this.database
      .read((connection) =>
        connection
          .prepare<{ now: number; believed: number }, Row>(
            `SELECT provider, keyId, bucket, endsAt, spent, exhaustedUntil FROM quota
             WHERE (endsAt > @now OR exhaustedUntil > @now) AND max(startsAt, exhaustedUntil) <= @believed
             ORDER BY provider, keyId, bucket`,
          )
          .all({ now, believed: now + BELIEVED_MS }),
      )
      .map(({ endsAt, spent, exhaustedUntil, ...purse }) => ({
        ...purse,
        spent: endsAt > now ? spent : 0,
        resetsAt: Math.max(endsAt, exhaustedUntil),
        exhaustedUntil: exhaustedUntil > now ? exhaustedUntil : null,
      }));
  }

  private book(connection: Connection, { provider, keyId, bucket, amount, limit, period }: Reservation): boolean {
    if (amount > limit) return false;
    this.forgetFuture(connection, { provider, keyId, bucket });
    const { startsAt, endsAt } = period;
    const values = { provider, keyId, bucket, amount, limit, startsAt, endsAt, now: this.now() };
    const { changes } = connection
      .prepare<typeof values>(
        `INSERT INTO quota (provider, keyId, bucket, startsAt, endsAt, spent, exhaustedUntil)
         VALUES (@provider, @keyId, @bucket, @startsAt, @endsAt, @amount, 0)
         ON CONFLICT DO UPDATE SET
           spent = @amount + iif(@startsAt > startsAt, 0, spent),
           startsAt = max(@startsAt, startsAt), endsAt = max(@endsAt, endsAt)
         WHERE exhaustedUntil <= @now AND @amount + iif(@startsAt > startsAt, 0, spent) <= @limit`,
      )
      .run(values);
    return changes === 1;
  }

  private forgetFuture(connection: Connection, { provider, keyId, bucket }: Purse): void {
    connection
      .prepare<[string, string, string, number]>(
        `DELETE FROM quota
         WHERE provider = ? AND keyId = ? AND bucket = ? AND max(startsAt, exhaustedUntil) > ?`,
      )
      .run(provider, keyId, bucket, this.now() + BELIEVED_MS);
  }
}

interface Row extends Purse {
  readonly endsAt: number;
  readonly spent: number;
  readonly exhaustedUntil: number;
}

function counted(amount: number): void {
  if (!Number.isSafeInteger(amount) || amount <= 0) throw new RangeError(`No amount of quota: ${amount}`);
}
