import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer, type StartedServer } from '../server/started-server.js';
import { freshFolder, runInsight } from './run-insight.js';

const ROUNDS = Number(process.env.INSIGHT_CRASH_ROUNDS ?? 2);
const PASSWORD = 'eleven purple elephants';
const POSTGRES = process.env.INSIGHT_TEST_POSTGRES;

let folder: ReturnType<typeof freshFolder>;
beforeEach(() => {
  folder = freshFolder();
});
afterEach(() => {
  folder.remove();
});

async function ask(server: StartedServer, path: string, body: object | null, token = '') {
  const answer = await fetch(server.url + path, {
    method: body === null ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    ...(body !== null && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.json() };
}

/** Writes to the database what no route changes: an account that may ask often. */
type Sql = (statement: string) => unknown;
const MAY_ASK_OFTEN = "update account set plan = 'team'";

const register = (server: StartedServer) =>
  ask(server, '/api/v1/accounts', { email: 'ada@example.org', password: PASSWORD });

async function signIn(server: StartedServer): Promise<string> {
  const { body } = await ask(server, '/api/v1/sessions', { email: 'ada@example.org', password: PASSWORD, label: 'a' });
  return (body as { accessToken: string }).accessToken;
}

const pushed = (id: string) => ({
  machine: 'one',
  changes: [
    { kind: 'channel', id, change: `c-${id}`, base: 0, changedAt: 1, deleted: false, body: { title: `Channel ${id}` } },
  ],
});

/** Pushes until the server is gone. @returns what it acknowledged */
async function pushing(server: StartedServer, token: string, prefix: string, acknowledged: string[]): Promise<void> {
  for (let at = 0; ; at += 1) {
    const id = `${prefix}-${at}`;
    try {
      const { status } = await ask(server, '/api/v1/sync/push', pushed(id), token);
      if (status === 200) acknowledged.push(id);
    } catch {
      return;
    }
  }
}

async function pulledAll(server: StartedServer, token: string): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (let after = ''; ;) {
    const path = `/api/v1/sync/pull?after=${encodeURIComponent(after)}&limit=100`;
    const { body } = await ask(server, path, null, token);
    const page = body as { items: { id: string }[]; next: string; more: boolean };
    for (const { id } of page.items) ids.add(id);
    if (!page.more) return ids;
    after = page.next;
  }
}

const onFile =
  (db: string): Sql =>
  (statement) => {
    const opened = new Sqlite(db);
    opened.exec(statement);
    opened.close();
  };

/** A PostgreSQL that can be taken away from whoever connects by it, and given back. */
async function cuttable(url: string) {
  const name = `insight_${randomBytes(8).toString('hex')}`;
  const onServer = async (statement: string, connectionString = url) => {
    const client = new pg.Client({ connectionString });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await onServer(`create database ${name}`);
  const to = new URL(url);
  const sockets = new Set<Socket>();
  const open = (port: number) =>
    new Promise<Server>((resolve) => {
      const server = createServer((near) => {
        const far = connect(Number(to.port), to.hostname);
        for (const socket of [near, far]) {
          sockets.add(socket);
          socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
        }
        near.on('close', () => far.destroy()).pipe(far);
        far.on('close', () => near.destroy()).pipe(near);
      }).listen(port, '127.0.0.1', () => {
        resolve(server);
      });
    });
  let gate = await open(0);
  const { port } = gate.address() as AddressInfo;
  to.pathname = `/${name}`;
  const through = new URL(to);
  through.port = String(port);
  const cut = () => {
    gate.close();
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: through.href,
    sql: (statement: string) => onServer(statement, to.href),
    cut,
    mend: async () => void (gate = await open(port)),
    remove: async () => {
      cut();
      await onServer(`drop database ${name} with (force)`);
    },
  };
}

/** Before each kill. */
const LEAST_ACKNOWLEDGED = 8;

/** Kills the server while four clients write, again and again, and looks for what they were told is kept. */
async function crashes(start: () => Promise<StartedServer>, sql: Sql): Promise<void> {
  let server = await start();
  await register(server);
  await sql(MAY_ASK_OFTEN);
  const acknowledged: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const token = await signIn(server);
    const before = acknowledged.length;
    const clients = [0, 1, 2, 3].map((client) => pushing(server, token, `r${round}-${client}`, acknowledged));
    // However slow the machine is: killed in the midst of writes, of which some were acknowledged.
    while (acknowledged.length < before + LEAST_ACKNOWLEDGED) await pause(5);
    await pause(Math.random() * 100);
    await server.stop('SIGKILL');
    await Promise.all(clients);
    server = await start();
  }
  const kept = await pulledAll(server, await signIn(server));
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS * LEAST_ACKNOWLEDGED);
  await server.stop();
}

