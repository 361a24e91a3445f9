import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewEntry } from '../../src/domain/history-entry.js';
import { History } from '../../src/store/history.js';
import { openInsight } from '../../src/store/insight-db.js';
import type { HistoryResult } from '../../src/tools/history.js';
import { environment, freshFolder, jsonOf, PROGRAM, runInsight } from './run-insight.js';

const IN_A_TERMINAL = fileURLToPath(new URL('in-a-terminal.py', import.meta.url));
const hasPython = spawnSync('python3', ['-c', 'import pty'], { stdio: 'ignore' }).status === 0;

const AT = Date.parse('2026-11-20T10:00:00Z');
const ENTRY: NewEntry = {
  kind: 'concepts',
  at: AT,
  prompt: 'sourdough',
  provider: 'gemini',
  model: 'made-up-model',
  usd: 0.0021,
  tokensIn: 900,
  tokensOut: 700,
  ms: 1234,
  result: { schemaVersion: 1, concepts: [{ title: 'One loaf', tags: ['bread', 'oven'] }] },
  files: [],
};

let folder: ReturnType<typeof freshFolder>;
let home: string;
let picture: string;
let ids: readonly string[];
beforeEach(async () => {
  folder = freshFolder();
  home = join(folder.path, 'home');
  picture = join(folder.path, 'one.png');
  writeFileSync(picture, 'made up');
  const { database } = await openInsight({ dir: join(home, 'data'), now: () => AT, random: Math.random });
  const history = new History(database, Math.random);
  ids = [
    history.remember(ENTRY),
    history.remember({ ...ENTRY, kind: 'thumbnails', prompt: 'a loaf\u001b[31m', files: [picture], usd: null }),
    history.remember({ ...ENTRY, prompt: 'rye' }),
  ];
  database.close();
});
afterEach(() => {
  folder.remove();
});
const list = (...words: string[]) => jsonOf<HistoryResult>(['history', ...words], { home });

describe('insight history', () => {
  it('lists the newest first, of one kind or of all, with or without the word list', async () => {
    const [first, second, third] = ids;
    const all = await list();
    expect(all.entries.map(({ id }) => id)).toEqual([third, second, first]);
    expect(all.entries[2]).toEqual({
      id: first,
      kind: 'concepts',
      at: '2026-11-20T10:00:00.000Z',
      prompt: 'sourdough',
      provider: 'gemini',
      model: 'made-up-model',
      usd: 0.0021,
      tokensIn: 900,
      tokensOut: 700,
      ms: 1234,
      files: [],
    });
    expect((await list('concepts')).entries.map(({ id }) => id)).toEqual([third, first]);
    expect(await list('list', 'CONCEPTS')).toEqual(await list('concepts'));
    expect(await list('keywords')).toMatchObject({ kind: 'keywords', total: 0, entries: [] });
  });

  it('pages', async () => {
    const page = await list('-n', '2');
    expect(page).toMatchObject({ total: 3, before: ids[1] });
    const rest = await list('-n', '2', '--before', page.before ?? '');
    expect(rest.entries.map(({ id }) => id)).toEqual([ids[0]]);
    expect(rest.before).toBeNull();
  });

  it('shows a table that tells what follows, and nothing that a terminal would obey', async () => {
    const { code, stdout } = await runInsight(['history', '-n', '2'], { home });
    expect(code).toBe(0);
    expect(stdout).toContain('2 of 3 entries.');
    expect(stdout).toContain(`Next: insight history show ${ids[2]} · Older: insight history --before ${ids[1]}`);
    expect(stdout).not.toContain('\u001b');
  });

  it('shows a result again, whole', async () => {
    const begin = (ids[0] ?? '').slice(0, 5);
    const shown = await jsonOf<object>(['history', 'show', begin], { home });
    expect(shown).toMatchObject({ schemaVersion: 1, id: ids[0], result: ENTRY.result });
    const { stdout } = await runInsight(['history', 'show', begin], { home });
    for (const words of ['sourdough', 'One loaf', 'bread, oven']) expect(stdout).toContain(words);
  });

  it('shows what a command made as that command did', async () => {
    const made = await runInsight(['concepts', 'sourdough', '--offline'], { home });
    const shown = await runInsight(['history', 'show', 'last'], { home });
    expect(shown.code).toBe(0);
    const [head = '', blank, ...screen] = shown.stdout.split('\n');
    expect(head).toMatch(/^[0-9a-z]{8} · concepts · sourdough · \d/);
    expect(blank).toBe('');
    const body = screen
      .slice(
        0,
        screen.findIndex((line) => line.startsWith('Why:')),
      )
      .join('\n');
    expect(body).toContain('1. ');
    expect(made.stdout.startsWith(body)).toBe(true);
  });

  it('exports everything as NDJSON, the oldest first, also into a file', async () => {
    const { stdout } = await runInsight(['history', 'export'], { home });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(ids);
    const file = join(folder.path, 'all.out');
    const saved = await runInsight(['history', 'export', '--output', file], { home });
    expect([saved.code, saved.stdout]).toEqual([0, '']);
    expect(readFileSync(file, 'utf8')).toBe(stdout);
    const empty = await runInsight(['history', 'export']);
    expect([empty.code, empty.stdout]).toEqual([0, '']);
  });

  it('deletes only what a script confirmed, and leaves the files', async () => {
    const second = ids[1] ?? '';
    const refused = await runInsight(['history', 'delete', second], { home });
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('--yes');
    expect((await list()).total).toBe(3);
    const done = await runInsight(['history', 'delete', second, '--yes'], { home });
    expect(done.code).toBe(0);
    expect(done.stderr).toContain(`note: 1 file of what was deleted stay`);
    expect((await list()).entries.map(({ id }) => id)).toEqual([ids[2], ids[0]]);
    expect(existsSync(picture)).toBe(true);
  });

  it('deletes nothing when one of the names is of no entry', async () => {
    const { code } = await runInsight(['history', 'delete', ids[0] ?? '', 'zzzz', '--yes'], { home });
    expect(code).toBe(3);
    expect((await list()).total).toBe(3);
  });

  it.skipIf(!hasPython)('asks a person before it deletes', async () => {
    const session = (press: string) =>
      new Promise<{ code: number; text: string }>((resolve) => {
        const command = [
          '80',
          '--when',
          'for good?',
          press,
          process.execPath,
          PROGRAM,
          'history',
          'delete',
          ids[0] ?? '',
        ];
        const env = environment(home, { env: { TERM: 'xterm-256color', LANG: 'C.UTF-8' } });
        execFile('python3', [IN_A_TERMINAL, ...command], { cwd: folder.path, env }, (error, text) => {
          resolve({ code: typeof error?.code === 'number' ? error.code : 0, text });
        });
      });
    expect(await session('\r')).toMatchObject({ code: 130 });
    expect(await session('n\r')).toMatchObject({ code: 130 });
    expect((await list()).total).toBe(3);
    expect(await session('y\r')).toMatchObject({ code: 0 });
    expect((await list()).total).toBe(2);
  });

  it('is never touched by cache clear', async () => {
    await runInsight(['cache', 'clear'], { home });
    expect((await list()).total).toBe(3);
  });

  it('says what was meant by a word that is no kind', async () => {
    const { code, stderr } = await runInsight(['history', 'delte'], { home });
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean insight history delete?');
  });
});
