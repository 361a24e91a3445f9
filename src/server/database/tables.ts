import type { ColumnType, Insertable, Selectable } from 'kysely';
import type { ItemKind } from '../../domain/sync/item.js';

/** Milliseconds since 1970, set once. */
type Once = ColumnType<number, number, never>;

export interface AccountTable {
  id: ColumnType<string, string, never>;
  /** As it was typed. */
  email: string;
  /** What makes an address the same: `emailKey`. Unique. */
  emailKey: string;
  passwordHash: string;
  role: 'user' | 'admin';
  plan: 'free' | 'pro' | 'team';
  state: 'active' | 'suspended';
  createdAt: Once;
}

export interface SessionTable {
  id: ColumnType<string, string, never>;
  accountId: ColumnType<string, string, never>;
  /** Where it lives: cookies of the page, or the file of a command line. */
  kind: ColumnType<'web' | 'cli', 'web' | 'cli', never>;
  /** What a person knows it by: the machine, or the browser. */
  label: string;
  /** SHA-256 of what the cookie holds, hex; null for a command line, which has refresh tokens instead. */
  cookieHash: ColumnType<string | null, string | null, never>;
  createdAt: Once;
  usedAt: number;
  /** It ends when nobody refreshes it until then. */
  idleUntil: number;
  /** It ends then, however busy. */
  until: Once;
  endedAt: number | null;
}

/** Every refresh token ever given out in a session: one that comes back after its successor was used is stolen. */
export interface RefreshTokenTable {
  /** SHA-256 of the token, hex. */
  hash: ColumnType<string, string, never>;
  sessionId: ColumnType<string, string, never>;
  createdAt: Once;
  /** When it was exchanged for the next. */
  usedAt: number | null;
}

export interface AuditTable {
  /** 1, 2, 3 … without a gap. */
  seq: Once;
  at: Once;
  /** Who did it; null for nobody signed in, `system` for the machine. */
  actor: string | null;
  action: string;
  /** What it was done to. */
  subject: string | null;
  /** JSON. */
  detail: string;
  /** Over this entry and the hash of the one before. */
  hash: string;
}

/** How far the changes of an account are numbered; whoever pushes locks it. */
export interface SyncCounterTable {
  accountId: ColumnType<string, string, never>;
  seq: number;
}

/** An item that follows its account from machine to machine, as it is in force. */
export interface ItemTable {
  accountId: ColumnType<string, string, never>;
  kind: ColumnType<ItemKind, ItemKind, never>;
  id: ColumnType<string, string, never>;
  /** Which of its versions is in force. */
  version: number;
  /** How many versions it has. */
  versions: number;
  /** The number of its last change in the account: what a pull goes by. */
  seq: number;
  changedAt: number;
  deleted: number;
  /** For lists: JSON of the body without `result`; null once deleted. */
  head: string | null;
}

/** Every change that ever came of an item, also those that lost. Never changed. */
export interface ItemVersionTable {
  accountId: ColumnType<string, string, never>;
  kind: ColumnType<ItemKind, ItemKind, never>;
  id: ColumnType<string, string, never>;
  version: Once;
  /** The machine's own name for the change. */
  change: ColumnType<string, string, never>;
  machine: ColumnType<string, string, never>;
  changedAt: Once;
  /** When it came here. */
  receivedAt: Once;
  deleted: Once;
  /** JSON; null once deleted. */
  body: ColumnType<string | null, string | null, never>;
}

export interface ToolRunTable {
  id: ColumnType<string, string, never>;
  accountId: ColumnType<string, string, never>;
  tool: ColumnType<string, string, never>;
  /** JSON. */
  input: ColumnType<string, string, never>;
  state: 'queued' | 'running' | 'done' | 'failed';
  /** JSON, as the command line prints it; null while there is none. */
  result: string | null;
  /** JSON: what went wrong; null while nothing has. */
  problem: string | null;
  /** JSON: sentences. */
  notes: string;
  /** JSON: requests, units, searches, modelCalls, usd. */
  cost: string;
  createdAt: Once;
  startedAt: number | null;
  /** When it was done or had failed. */
  finishedAt: number | null;
  /** Of whoever runs it: another one for each try. */
  lease: string | null;
  /** Whoever runs it is taken for dead after that. */
  leaseUntil: number | null;
  /** How often it was begun. */
  tries: number;
  cancelAsked: number;
}

/** A file that a run made. */
export interface ToolFileTable {
  runId: ColumnType<string, string, never>;
  name: ColumnType<string, string, never>;
  type: ColumnType<string, string, never>;
  /** Base64. */
  content: ColumnType<string, string, never>;
}

/** How many runs an account began on a day. */
export interface ToolDayTable {
  accountId: ColumnType<string, string, never>;
  /** Days since 1970, UTC. */
  day: Once;
  runs: number;
}

/** Everything that the server keeps. */
export interface Tables {
  account: AccountTable;
  session: SessionTable;
  refreshToken: RefreshTokenTable;
  audit: AuditTable;
  syncCounter: SyncCounterTable;
  item: ItemTable;
  itemVersion: ItemVersionTable;
  toolRun: ToolRunTable;
  toolFile: ToolFileTable;
  toolDay: ToolDayTable;
}

export type Account = Selectable<AccountTable>;
export type Session = Selectable<SessionTable>;
export type ToolRun = Selectable<ToolRunTable>;
export type AuditRow = Selectable<AuditTable>;
export type NewAccount = Insertable<AccountTable>;
