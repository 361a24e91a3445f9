import Sqlite from 'better-sqlite3';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { LoggedRequest } from '../emulator/emulator.js';

/** A key that is looked for. Not of the form of Google's keys, which the program would know again by their look. */
export const CANARY = 'CANARYb7Q2x9Lm4Zp8Rk3Tn6Vw1Hj5Gd0Sf';

/** What is looked for of it: its last four characters may be shown. */
const CORE = CANARY.slice(0, 16);
const FORMS: readonly string[] = [CORE, Array.from(CORE).toReversed().join(''), hex(CORE), ...[0, 1, 2].map(base64)];

/** Everything that a run leaves behind. */
export interface Traces {
  readonly stdout: string;
  readonly stderr: string;
  readonly requests: readonly Pick<LoggedRequest, 'path' | 'query' | 'headers'>[];
  /** Folders that the program may have written to. */
  readonly folders: readonly string[];
  /** The files in which the key is at home, absolute. */
  readonly homes: readonly string[];
}

/** Where the canary was found, in words, though it has no business there; empty when all is well. */
export function leaks({ stdout, stderr, requests, folders, homes }: Traces): string[] {
  const texts: readonly (readonly [string, string])[] = [
    ['stdout', stdout],
    ['stderr', stderr],
    ...requests.map((request): [string, string] => [`request of ${request.path}`, outsideItsHeader(request)]),
    ...folders.flatMap((folder) => filesBelow(folder, homes)),
  ];
  return texts.filter(([, text]) => FORMS.some((form) => text.includes(form))).map(([place]) => place);
}

/** A request without the one header in which a key travels, and that only to the API, at the address that was set. */
function outsideItsHeader({ path, query, headers }: Traces['requests'][number]): string {
  const { 'x-goog-api-key': key, ...others } = headers;
  const toTheApi = path.startsWith('/youtube/v3/') && headers.host?.startsWith('127.0.0.1:') === true;
  return JSON.stringify([path, query, toTheApi ? others : { key, ...others }]);
}

function filesBelow(folder: string, homes: readonly string[]): (readonly [string, string])[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !homes.includes(path));
  // Raw bytes first: to open a database may fold its -wal file into it.
  const raw = files.map(
    (path) => [relative(folder, path), relative(folder, path) + readFileSync(path, 'latin1')] as const,
  );
  const rows = files.filter((path) => path.endsWith('.db')).flatMap((path) => tablesOf(path, relative(folder, path)));
  return [...raw, ...rows];
}

/** Every row of every table: a long value lies in pieces among the raw bytes. */
function tablesOf(path: string, name: string): (readonly [string, string])[] {
  const database = new Sqlite(path, { readonly: true });
  try {
    const tables = database.prepare<[], { name: string }>("select name from sqlite_master where type = 'table'").all();
    return tables.map(({ name: table }) => {
      const rows = database.prepare(`select * from "${table}"`).raw().all() as unknown[][];
      return [`${name}, table ${table}`, rows.flat().map(textOf).join('\n')] as const;
    });
  } finally {
    database.close();
  }
}

function textOf(value: unknown): string {
  return Buffer.isBuffer(value) ? value.toString('latin1') : String(value);
}

function hex(text: string): string {
  return Buffer.from(text).toString('hex');
}

/** What base64 makes of the text when so many other bytes stand before it: the characters that those do not touch. */
function base64(before: number): string {
  const whole = Buffer.from('-'.repeat(before) + CORE).toString('base64url');
  return whole.slice(Math.ceil((before * 4) / 3), -3);
}