describe('a server that is killed while clients write', () => {
  it(`loses nothing that it acknowledged, in ${ROUNDS} rounds on SQLite`, { timeout: 60_000 * ROUNDS }, async () => {
    const db = join(folder.path, 'own.db');
    await crashes(() => startServer({ home: folder.path, words: ['--db', db] }), onFile(db));
    const left = new Sqlite(db);
    expect(left.pragma('integrity_check', { simple: true })).toBe('ok');
    left.close();
    const { code } = await runInsight(['admin', 'audit', '--db', db, '--json'], { home: folder.path });
    expect(code).toBe(0);
  });
});

it('a server that is stopped under load loses no request under way', { timeout: 60_000 }, async () => {
  const db = join(folder.path, 'own.db');
  const server = await startServer({ home: folder.path, words: ['--db', db] });
  await register(server);
  onFile(db)(MAY_ASK_OFTEN);
  const token = await signIn(server);
  const acknowledged: string[] = [];
  const clients = [0, 1, 2, 3].map((client) => pushing(server, token, `c${client}`, acknowledged));
  while (acknowledged.length < LEAST_ACKNOWLEDGED) await pause(5);
  expect(await server.stop()).toBe(0);
  await Promise.all(clients);
  const again = await startServer({ home: folder.path, words: ['--db', db] });
  // Neither is anything kept that nobody was told of: whoever got no answer was not begun with.
  expect([...(await pulledAll(again, await signIn(again)))].sort()).toEqual(acknowledged.toSorted());
  await again.stop();
});

it('a database of a newer version is refused in one line, and left as it was', async () => {
  const db = join(folder.path, 'own.db');
  await (await startServer({ home: folder.path, words: ['--db', db] })).stop();
  const newer = new Sqlite(db);
  newer.prepare("insert into kysely_migration (name, timestamp) values ('2999-01-1-later', 'then')").run();
  newer.pragma('wal_checkpoint(TRUNCATE)');
  newer.close();
  const bytes = readFileSync(db);
  const run = await runInsight(['serve', '--port', '0', '--db', db], { home: folder.path });
  expect([run.code, run.stdout]).toEqual([1, '']);
  expect(run.stderr.trim().split('\n')).toEqual([
    expect.stringContaining('was written by a newer version of insight'),
    expect.stringContaining('update insight'),
  ]);
  expect(readFileSync(db).equals(bytes)).toBe(true);
});

it('a database that is spoilt in the middle is never served as if it were whole', { timeout: 60_000 }, async () => {
  const db = join(folder.path, 'own.db');
  const first = await startServer({ home: folder.path, words: ['--db', db] });
  await register(first);
  await first.stop();
  const bytes = readFileSync(db);
  // All but the first page, which tells what the file is.
  bytes.fill(0x5a, 4096);
  writeFileSync(db, bytes);
  const run = await runInsight(['serve', '--port', '0', '--db', db], { home: folder.path });
  expect([run.code, run.stdout]).toEqual([2, '']);
  expect(run.stderr).toMatch(/^.*own\.db cannot be opened as the database: .*malformed/);
  expect(run.stderr.trim().split('\n')).toHaveLength(2);
  expect(readFileSync(db).equals(bytes)).toBe(true);
});

describe.skipIf(POSTGRES === undefined)('a server on PostgreSQL', () => {
  let database: Awaited<ReturnType<typeof cuttable>>;
  const start = () => startServer({ home: folder.path, env: { DATABASE_URL: database.url } });
  beforeEach(async () => {
    database = await cuttable(POSTGRES ?? '');
  });
  afterEach(() => database.remove());

  it(`that is killed loses nothing that it acknowledged, in ${ROUNDS} rounds`, { timeout: 60_000 * ROUNDS }, () =>
    crashes(start, database.sql),
  );

  it('says that its database is away, and goes on when it is back', { timeout: 60_000 }, async () => {
    const server = await start();
    await register(server);
    await database.sql(MAY_ASK_OFTEN);
    const token = await signIn(server);
    // Questions are under way when it goes.
    let stop = false;
    const statuses = new Set<number>();
    const asking = [0, 1, 2, 3].map(async (client) => {
      for (let at = 0; !stop; at += 1) {
        statuses.add((await ask(server, '/api/v1/sync/push', pushed(`c${client}-${at}`), token)).status);
      }
    });
    await pause(100);
    database.cut();
    await pause(200);
    stop = true;
    await Promise.all(asking);
    expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect(await ask(server, '/api/v1/me', null, token)).toMatchObject({
      status: 503,
      type: 'application/problem+json',
      body: { type: '/problems#busy', status: 503 },
    });
    expect(await ask(server, '/readyz', null)).toMatchObject({ status: 503, body: { type: '/problems#busy' } });
    expect(await ask(server, '/healthz', null)).toMatchObject({ status: 200 });
    await database.mend();
    expect(await ask(server, '/readyz', null)).toMatchObject({ status: 200 });
    expect(await ask(server, '/api/v1/me', null, token)).toMatchObject({ status: 200 });
    expect(await server.stop()).toBe(0);
  });
});
