// `insight serve` in a process of its own over many rows, for benches that load it: on SQLite, and on a database of its own
// where INSIGHT_TEST_POSTGRES names a server. Accounts, sessions and rows are written straight into the database.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { fromSource } from './from-source.mjs';

const insight = fileURLToPath(new URL('../bin/insight.js', import.meta.url));
const PUBLIC_URL = 'https://insight.test';
const DAY_MS = 86_400_000;
export const PASSWORD = 'eleven purple elephants';
export const emailOf = (account) => `a${account}@example.org`;

/** What a list shows of an entry, as a search for outliers leaves it; # stands for its number. */
const HEAD = JSON.stringify({
  ...{
    kind: 'outliers',
    at: '2026-11-01T09:30:00.000Z',
    prompt: 'outliers @channel-# --limit 50',
    provider: 'youtube',
  },
  ...{ model: null, usd: null, tokensIn: null, tokensOut: null, ms: 1234.5, files: [] },
});

/** The rows as SQL that both databases take, given how each counts and pads. */
function seeds({ accounts, rows, now, passwordHash }, { numbers, pad }) {
  const name = (number) => `'account' || ${pad(number)}`;
  return [
    `insert into "account" ("id", "email", "emailKey", "passwordHash", "role", "plan", "state", "createdAt")
      select ${name('n')}, 'a' || n || '@example.org', 'a' || n || '@example.org', '${passwordHash}', 'user', 'team',
        'active', ${now} from ${numbers(accounts)}`,
    `insert into "session" ("id", "accountId", "kind", "label", "createdAt", "usedAt", "idleUntil", "until")
      select 'session' || n, ${name('n')}, 'cli', 'bench', ${now}, ${now}, ${now + 30 * DAY_MS}, ${now + 90 * DAY_MS}
        from ${numbers(accounts)}`,
    `insert into "item" ("accountId", "kind", "id", "version", "versions", "seq", "changedAt", "deleted", "head")
      select ${name(`(n % ${accounts})`)}, 'history', 'item' || n, 1, 1, n / ${accounts} + 1, ${now - rows} + n, 0,
        replace('${HEAD}', '#', cast(n as text)) from ${numbers(rows)}`,
  ];
}

/** Registering is measured, also behind a proxy; MAIL=1: as where letters are sent, here to a port at which nobody takes them. */
const OPEN = {
  INSIGHT_REGISTRATION: 'open',
  ...(process.env.MAIL === '1' && { INSIGHT_SMTP_URL: 'smtp://127.0.0.1:9', INSIGHT_MAIL_FROM: 'bench@example.org' }),
};
const padded = (account) => `account${String(account).padStart(6, '0')}`;

const ON_SQLITE = {
  numbers: (count) =>
    `(with recursive c(n) as (select 0 union all select n + 1 from c where n + 1 < ${count}) select n from c)`,
  pad: (number) => `printf('%06d', ${number})`,
};
const ON_POSTGRES = {
  numbers: (count) => `generate_series(0, ${count - 1}) as c(n)`,
  pad: (number) => `lpad(cast(${number} as text), 6, '0')`,
};

function onSqlite(folder) {
  const file = join(folder, 'server.db');
  const change = (statements) => {
    const database = new Sqlite(file);
    for (const statement of statements) database.exec(statement);
    database.close();
  };
  return {
    name: 'SQLite',
    words: ['--db', file],
    env: {},
    fill: (rows) => change([...seeds(rows, ON_SQLITE), 'pragma wal_checkpoint(TRUNCATE)']),
    change,
    remove: () => undefined,
  };
}

async function onPostgres(server) {
  const name = `insight_bench_${randomBytes(6).toString('hex')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const ask = async (connectionString, statements) => {
    const client = new pg.Client({ connectionString });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  await ask(server, [`create database ${name}`]);
  return {
    name: 'PostgreSQL',
    words: [],
    env: { DATABASE_URL: url.href },
    fill: (rows) => ask(url.href, [...seeds(rows, ON_POSTGRES), 'vacuum analyze']),
    change: (statements) => ask(url.href, statements),
    remove: () => ask(server, [`drop database ${name} with (force)`]),
  };
}

/** Starts any server that says its address on stderr or stdout. */
export async function started(words, env, folder) {
  const child = spawn(process.execPath, words, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  let told = '';
  const url = await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      // Everything that it logs is read, as a collector of logs would.
      stream.on('data', (piece) => {
        if (told.length > 1e5) return;
        told += piece;
        const [found] = /http:\/\/(?:localhost|127\.0\.0\.1):\d+/.exec(told) ?? /(?<="at":")[^"]+/.exec(told) ?? [];
        if (found !== undefined) resolve(found.replace('localhost', '127.0.0.1'));
      });
    }
    void ended.then(() => reject(new Error(`a server did not start: ${told}`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { url, stop };
}

/**
 * Both databases where there are both, each filled and served in turn.
 * @param trustProxy whether requests may say which address they come from
 */
export async function* loadedServers({ accounts, rows, trustProxy = true }) {
  const secret = randomBytes(48);
  const [{ secretsFrom }, { signAccessToken }, { measurePasses, openPasswords }] = await Promise.all(
    ['secrets.ts', 'sessions/access-token.ts', 'accounts/passwords.ts'].map((path) => fromSource(`src/server/${path}`)),
  );
  const secrets = secretsFrom(secret);
  const passwordHash = await (
    await openPasswords({ secrets, timeCost: await measurePasses(Date.now), cores: 1 })
  ).hash(PASSWORD);
  const server = process.env.INSIGHT_TEST_POSTGRES;
  for (const open of [onSqlite, ...(server === undefined ? [] : [() => onPostgres(server)])]) {
    const folder = mkdtempSync(join(tmpdir(), 'insight-bench-'));
    const database = await open(folder);
    const serve = () => {
      const words = [insight, 'serve', '--port', '0', ...(trustProxy ? ['--trust-proxy'] : []), ...database.words];
      const env = { INSIGHT_HOME: folder, INSIGHT_SERVER_SECRET: secret.toString('base64'), ...OPEN, ...database.env };
      return started(words, env, folder);
    };
    try {
      // The first start makes the tables.
      await (await serve()).stop();
      await database.fill({ accounts, rows, now: Date.now(), passwordHash });
      const { url, stop } = await serve();
      // As the server signs them; its own address is what it takes for its public one.
      const parts = { now: Date.now, secrets, settings: { publicUrl: url.replace('127.0.0.1', 'localhost') } };
      const tokenOf = (account) =>
        signAccessToken({ accountId: padded(account), sessionId: `session${account}` }, `token${account}`, parts);
      try {
        yield { name: database.name, url, tokenOf, change: (statement) => database.change([statement]) };
      } finally {
        await stop();
      }
    } finally {
      await database.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
