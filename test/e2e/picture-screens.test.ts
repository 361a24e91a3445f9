import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewEntry } from '../../src/domain/history-entry.js';
import { History } from '../../src/store/history.js';
import { openInsight } from '../../src/store/insight-db.js';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { madeUpPicture } from '../emulator/made-up-pictures.js';
import { expectGoldenOn80Columns } from './expect-golden.js';
import { hasPython, onTerminal } from './on-terminal.js';
import { freshFolder, runInsight } from './run-insight.js';

const folder = freshFolder();
/** The one is for what looks at pictures, the other for the history alone. */
const [home, kept] = [join(folder.path, 'home'), join(folder.path, 'kept')];
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
  result: { schemaVersion: 1, concepts: [{ title: 'One loaf', tags: ['bread', 'oven'], score: null }] },
  files: [],
};

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
  writeFileSync(join(folder.path, 'my fox.png'), await madeUpPicture(7, 640, 360));
  await runInsight(['thumbnails', 'index', '@made-up-50'], { emulator, home });
  let drawn = 0;
  const random = () => (drawn++ * 0.37) % 1;
  const { database } = await openInsight({ dir: join(kept, 'data'), now: () => AT, random });
  const history = new History(database, random);
  history.remember(ENTRY);
  const long = 'a red fox in the snow, sitting by a very long river under the moon';
  history.remember({ ...ENTRY, kind: 'thumbnails', prompt: long, files: ['/made/up/pictures/fox.png'], usd: null });
  history.remember({
    ...ENTRY,
    kind: 'keywords',
    prompt: '灯台の一日と長い長い物語の始まりと終わり',
    model: null,
    usd: 0,
  });
  database.close();
});
afterAll(async () => {
  await emulator.close();
  folder.remove();
});

describe.skipIf(!hasPython)('on 80 columns', () => {
  it.each([
    ['score-title', ['score', 'title', 'RAMEN at home', '--keyword', 'vegan ramen', '--tags', 'ramen,cars'], {}],
    ['score-thumbnail', ['score', 'thumbnail', 'my fox.png'], {}],
    ['thumbnails-tags', ['thumbnails', 'tags', 'my fox.png', '--yes'], { GEMINI_API_KEY: 'any' }],
    ['thumbnails-tags-without-a-key', ['thumbnails', 'tags', 'my fox.png', '--quiet'], {}],
    ['history', ['history', '-n', '2'], {}],
    ['history-show', ['history', 'show', 'last'], {}],
    ['thumbnails-similar', ['thumbnails', 'similar', 'my fox.png', '--top', '4'], {}],
    [
      'thumbnails-similar-with-a-model',
      ['thumbnails', 'similar', 'my fox.png', '--top', '4', '--yes'],
      { GEMINI_API_KEY: 'any', YOUTUBE_API_KEY: 'any' },
    ],
  ] as const)('%s is the screen that is kept, and fits', async (name, words, keys) => {
    const env = { ...keys, INSIGHT_HOME: words[0] === 'history' ? kept : home, CI: '1' };
    const { code, text } = await onTerminal(80, words, { emulator, env, cwd: folder.path });
    expect(code, text).toBe(0);
    expectGoldenOn80Columns(name, text);
  });
});
