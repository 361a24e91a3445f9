import Sqlite from 'better-sqlite3';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { CANARIES, leaks, type Traces } from './canary.js';
import { freshFolder } from './run-insight.js';

const CANARY = CANARIES.youtube;
const folder = freshFolder();
afterAll(folder.remove);

const NOTHING: Traces = { stdout: '', stderr: '', requests: [], folders: [], homes: [] };
const request = (more: Partial<Traces['requests'][number]>): Traces => ({
  ...NOTHING,
  requests: [{ path: '/youtube/v3/videos', query: {}, headers: { host: '127.0.0.1:1' }, body: '', ...more }],
});
const file = (name: string, bytes: string | Buffer): Traces => {
  const home = join(folder.path, name);
  mkdirSync(home);
  writeFileSync(join(home, name), bytes);
  return { ...NOTHING, folders: [home] };
};

const sent = (path: string, header: string, value: string): Traces =>
  request({ path, headers: { host: '127.0.0.1:1', [header]: value } });
const bearer = (provider: keyof typeof CANARIES): string => `Bearer ${CANARIES[provider]}`;
const BASIC = `Basic ${Buffer.from(`${CANARIES.imagekit}:do_not_set`).toString('base64')}`;

describe('the search for the canary finds it', () => {
  it.each<[string, Traces]>([
    ['in stdout', { ...NOTHING, stdout: `a ${CANARY} b` }],
    ['in stderr, as part of a word', { ...NOTHING, stderr: `key=${CANARY.slice(0, 20)}…` }],
    ['reversed', { ...NOTHING, stdout: Array.from(CANARY).toReversed().join('') }],
    ['in hexadecimal', { ...NOTHING, stdout: Buffer.from(CANARY).toString('hex') }],
    ['in capital hexadecimal', { ...NOTHING, stdout: Buffer.from(CANARY).toString('hex').toUpperCase() }],
    ['in percent signs', { ...NOTHING, stdout: Buffer.from(CANARY).toString('hex').replace(/../g, '%$&') }],
    ['in base64', { ...NOTHING, stdout: Buffer.from(CANARY).toString('base64') }],
    ['in base64, one byte on', { ...NOTHING, stdout: Buffer.from(`x${CANARY}`).toString('base64') }],
    ['in base64, two bytes on', { ...NOTHING, stdout: Buffer.from(`xy${CANARY}`).toString('base64') }],
    ['in a path', request({ path: `/youtube/v3/${CANARY}` })],
    ['in a query', request({ query: { key: [CANARY] } })],
    ['in what is sent', request({ body: `{"text": "${CANARY}"}` })],
    ['in another header', request({ headers: { host: '127.0.0.1:1', referer: CANARY } })],
    ['in its header, sent to the public site', request({ path: '/feeds', headers: { 'x-goog-api-key': CANARY } })],
    ['in its header, sent elsewhere', request({ headers: { host: 'localhost:1', 'x-goog-api-key': CANARY } })],
    ["Gemini's, in its header, sent to YouTube", sent('/youtube/v3/videos', 'x-goog-api-key', CANARIES.gemini)],
    ["YouTube's, in its header, sent to Gemini", sent('/v1beta/models/m', 'x-goog-api-key', CANARY)],
    [
      "Replicate's, sent where the picture lies",
      sent('/replicate-output/p1.png', 'authorization', bearer('replicate')),
    ],
    ["Pollinations', sent to the old host", sent('/prompt/fox', 'authorization', bearer('pollinations'))],
    ["ImageKit's, sent to Replicate", sent('/v1/account', 'authorization', BASIC)],
    ['in a file', file('log.txt', CANARY)],
    ['in the name of a file', file(CANARY, '')],
    ['in raw bytes', file('cache.db-wal', Buffer.concat([Buffer.alloc(100, 255), Buffer.from(CANARY)]))],
  ])('%s', (_, traces) => {
    expect(leaks(traces)).toHaveLength(1);
  });

  it('in a row whose value lies in pieces among the bytes of the file', () => {
    const home = join(folder.path, 'rows');
    mkdirSync(home);
    const database = new Sqlite(join(home, 'some.db'));
    // Each row puts the key at another place of the page, so that some lie across its end.
    const insert = database.exec('create table kept (body text)').prepare('insert into kept values (?)');
    for (let at = 4040; at < 4100; at++) insert.run(' '.repeat(at) + CANARY);
    database.close();
    expect(leaks({ ...NOTHING, folders: [home] })).toContain('youtube: some.db, table kept');
  });
});

describe('the search for the canary leaves out', () => {
  it.each<[string, Traces]>([
    ['its header, sent to the API', request({ headers: { host: '127.0.0.1:1', 'x-goog-api-key': CANARY } })],
    ["Gemini's, sent to Gemini", sent('/v1beta/models/m', 'x-goog-api-key', CANARIES.gemini)],
    ["Replicate's, sent to Replicate", sent('/v1/models/a/b/predictions', 'authorization', bearer('replicate'))],
    ["Pollinations', sent to the new host", sent('/image/fox', 'authorization', bearer('pollinations'))],
    ["ImageKit's, sent to ImageKit", sent('/api/v1/files/upload', 'authorization', BASIC)],
    ['its last four characters', { ...NOTHING, stdout: `…${CANARY.slice(-4)}` }],
    ['a folder that was never made', { ...NOTHING, folders: [join(folder.path, 'never')] }],
    ['other bytes', file('other', gzipSync('nothing'))],
  ])('%s', (_, traces) => {
    expect(leaks(traces)).toEqual([]);
  });

  it('the file in which it is at home', () => {
    const traces = file('keys.json', CANARY);
    const homes = traces.folders.map((path) => join(path, 'keys.json'));
    expect([leaks(traces), leaks({ ...traces, homes })]).toEqual([['youtube: keys.json'], []]);
  });
});
