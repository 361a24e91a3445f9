import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { freshFolder, jsonOf, runInsight } from './run-insight.js';

const folder = freshFolder();
const home = folder.path;
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(async () => {
  await emulator.close();
  folder.remove();
});

interface Report {
  readonly path: string;
  readonly answers: number;
  readonly bytes: number;
  readonly oldestAt: string | null;
}
const stats = () => jsonOf<Report>(['cache', 'stats'], { home });

describe('cache', () => {
  it('names its file without making it', async () => {
    const { stdout } = await runInsight(['cache', 'path'], { home });
    expect(stdout).toBe(`${join(home, 'cache', 'cache.db')}\n`);
    expect(await stats()).toMatchObject({ answers: 0, bytes: 0, oldestAt: null });
    expect((await runInsight(['cache', 'clear'], { home })).stdout).toBe('0 answers forgotten, 0 bytes freed\n');
    expect(existsSync(join(home, 'cache', 'cache.db'))).toBe(false);
  });

  it('counts what was kept, forgets it, and says what that freed', async () => {
    const look = ['videos', '@made-up-50', '--source', 'feed', '--json'];
    expect(await runInsight(look, { home, emulator })).toMatchObject({ code: 0 });
    const before = await stats();
    expect(before.answers).toBeGreaterThan(0);
    expect(Date.parse(before.oldestAt ?? '')).toBeGreaterThan(Date.now() - 60_000);

    const other = join(home, 'data');
    const kept = () =>
      existsSync(other) ? readdirSync(other).map((name) => readFileSync(join(other, name), 'base64')) : [];
    const untouched = kept();
    const cleared = await jsonOf<Report>(['cache', 'clear'], { home });
    expect(cleared.answers).toBe(before.answers);
    expect(cleared.bytes).toBe(before.bytes - (await stats()).bytes);
    expect(await stats()).toMatchObject({ answers: 0, oldestAt: null });
    expect(kept()).toEqual(untouched);
  });
});
