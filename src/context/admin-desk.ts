import { randomBytes } from 'node:crypto';
import { Failure } from '../errors.js';
import type { Database } from '../server/database/database.js';
import type { Account } from '../server/database/tables.js';
import type { Totals } from '../server/admin/overview.js';
import type { AuditVerdict } from '../server/audit/verify-audit.js';

/** A user, as commands show one. */
export interface UserReport {
  readonly email: string;
  readonly role: Account['role'];
  readonly state: Account['state'];
  readonly plan: Account['plan'];
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly id: string;
}

/** An entry of the audit book, as commands show one. */
export interface EntryOfBook {
  readonly seq: number;
  readonly at: string;
  readonly action: string;
  readonly actor: string | null;
  readonly subject: string | null;
  readonly detail: string;
}

/** The administration of a server, on its machine: straight on its database, so whoever has that needs no password. */
export interface AdminDesk {
  /** @throws Failure `usage` for a bad password, or an address that has an account */
  create(email: string, password: string): Promise<UserReport>;
  stats(): Promise<Totals>;
  users(query: string, limit: number): Promise<readonly UserReport[]>;
  /** @throws Failure `not-found`, `usage` for the last administrator */
  change(email: string, change: Partial<Pick<Account, 'role' | 'state'>>): Promise<UserReport>;
  /** @returns how many ended */
  endSessions(email: string): Promise<number>;
  audit(before: number | null, limit: number): Promise<readonly EntryOfBook[]>;
  verify(): Promise<AuditVerdict>;
}

export interface DeskParts {
  readonly open: () => Promise<Database>;
  /** The server's secret, which passwords are peppered with. */
  readonly secret: () => Uint8Array;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Opens the database for each thing that is done, and lets it go. */
export function adminDesk({ open, secret, now }: DeskParts): AdminDesk {
  const using = async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
    const [database, { Problem }] = await Promise.all([open(), import('../server/http/problem.js')]);
    try {
      return await work(database);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const kind = error.problem === 'not-found' ? 'not-found' : 'usage';
      throw new Failure(kind, error.message, 'insight admin users lists everybody', { cause: error });
    } finally {
      await database.close();
    }
  };
  const idOf = async (database: Database, email: string): Promise<string> => {
    const { findByEmail } = await import('../server/accounts/accounts.js');
    const found = await findByEmail(database.reader, email);
    if (found !== null) return found.id;
    throw new Failure('not-found', `nobody has the address ${email}`, 'insight admin users lists everybody');
  };
  return {
    create: (email, password) =>
      using(async (database) => {
        const [{ openPasswords }, { secretsFrom }, { makeAdministrator }] = await Promise.all([
          import('../server/accounts/passwords.js'),
          import('../server/secrets.js'),
          import('../server/admin/make-administrator.js'),
        ]);
        const secretBytes = (count: number) => randomBytes(count);
        const passwords = await openPasswords({ secrets: secretsFrom(secret()), now, timeCost: null });
        const parts = { database, passwords, commonPasswords: new Set<string>(), now, secretBytes };
        return report(await makeAdministrator(email, password, parts));
      }),
    stats: () =>
      using(async ({ reader }) => {
        const { totals } = await import('../server/admin/overview.js');
        return totals(reader, now());
      }),
    users: (query, limit) =>
      using(async ({ reader }) => {
        const { findAccounts } = await import('../server/admin/find-accounts.js');
        const { accounts } = await findAccounts(reader, { query, role: null, state: null, after: null, limit });
        return accounts.map(report);
      }),
    change: (email, change) =>
      using(async (database) => {
        const { changeAccount } = await import('../server/admin/change-account.js');
        const id = await idOf(database, email);
        return report(await database.write((writer) => changeAccount(writer, 'system', id, change, now())));
      }),
    endSessions: (email) =>
      using(async (database) => {
        const { endSessionsOf } = await import('../server/admin/change-account.js');
        const id = await idOf(database, email);
        return database.write((writer) => endSessionsOf(writer, 'system', id, now()));
      }),
    audit: (before, limit) =>
      using(async ({ reader }) => {
        const { readAudit } = await import('../server/audit/read-audit.js');
        const rows = await readAudit(reader, before, limit);
        return rows.map(({ seq, at, action, actor, subject, detail }) => ({
          seq,
          at: new Date(at).toISOString(),
          action,
          actor,
          subject,
          detail,
        }));
      }),
    verify: () =>
      using(async ({ reader }) => {
        const { verifyAudit } = await import('../server/audit/verify-audit.js');
        return verifyAudit(reader);
      }),
  };
}

function report({ email, role, state, plan, createdAt, id }: Account): UserReport {
  return { email, role, state, plan, createdAt: new Date(createdAt).toISOString(), id };
}
