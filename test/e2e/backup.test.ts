import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer, type StartedServer } from '../server/started-server.js';
import { freshFolder, runInsight } from './run-insight.js';

const PASSWORD = 'eleven purple elephants';

let folder: ReturnType<typeof freshFolder>;
let db: string;
beforeEach(() => {
  folder = freshFolder();
  db = join(folder.path, 'own.db');
});
afterEach(() => {
  folder.remove();
});

const backup = (file: string) => runInsight(['admin', 'backup', file, '--db', db, '--json'], { home: folder.path });
const serve = () => startServer({ home: folder.path, words: ['--db', db] });

async function post(server: StartedServer, path: string, body: object, token = ''): Promise<unknown> {
  const answer = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
  return answer.json();
}

/** Registers and signs in. @returns the access token */
async function signedIn(server: StartedServer, email: string): Promise<string> {
  await post(server, '/api/v1/accounts', { email, password: PASSWORD });
  const pair = await post(server, '/api/v1/sessions', { email, password: PASSWORD, label: 'a test' });
  return (pair as { accessToken: string }).accessToken;
}

const made = (at: number) => ({
  ...{ kind: 'channel', id: `UC${at}`, change: `change-${at}`, base: 0, changedAt: 1, deleted: false },
  body: { title: `Channel ${at}` },
});

/** Every row of every table. */
function rowsOf(file: string): ReadonlyMap<string, readonly unknown[]> {
  const database = new Sqlite(file, { readonly: true });
  const tables = database.prepare<[], string>("select name from sqlite_master where type = 'table'").pluck().all();
  const rows = tables.map((name) => [name, database.prepare(`select * from "${name}"`).all()] as const);
  database.close();
  return new Map(rows.map(([name, all]) => [name, all.map((row) => JSON.stringify(row)).sort()]));
}

describe('insight admin backup', () => {
  it('restores what was there at one moment, row by row, though writes went on', { timeout: 60_000 }, async () => {
    const server = await serve();
    const token = await signedIn(server, 'ada@example.org');
    let [acknowledged, stop] = [0, false];
    const writing = (async () => {
      while (!stop) {
        await post(server, '/api/v1/sync/push', { machine: 'one', changes: [made(acknowledged)] }, token);
        acknowledged += 1;
      }
    })();
    const copy = join(folder.path, 'copy.db');
    while (acknowledged < 5) await new Promise((resolve) => setTimeout(resolve, 5));
    const before = acknowledged;
    const run = await backup(copy);
    const after = acknowledged;
    stop = true;
    await writing;
    expect([run.code, run.stderr]).toEqual([0, '']);
    expect(JSON.parse(run.stdout)).toEqual({ schemaVersion: 1, file: copy, bytes: statSync(copy).size });
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    await server.stop();

    // Writes went on while it was made; all that were acknowledged before are in it, and none of those after.
    const [kept, now] = [rowsOf(copy), rowsOf(db)];
    const items = kept.get('item')?.length ?? 0;
    expect(after).toBeGreaterThan(before);
    expect(items).toBeGreaterThanOrEqual(before);
    expect(items).toBeLessThanOrEqual(after + 1);
    // Each table as it was: what was only ever added to is a part of what is there now.
    expect([...kept.keys()]).toEqual([...now.keys()]);
    for (const name of ['account', 'item', 'itemVersion', 'audit', 'kysely_migration']) {
      const all = new Set(now.get(name));
      expect(kept.get(name)?.filter((row) => !all.has(row))).toEqual([]);
    }

    // Restored as docs/hosting.md says.
    for (const end of ['', '-wal', '-shm']) rmSync(db + end, { force: true });
    renameSync(copy, db);
    const again = await serve();
    const restored = rowsOf(db);
    for (const name of ['account', 'item', 'itemVersion']) expect(restored.get(name)).toEqual(kept.get(name));
    const answer = await fetch(`${again.url}/api/v1/sync/pull?limit=100`, {
      headers: { authorization: `Bearer ${await signIn(again)}` },
    });
    const pulled = (await answer.json()) as { items: { id: string; body: unknown }[]; more: boolean };
    if (!pulled.more) expect(pulled.items).toHaveLength(items);
    expect(pulled.items[0]).toMatchObject({ id: 'UC0', body: { title: 'Channel 0' } });
    await again.stop();
  });

  it('never takes the place of a file, and leaves nothing half made', async () => {
    await (await serve()).stop();
    const there = join(folder.path, 'there.db');
    writeFileSync(there, 'mine');
    const text = join(folder.path, 'text.db');
    writeFileSync(text, 'no database');
    // As a backup that was killed leaves it.
    const killed = join(folder.path, 'killed.db');
    writeFileSync(`${killed}.part`, 'half');
    const cases: readonly (readonly [readonly string[], number, string])[] = [
      [[there, '--db', db], 2, 'is there already'],
      [[killed, '--db', db], 2, 'killed.db.part is there: another backup makes it, or was killed'],
      [[join(folder.path, 'a.db'), '--db', join(folder.path, 'none.db')], 3, 'there is no database of a server at'],
      [[join(folder.path, 'a.db'), '--db', text], 1, 'no copy was made'],
      [[join(folder.path, 'none', 'a.db'), '--db', db], 1, 'no copy was made'],
    ];
    for (const [words, code, sentence] of cases) {
      const run = await runInsight(['admin', 'backup', ...words], { home: folder.path });
      expect([run.code, run.stdout, run.stderr]).toEqual([code, '', expect.stringContaining(sentence)]);
      expect(run.stderr.trim().split('\n')).toHaveLength(2);
    }
    expect([there, `${killed}.part`].map((file) => statSync(file).size)).toEqual([4, 4]);
    rmSync(`${killed}.part`);
    expect((await backup(killed)).code).toBe(0);
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.part') || name === 'a.db')).toEqual([]);
  });

  it('leaves PostgreSQL to its own program', async () => {
    const env = { DATABASE_URL: 'postgres://insight:hush@127.0.0.1/insight' };
    const run = await runInsight(['admin', 'backup', 'a.dump'], { home: folder.path, env });
    expect([run.code, run.stderr]).toEqual([2, expect.stringContaining('pg_dump --format=custom')]);
    expect(run.stderr).not.toContain('hush');
    expect(existsSync(join(folder.path, 'a.dump'))).toBe(false);
  });
});

async function signIn(server: StartedServer): Promise<string> {
  const pair = await post(server, '/api/v1/sessions', { email: 'ada@example.org', password: PASSWORD, label: 'again' });
  return (pair as { accessToken: string }).accessToken;
}
