import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openSqlite } from '../../src/server/database/open-sqlite.js';
import { SESSION_COOKIE } from '../../src/server/http/authenticate.js';
import { PASSWORD, PUBLIC_URL, ServerUnderTest } from './server-under-test.js';

/** A place for a database that can be made full, and have room again. */
interface Place {
  readonly folder: string;
  fill(server: ServerUnderTest): Promise<void>;
  makeRoom(server: ServerUnderTest): Promise<void>;
  remove(): void;
}

const mount = (folder: string, size: string) =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]).status === 0;

/** A disk of a few megabytes, full of something else. */
function smallDisk(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'insight-disk-'));
  if (!mount(folder, '4m')) throw new Error('nothing can be mounted');
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: () => {
      for (let bytes = 1 << 22; bytes >= 1; bytes >>= 1) {
        for (;;) {
          try {
            writeFileSync(filler, Buffer.alloc(bytes), { flag: 'a' });
          } catch {
            break;
          }
        }
      }
      return Promise.resolve();
    },
    makeRoom: () => {
      rmSync(filler);
      return Promise.resolve();
    },
    remove: () => {
      spawnSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** A file that SQLite itself lets grow no further. */
function cappedFile(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'insight-disk-'));
  // In a transaction: it holds for the connection that changes.
  const cap = (server: ServerUnderTest, pages: number) =>
    server.database.write((writer) => sql.raw(`pragma max_page_count = ${String(pages)}`).execute(writer));
  return {
    folder,
    // Less than there is means: no more than there is.
    fill: async (server) => {
      await cap(server, 1);
    },
    makeRoom: async (server) => {
      await cap(server, 1_000_000);
    },
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

const canMount = (() => {
  const place = mkdtempSync(join(tmpdir(), 'insight-mount-'));
  mkdirSync(join(place, 'disk'));
  const mounted = mount(join(place, 'disk'), '64k');
  if (mounted) spawnSync('umount', [join(place, 'disk')]);
  rmSync(place, { recursive: true });
  return mounted;
})();

const PLACES: readonly (readonly [string, () => Place, boolean])[] = [
  ['a file that may not grow', cappedFile, true],
  ['a disk of 4 MB (skipped where nothing can be mounted)', smallDisk, canMount],
];

describe.each(PLACES)('the database on %s', (_, make, possible) => {
  it.skipIf(!possible)(
    'full costs what would be written and nothing else, and goes on when there is room',
    async () => {
      const place = make();
      const file = join(place.folder, 'server.db');
      const open = () => openSqlite({ file, random: () => 0.5, pause: (ms) => pause(ms) });
      const server = await ServerUnderTest.open({ open, remove: () => Promise.resolve() });
      try {
        const { token } = await server.signedIn('ada@example.org');
        const push = (name: string, letters: number) => {
          const body = { title: 'x'.repeat(letters) };
          const change = { kind: 'channel', id: name, change: name, base: 0, changedAt: 1, deleted: false, body };
          const sent = { machine: 'one', changes: [change] };
          return server.call<{ type: string }>('POST', '/api/v1/sync/push', { token, body: sent });
        };
        expect((await push('before', 1000)).status).toBe(200);
        const everything = async () => {
          const { reader } = server.database;
          const [items, versions, counters] = await Promise.all([
            reader.selectFrom('item').select(['id', 'head']).execute(),
            reader.selectFrom('itemVersion').select(['id', 'seq', 'body']).execute(),
            reader.selectFrom('syncCounter').selectAll().execute(),
          ]);
          return { items, versions, counters };
        };
        const before = await everything();

        await place.fill(server);
        for (const name of ['first', 'second', 'third']) {
          const refused = await push(name, 400_000);
          expect([refused.status, refused.body]).toMatchObject([503, { type: '/problems#busy', status: 503 }]);
          expect(refused.headers.get('content-type')).toBe('application/problem+json');
          expect(refused.headers.get('retry-after')).toBe('5');
        }
        expect(await everything()).toEqual(before);
        // Who only looks is served.
        for (const path of ['/healthz', '/readyz', '/api/v1/me', '/api/v1/history', '/']) {
          expect([path, (await server.call('GET', path, { token })).status]).toEqual([path, 200]);
        }
        // Small changes may still find room; those that find none are told so.
        for (let time = 0; time < 8; time += 1) {
          const body = { email: 'ada@example.org', password: PASSWORD };
          expect([201, 503]).toContain((await server.call('POST', '/api/v1/sessions', { body })).status);
          const form = { 'content-type': 'application/x-www-form-urlencoded', origin: PUBLIC_URL, accept: 'text/html' };
          const signedIn = await server.call<string>('POST', '/sign-in', {
            body: new URLSearchParams({ ...body, next: '/' }).toString(),
            headers: { ...form, 'sec-fetch-site': 'same-origin' },
          });
          expect([303, 503]).toContain(signedIn.status);
          expect((signedIn.headers.get('set-cookie') ?? '').startsWith(SESSION_COOKIE)).toBe(signedIn.status === 303);
        }
        expect((await push('fourth', 400_000)).status).toBe(503);

        await place.makeRoom(server);
        expect((await push('after', 400_000)).status).toBe(200);
        const { items } = await everything();
        expect(items.map((item) => item.id).sort()).toEqual(['after', 'before']);
        const sound = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(server.database.reader);
        expect(sound.rows).toEqual([{ integrity_check: 'ok' }]);
        const { token: root } = await server.signedIn('root@example.org', 'admin');
        const book = await server.call('GET', '/api/v1/admin/audit/check', { token: root });
        expect(book.body).toMatchObject({ brokenAt: null });
        // Each refusal stands in the log as what it was.
        expect(new Set(server.unexpected.map((entry) => 'message' in entry && entry.message))).toEqual(
          new Set(['the database cannot be used']),
        );
      } finally {
        await server.close();
        place.remove();
      }
    },
  );
});
