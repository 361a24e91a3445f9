import { randomBytes } from 'node:crypto';
import type { Account } from '../../src/server/database/tables.js';
import { findByEmail } from '../../src/server/accounts/accounts.js';
import { register } from '../../src/server/accounts/register.js';
import { openPasswords, type Passwords } from '../../src/server/accounts/passwords.js';
import { createApp } from '../../src/server/app.js';
import type { Database } from '../../src/server/database/database.js';
import type { App } from '../../src/server/http/route.js';
import type { Parts } from '../../src/server/parts.js';
import { secretsFrom, tokenHash } from '../../src/server/secrets.js';
import type { ServerSettings } from '../../src/server/settings.js';
import type { ToolBench } from '../../src/server/tools/tool-bench.js';
import { ToolQueue } from '../../src/server/tools/tool-queue.js';
import type { TestDatabase } from './each-database.js';

export const PUBLIC_URL = 'https://insight.test';
/** How the tests' server is set up. */
export const SETTINGS: ServerSettings = {
  publicUrl: PUBLIC_URL,
  trustProxy: false,
  requireHttps: true,
  corsOrigins: [],
  registration: 'open',
  metricsToken: null,
  hostUsdADay: null,
};
export const PASSWORD = 'eleven purple elephants';

/** What the tests' server derives its keys from. */
export const SECRET = Buffer.alloc(32, 7);
const secrets = secretsFrom(SECRET);
let hashing: Promise<Passwords> | null = null;

/** Hashing at the least cost: what is slow on purpose must not slow the tests. */
function passwords(): Promise<Passwords> {
  hashing ??= openPasswords({ secrets, timeCost: 2, cores: 2 });
  return hashing;
}

/** For tests that make many accounts, and are about something else than passwords. */
export const QUICK_PASSWORDS: Passwords = {
  demandRoom: () => undefined,
  hash: (password) => Promise.resolve(`quick ${tokenHash(password)}`),
  verify: (hash, password) => Promise.resolve({ right: hash === `quick ${tokenHash(password)}`, outdated: false }),
};

/** A request in short: `call('POST', '/api/v1/sessions', { body: {…} })`. */
export interface CallParts {
  readonly body?: unknown;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The other end of the connection. */
  readonly from?: string;
}

export interface Answer<B = unknown> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed, where it is JSON; null where there is none. */
  readonly body: B;
}

export type Wishes = Partial<Parts> & { readonly bench?: ToolBench };

const NO_TOOLS: ToolBench = { run: () => Promise.reject(new Error('this test has no tools')) };

/** The server's app on a database of its own, with a clock that stands until a test moves it. */
export class ServerUnderTest {
  private constructor(
    readonly app: App,
    readonly parts: Parts,
    readonly clock: { now: number },
    /** What the server called unexpected: a test that ends with some has found a defect. */
    readonly unexpected: readonly object[],
  ) {}

  static async open(database: TestDatabase, { bench = NO_TOOLS, ...wishes }: Wishes = {}): Promise<ServerUnderTest> {
    const unexpected: object[] = [];
    const clock = { now: Date.UTC(2026, 10, 21, 12) };
    const base = {
      settings: SETTINGS,
      database: await database.open(),
      secrets,
      passwords: await passwords(),
      log: {
        info: () => undefined,
        warn: () => undefined,
        error: (fields: object, message: string) => void unexpected.push({ message, ...fields }),
      },
      // Most tests are not about limits, and their clock stands still.
      counters: { count: () => Promise.resolve([]) },
      commonPasswords: () => Promise.resolve(new Set(['password1234', 'correct horse battery staple'])),
      mailer: null,
      now: () => clock.now,
      secretBytes: (count: number) => randomBytes(count),
      ...wishes,
    };
    const parts: Parts = { ...base, tools: wishes.tools ?? new ToolQueue({ ...base, bench }) };
    return new ServerUnderTest(createApp(parts), parts, clock, unexpected);
  }

  get database(): Database {
    return this.parts.database;
  }

  async call<B = unknown>(method: string, path: string, parts: CallParts = {}): Promise<Answer<B>> {
    const { body, token, headers = {}, from = '192.0.2.1' } = parts;
    const url = path.startsWith('/') ? `${PUBLIC_URL}${path}` : path;
    const response = await this.app.request(
      url,
      {
        method,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      },
      { incoming: { socket: { remoteAddress: from, encrypted: url.startsWith('https:') } } },
    );
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') === true;
    // The tests say what they expect of it.
    const parsed: unknown = text === '' ? null : json ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body: parsed as B };
  }

  /** Registers and signs in. */
  async signedIn(
    email: string,
    role: Account['role'] = 'user',
  ): Promise<{ id: string; email: string; token: string; refresh: string }> {
    // At once, also where mail would have to confirm it or nobody may.
    await register({ ...this.parts, mailer: null, settings: SETTINGS }, { email, password: PASSWORD });
    const account = await findByEmail(this.database.reader, email);
    if (account === null) throw new Error('no account was made');
    const { id } = account;
    if (role === 'admin') {
      await this.database.write((writer) => writer.updateTable('account').set({ role }).where('id', '=', id).execute());
    }
    const pair = await this.call<{ accessToken: string; refreshToken: string }>('POST', '/api/v1/sessions', {
      body: { email, password: PASSWORD, label: 'a test' },
    });
    return { id, email, token: pair.body.accessToken, refresh: pair.body.refreshToken };
  }

  close(): Promise<void> {
    return this.database.close();
  }
}
