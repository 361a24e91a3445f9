import { randomBytes } from 'node:crypto';
import { Failure } from '../errors.js';
import type { AccountChange } from '../server/admin/change-account.js';
import type { Totals } from '../server/admin/overview.js';
import type { NamedEntry } from '../server/audit/read-audit.js';
import type { AuditVerdict } from '../server/audit/verify-audit.js';
import type { Database } from '../server/database/database.js';
import type { Account } from '../server/database/tables.js';
import type { Secrets } from '../server/secrets.js';
import { deskFailure } from './desk-failure.js';

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

/** Some of the users, and whether there are more. */
export interface FoundUsers {
  readonly users: readonly UserReport[];
  readonly more: boolean;
}

/** A link to a new password, to be handed out. */
export interface HandedLink {
  readonly email: string;
  readonly link: string;
  /** ISO 8601, UTC. */
  readonly until: string;
}

/** A user that was made, with the link where one was wanted. */
export interface MadeUser extends UserReport {
  readonly link: string | null;
  /** How long that is good, ISO 8601, UTC. */
  readonly until: string | null;
}

/** An entry of the audit book, as commands show one. */
export interface EntryOfBook {
  readonly seq: number;
  readonly at: string;
  readonly action: string;
  /** The address of the actor as it is now, where that is an account that is there; else the actor. */
  readonly by: string | null;
  /** The same of the subject. */
  readonly to: string | null;
  readonly actor: string | null;
  readonly subject: string | null;
  /** JSON. */
  readonly detail: string;
}

/** The administration of a server, on its machine: straight on its database, so whoever has that needs no password. */
export interface AdminDesk {
  /** Says what stands in the way before a password is asked for. @throws Failure `usage` */
  checkAddress(email: string): Promise<void>;
  /**
   * @param password null for one that its owner chooses by a link
   * @throws Failure `usage` for a bad address or password, or an address that has an account
   */
  create(email: string, role: Account['role'], password: string | null): Promise<MadeUser>;
  stats(): Promise<Totals>;
  users(query: string, limit: number): Promise<FoundUsers>;
  /** @throws Failure `not-found`, `usage` for the last administrator */
  change(email: string, change: AccountChange): Promise<UserReport>;
  /** @returns how many ended */
  endSessions(email: string): Promise<number>;
  /** @throws Failure `not-found`, `usage` for a suspended user */
  resetLink(email: string): Promise<HandedLink>;
  audit(before: number | null, limit: number): Promise<AuditVerdict & { readonly found: readonly EntryOfBook[] }>;
}

export interface DeskParts {
  /** @param make whether a database that is not there is made */
  readonly open: (make: boolean) => Promise<Database>;
  /** The server's secret, which passwords are peppered with. */
  readonly secret: () => Uint8Array;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Under which address people reach the server; null for what it says of itself. */
  readonly publicUrl: string | null;
  /** The same while no server ever said. */
  readonly usualUrl: string;
}

const LIST = 'insight admin users lists everybody';
const promote = (email: string) => `insight admin role ${email} --to admin makes an administrator of it`;
const secretBytes = (count: number) => randomBytes(count);

