import type { EntryOfBook, FoundUsers, HandedLink, MadeUser, UserReport } from '../context/admin-desk.js';
import type { Totals } from '../server/admin/overview.js';
import type { AuditVerdict } from '../server/audit/verify-audit.js';
import type { Versioned } from '../tools/result.js';

export interface OneUser extends Versioned, UserReport {}

export interface NewUser extends Versioned, MadeUser {}

export interface ServerTotals extends Versioned, Totals {}

export interface UsersPage extends Versioned, FoundUsers {
  /** What addresses were searched for; null for everybody. */
  readonly part: string | null;
}

export interface EndedSessions extends Versioned {
  readonly email: string;
  readonly ended: number;
}

export interface NewLink extends Versioned, HandedLink {}

export interface AuditPage extends Versioned, Omit<AuditVerdict, 'entries'> {
  /** How many entries were written. */
  readonly total: number;
  /** The newest first. */
  readonly entries: readonly EntryOfBook[];
}
