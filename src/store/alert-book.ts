import type { KeptAlert, NewAlert } from '../domain/alerts/kept-alert.js';
import type { Database } from './database.js';
import type { Migration } from './migrations.js';

export const ALERT_MIGRATION: Migration = {
  name: '2026-11-alerts',
  up: (connection) =>
    connection.exec(`
    CREATE TABLE alert (
      id TEXT PRIMARY KEY, videoId TEXT NOT NULL, rule TEXT NOT NULL, raisedAt INTEGER NOT NULL, body TEXT NOT NULL,
      UNIQUE (videoId, rule)
    ) WITHOUT ROWID;
    CREATE TABLE alertDelivery (
      alert TEXT NOT NULL REFERENCES alert (id), way TEXT NOT NULL,
      tries INTEGER NOT NULL DEFAULT 0, heldBy TEXT, heldUntil INTEGER NOT NULL DEFAULT 0,
      endedAt INTEGER, outcome TEXT CHECK (outcome IN ('delivered', 'given up')),
      PRIMARY KEY (alert, way)
    ) WITHOUT ROWID;
    CREATE INDEX alertWaiting ON alertDelivery (way) WHERE endedAt IS NULL`),
};

/** Longer than any delivery takes: a run that holds one after that was killed. Milliseconds. */
const HELD_MS = 120_000;

/** The alerts that were raised, and whom each still has to reach. */
export class AlertBook {
  constructor(private readonly database: Database) {}

  raise(alerts: readonly NewAlert[], ways: readonly string[], at: number): readonly string[] {
    return this.database.write((connection) => {
      const insert = connection.prepare<[string, string, string, number, string]>(
        'INSERT INTO alert (id, videoId, rule, raisedAt, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      );
      const deliver = connection.prepare<[string, string]>('INSERT INTO alertDelivery (alert, way) VALUES (?, ?)');
      const raised: string[] = [];
      for (const { id, videoId, rule, body } of alerts) {
        if (insert.run(id, videoId, rule, at, body).changes === 0) continue;
        raised.push(id);
        for (const way of ways) deliver.run(id, way);
      }
      return raised;
    });
  }

  take(way: string, run: string, at: number): KeptAlert | null {
    return this.database.write((connection) => {
      const found = connection
        .prepare<[string, string, number, number], KeptAlert>(
          // A hold that lies further ahead than any can was made before the clock was set back.
          `SELECT alert.id, body, tries FROM alertDelivery JOIN alert ON alert.id = alert
           WHERE way = ? AND endedAt IS NULL AND heldBy IS NOT ? AND NOT heldUntil BETWEEN ? AND ?
           ORDER BY tries, raisedAt, alert.id LIMIT 1`,
        )
        .get(way, run, at, at + HELD_MS);
      if (found === undefined) return null;
      connection
        .prepare('UPDATE alertDelivery SET tries = tries + 1, heldBy = ?, heldUntil = ? WHERE alert = ? AND way = ?')
        .run(run, at + HELD_MS, found.id, way);
      return found;
    });
  }

  delivered(id: string, way: string, at: number): void {
    this.database.write((connection) =>
      connection
        .prepare("UPDATE alertDelivery SET endedAt = ?, outcome = 'delivered' WHERE alert = ? AND way = ?")
        .run(at, id, way),
    );
  }

  failed(id: string, way: string): void {
    this.database.write((connection) =>
      connection.prepare('UPDATE alertDelivery SET heldUntil = 0 WHERE alert = ? AND way = ?').run(id, way),
    );
  }

  waiting(way: string): number {
    const row = this.database.read((connection) =>
      connection
        .prepare<[string], { waiting: number }>(
          'SELECT count(*) AS waiting FROM alertDelivery WHERE way = ? AND endedAt IS NULL',
        )
        .get(way),
    );
    return row?.waiting ?? 0;
  }

  giveUp(before: number, at: number): number {
    return this.database.write(
      (connection) =>
        connection
          .prepare(
            `UPDATE alertDelivery SET endedAt = ?, outcome = 'given up'
             WHERE endedAt IS NULL AND NOT heldUntil BETWEEN ? AND ?
             AND alert IN (SELECT id FROM alert WHERE raisedAt < ?)`,
          )
          .run(at, at, at + HELD_MS, before).changes,
    );
  }

  forget(before: number): void {
    this.database.write((connection) => {
      const old = `SELECT id FROM alert WHERE raisedAt < ?
        AND NOT EXISTS (SELECT 1 FROM alertDelivery WHERE alert = id AND endedAt IS NULL)`;
      // Deliveries first, which refer to their alert.
      connection.prepare(`DELETE FROM alertDelivery WHERE alert IN (${old})`).run(before);
      connection.prepare(`DELETE FROM alert WHERE id IN (${old})`).run(before);
    });
  }
}