/** Opens the database for each thing that is done, and lets it go. */
export function adminDesk({ open, secret, now, publicUrl, usualUrl }: DeskParts): AdminDesk {
  const using = async <T>(instead: string, work: (database: Database) => Promise<T>, make = false): Promise<T> => {
    const [database, { Problem }] = await Promise.all([open(make), import('../server/http/problem.js')]);
    try {
      return await work(database);
    } catch (error) {
      throw error instanceof Problem ? deskFailure(error, instead) : error;
    } finally {
      await database.close();
    }
  };
  /** Where links lead. */
  const reachedAt = async ({ reader }: Database) => {
    const { readNote } = await import('../server/system/notes.js');
    return publicUrl ?? (await readNote(reader, 'public-url')) ?? usualUrl;
  };
  /** @param work is given the id that the address has */
  const usingOne = <T>(
    email: string,
    instead: string,
    work: (database: Database, id: string) => Promise<T>,
  ): Promise<T> =>
    using(instead, async (database) => {
      const { findByEmail } = await import('../server/accounts/accounts.js');
      const found = await findByEmail(database.reader, email);
      if (found !== null) return work(database, found.id);
      throw new Failure('not-found', `nobody has the address ${email}`, LIST);
    });
  return {
    checkAddress: (email) =>
      using(
        promote(email),
        async ({ reader }) => {
          const { checkNewAddress } = await import('../server/admin/make-account.js');
          await checkNewAddress(reader, email);
        },
        true,
      ),
    create: (email, role, password) =>
      using(
        promote(email),
        async (database) => {
          const [
            { hashPasses },
            { measurePasses, openPasswords },
            { shippedPasswords },
            { secretsFrom },
            { makeAccount, makeAccountByLink },
          ] = await Promise.all([
            import('../server/accounts/hash-passes.js'),
            import('../server/accounts/passwords.js'),
            import('../server/accounts/shipped-passwords.js'),
            import('../server/secrets.js'),
            import('../server/admin/make-account.js'),
          ]);
          const secrets = secretsFrom(secret());
          await demandKnown(database, secrets);
          const timeCost = await hashPasses(database, () => measurePasses(now));
          const passwords = await openPasswords({ secrets, timeCost, cores: 1 });
          const parts = { database, passwords, commonPasswords: shippedPasswords(), now, secretBytes };
          const wish = { email, role };
          if (password !== null)
            return { ...report(await makeAccount(wish, password, parts)), link: null, until: null };
          const settings = { publicUrl: await reachedAt(database) };
          const { account, link, until } = await makeAccountByLink(wish, { ...parts, settings });
          return { ...report(account), link, until: new Date(until).toISOString() };
        },
        true,
      ),
    stats: () =>
      using(LIST, async ({ reader }) => {
        const { totals } = await import('../server/admin/overview.js');
        return totals(reader, now());
      }),
    users: (query, limit) =>
      using(LIST, async ({ reader }) => {
        const { findAccounts } = await import('../server/admin/find-accounts.js');
        const { accounts, next } = await findAccounts(reader, { query, role: null, state: null, after: null, limit });
        return { users: accounts.map(report), more: next !== null };
      }),
    change: (email, change) =>
      usingOne(email, 'insight admin create you@example.org makes one', async (database, id) => {
        const { changeAccount } = await import('../server/admin/change-account.js');
        return report(await database.write((writer) => changeAccount(writer, 'system', id, change, now())));
      }),
    endSessions: (email) =>
      usingOne(email, LIST, async (database, id) => {
        const { endSessionsOf } = await import('../server/admin/change-account.js');
        return database.write((writer) => endSessionsOf(writer, 'system', id, now()));
      }),
    resetLink: (email) =>
      usingOne(email, `insight admin activate ${email}`, async (database, id) => {
        const { makeLinkFor } = await import('../server/admin/change-account.js');
        const parts = { now, secretBytes, settings: { publicUrl: await reachedAt(database) } };
        const made = await database.write((writer) => makeLinkFor(writer, 'system', id, parts));
        return { email, link: made.link, until: new Date(made.until).toISOString() };
      }),
    audit: (before, limit) =>
      using(LIST, async ({ reader }) => {
        const [{ readNamedAudit }, { verifyAudit }] = await Promise.all([
          import('../server/audit/read-audit.js'),
          import('../server/audit/verify-audit.js'),
        ]);
        const found = await readNamedAudit(reader, before, limit);
        return { ...(await verifyAudit(reader)), found: found.map(entry) };
      }),
  };
}

/** With another secret than the server has, nobody could sign in by the password. @throws Failure `usage` */
async function demandKnown({ reader }: Database, secrets: Secrets): Promise<void> {
  const { isKnownSecret } = await import('../server/system/known-secret.js');
  if (await isKnownSecret(reader, secrets)) return;
  throw new Failure(
    'usage',
    'the secret here is not the one that the server of this database has',
    'give the same INSIGHT_SERVER_SECRET, or INSIGHT_HOME, as to insight serve',
  );
}

function report({ email, role, state, plan, createdAt, id }: Account): UserReport {
  return { email, role, state, plan, createdAt: new Date(createdAt).toISOString(), id };
}

function entry({ seq, at, action, actor, subject, detail, actorEmail, subjectEmail }: NamedEntry): EntryOfBook {
  return {
    seq,
    at: new Date(at).toISOString(),
    action,
    by: actorEmail ?? actor,
    to: subjectEmail ?? subject,
    actor,
    subject,
    detail,
  };
}
