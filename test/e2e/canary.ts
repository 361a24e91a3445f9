import Sqlite from 'better-sqlite3';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { KeyProvider } from '../../src/domain/key-providers.js';
import type { LoggedRequest } from '../emulator/emulator.js';

/**
 * A key of each provider that is looked for. Not of the form of Google's keys, which the program would know again by
 * their look.
 */
export const CANARIES: Readonly<Record<KeyProvider, string>> = {
  youtube: 'CANARYb7Q2x9Lm4Zp8Rk3Tn6Vw1Hj5Gd0Sf',
  gemini: 'CANARYg5T8k2Wd9Xn4Bc7Qz1Mv6Jr3Ph0Gm',
  replicate: 'r8_CANARYn3H6y1Ks8Uf5Ea2Lo9Ct4Ib7Rp',
  pollinations: 'sk_CANARYd9R4v7Zj2Nw5Yg8Sk1Fx6Qu3Po',
  imagekit: 'private_CANARYm2J7q4Ht9Bx6Vd3Kc8Ws5Ik=',
};

/** What is looked for of a key: its last four characters may be shown. */
const CORE = 16;
const PROVIDERS = Object.keys(CANARIES) as KeyProvider[];
const FORMS = PROVIDERS.map((provider) => {
  const key = CANARIES[provider];
  const core = key.slice(key.indexOf('CANARY')).slice(0, CORE);
  const hex = Buffer.from(core).toString('hex');
  const percent = hex.replace(/../g, '%$&');
  const turned = Array.from(core).toReversed().join('');
  const plain = [core, turned, hex, hex.toUpperCase(), percent, percent.toUpperCase()];
  return { provider, forms: [...plain, ...[0, 1, 2].map((before) => base64(core, before))] };
});

/** The one header in which each key travels, and the paths of the provider that it goes to. */
const WAYS: Readonly<Record<KeyProvider, { readonly header: string; readonly path: string }>> = {
  youtube: { header: 'x-goog-api-key', path: '/youtube/v3/' },
  gemini: { header: 'x-goog-api-key', path: '/v1beta/' },
  replicate: { header: 'authorization', path: '/v1/' },
  pollinations: { header: 'authorization', path: '/image/' },
  imagekit: { header: 'authorization', path: '/api/v1/files/upload' },
};

/** Everything that a run leaves behind. */
export interface Traces {
  readonly stdout: string;
  readonly stderr: string;
  readonly requests: readonly Pick<LoggedRequest, 'path' | 'query' | 'headers' | 'body'>[];
  /** Folders that the program may have written to. */
  readonly folders: readonly string[];
  /** The files in which the keys are at home, absolute. */
  readonly homes: readonly string[];
}

/** Where a canary was found, in words, though it has no business there; empty when all is well. */
export function leaks({ stdout, stderr, requests, folders, homes }: Traces): string[] {
  const texts: readonly (readonly [string, string])[] = [
    ['stdout', stdout],
    ['stderr', stderr],
    ...folders.flatMap((folder) => filesBelow(folder, homes)),
  ];
  return FORMS.flatMap(({ provider, forms }) =>
    [
      ...texts,
      ...requests.map((request) => [`request of ${request.path}`, outsideItsHeader(request, provider)] as const),
    ]
      .filter(([, text]) => forms.some((form) => text.includes(form)))
      .map(([place]) => `${provider}: ${place}`),
  );
}

/** A request without the header in which a provider's key travels, and that only to it, at the address that was set. */
function outsideItsHeader({ path, query, headers, body }: Traces['requests'][number], provider: KeyProvider): string {
  const way = WAYS[provider];
  const atHome = path.startsWith(way.path) && headers.host?.startsWith('127.0.0.1:') === true;
  const others = Object.entries(headers).filter(([name]) => !atHome || name !== way.header);
  return JSON.stringify([path, query, others]) + body;
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

/** What base64 makes of the text when so many other bytes stand before it: the characters that those do not touch. */
function base64(text: string, before: number): string {
  const whole = Buffer.from('-'.repeat(before) + text).toString('base64url');
  return whole.slice(Math.ceil((before * 4) / 3), -3);
}
