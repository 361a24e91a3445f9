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

/** How far the changes of an account are numbered, and how much is kept of them; whoever pushes locks it. */
export interface SyncCounterTable {
  accountId: ColumnType<string, string, never>;
  seq: number;
  /** Of all bodies of all versions. */
  bytes: number;
  versions: number;
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
  /** What an entry of the history was made with; null for what is none, and once deleted. */
  tool: string | null;
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
  /** Its number among all changes of the account. */
  seq: Once;
  /** Drawn here for the push that it came with: see sync/points.ts. */
  mark: ColumnType<string, string, never>;
  deleted: Once;
  /** JSON; null once deleted. */
  body: ColumnType<string | null, string | null, never>;
}

/** What a script signs in with. */
export interface PersonalTokenTable {
  id: ColumnType<string, string, never>;
  accountId: ColumnType<string, string, never>;
  name: string;
  /** SHA-256 of the token, hex. */
  hash: ColumnType<string, string, never>;
  /** JSON: a list of `Scope`. */
  scopes: ColumnType<string, string, never>;
  createdAt: Once;
  expiresAt: Once;
  /** To the minute. */
  usedAt: number | null;
  revokedAt: number | null;
}

/** A device that waits for somebody to let it in (RFC 8628). */
export interface DeviceGrantTable {
  /** SHA-256 of what the device holds, hex. */
  deviceHash: ColumnType<string, string, never>;
  /** SHA-256 of what a person types, hex. */
  userHash: ColumnType<string, string, never>;
  label: ColumnType<string, string, never>;
  /** The address that it asks from. */
  client: ColumnType<string, string, never>;
  createdAt: Once;
  until: Once;
  /** Seconds that it has to leave between two questions. */
  interval: number;
  polledAt: number | null;
  state: 'waiting' | 'approved' | 'denied' | 'taken';
  /** Who decided. */
  accountId: string | null;
}

/** Wrong user codes that an account typed since a moment. */
export interface DeviceGuessTable {
  accountId: ColumnType<string, string, never>;
  since: number;
  wrong: number;
}

/** The one row that says where the audit book ends: an entry removed from its end is missed by it. */
export interface AuditEndTable {
  id: Once;
  seq: number;
  hash: string;
}

/** What the server itself must remember. */
export interface ServerNoteTable {
  name: ColumnType<string, string, never>;
  value: string;
}

/** Failed sign-ins, of accounts and of addresses without one alike. */
export interface SignInTryTable {
  /** What is counted: the hash of an address, a client, an account that confirms itself. */
  key: ColumnType<string, string, never>;
  count: number;
  /** When the last one was; of a client, when its window began. */
  since: number;
  blockedUntil: number;
}

type LinkPurpose = 'password' | 'email' | 'register';

/** Links that went out and are good for one thing, once. */
export interface LinkTable {
  /** SHA-256 of the token, hex. */
  hash: ColumnType<string, string, never>;
  /** Null for one that leads nowhere: an address without an account asked. */
  accountId: ColumnType<string | null, string | null, never>;
  purpose: ColumnType<LinkPurpose, LinkPurpose, never>;
  /** The new address, of a change of address and of an account that is to be. */
  email: ColumnType<string | null, string | null, never>;
  /** Empty: it was the password of whoever asked, before the one who has the link chose it. */
  passwordHash: ColumnType<string | null, string | null | undefined, never>;
  createdAt: Once;
  until: Once;
  usedAt: number | null;
}

/** How often something was counted in the window that is open: `Counters`. */
export interface RateCountTable {
  key: ColumnType<string, string, never>;
  count: number;
  /** When the window ends. */
  until: number;
}

/** A request that came with an Idempotency-Key. */
export interface KeptAnswerTable {
  accountId: ColumnType<string, string, never>;
  keyHash: ColumnType<string, string, never>;
  requestHash: string;
  /** Which of several that brought the key is doing it. */
  claim: string;
  createdAt: number;
  /** Sealed; null while it is under way. */
  answer: string | null;
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
  personalToken: PersonalTokenTable;
  deviceGrant: DeviceGrantTable;
  deviceGuess: DeviceGuessTable;
  audit: AuditTable;
  syncCounter: SyncCounterTable;
  item: ItemTable;
  itemVersion: ItemVersionTable;
  auditEnd: AuditEndTable;
  serverNote: ServerNoteTable;
  signInTry: SignInTryTable;
  link: LinkTable;
  rateCount: RateCountTable;
  keptAnswer: KeptAnswerTable;
  toolRun: ToolRunTable;
  toolFile: ToolFileTable;
  toolDay: ToolDayTable;
}

export type Account = Selectable<AccountTable>;
export type Session = Selectable<SessionTable>;
export type PersonalToken = Selectable<PersonalTokenTable>;
export type DeviceGrant = Selectable<DeviceGrantTable>;
export type ToolRun = Selectable<ToolRunTable>;
export type AuditRow = Selectable<AuditTable>;
export type NewAccount = Insertable<AccountTable>;
