import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { hasPython, onTerminal as runOnTerminal } from './on-terminal.js';

const GOLDEN = fileURLToPath(new URL('goldens/demo-on-80-columns.txt', import.meta.url));
const DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const WIDTHS = [40, 80, 200];

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

const onTerminal = (columns: number, words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runOnTerminal(columns, words, { emulator, env });

/** Lines as they stand on the screen, without colours. */
function linesOf(text: string): string[] {
  return stripVTControlCharacters(text).replaceAll('\r', '\n').split('\n');
}

/** Real files, and what is worth looking at in each: long titles, 200 channels, Hangul and emoji. */
const REAL = [
  ['studio/areikher_table_data.csv', 'outliers', 'streak'],
  ['channels/fr_tech_200ch_videos_2026-02.csv', 'outliers', 'streak'],
  ['channels/bangtantv_video_df.csv', 'outliers', 'hashtags'],
] as const;
const SCREENS: readonly (readonly string[])[] = [
  ['demo'],
  ['demo', '--all'],
  ['outliers', '@made-up-120', '--as-of', '2026-11-21'],
  ['outliers', '@made-up-120', '--as-of', '2026-11-21', '--fields', 'id,url,title,publishedAt,format,likes'],
  ['streak', '@made-up-mixed', '--as-of', '2026-11-21'],
  ['hashtags', '@made-up-50', '--as-of', '2026-11-21'],
  ['videos', '@made-up-120', '--as-of', '2026-11-21', '--fields', 'title,formatBasis,durationSeconds'],
  ['keywords', 'lighthouse'],
  ['config', 'list', '--show-origin'],
  ...REAL.filter(([path]) => existsSync(DATA + path)).flatMap(([path, ...commands]) =>
    commands.map((command) => [command, '--from', DATA + path]),
  ),
];

describe.skipIf(!hasPython)('on a terminal', () => {
  it.each(SCREENS.map((words) => [words.map((word) => word.replace(DATA, '')).join(' '), words] as const))(
    'no line of %s is wider than the terminal',
    async (_, words) => {
      for (const { columns, code, text } of await Promise.all(
        // In CI there is no spinner, which would have to be taken out of the text.
        WIDTHS.map(async (columns) => ({ columns, ...(await onTerminal(columns, words, { CI: '1' })) })),
      )) {
        expect(code, text).toBe(0);
        const result = linesOf(text).filter((line) => !line.startsWith('note: '));
        expect(result.length).toBeGreaterThan(2);
        expect(result.filter((line) => stringWidth(line) > columns)).toEqual([]);
      }
    },
  );

  it('of 40 columns shows of keys what matters most, and each path whole', async () => {
    const env = { YOUTUBE_API_KEY: 'AIzaSy-of-a-terminal-1a2b', YOUTUBE_API_KEY_1: 'short', CI: '1', NO_COLOR: '1' };
    const shown = async (...words: string[]) => (await onTerminal(40, words, env)).text;
    const [keys, quota] = await Promise.all([shown('keys', 'list'), shown('quota')]);
    for (const line of [/KEY +STATE/, /…1a2b +ready/, /#[0-9a-f]{8} +ready/]) expect(keys).toMatch(line);
    for (const line of [/KEY +BUCKET +LEFT/, /…1a2b +units +10,000/]) expect(quota).toMatch(line);
    expect(quota.replaceAll('\n', ' ')).toMatch(/Full again: .*, UTC \(midnight Pacific time\)\./);
    for (const words of [
      ['config', 'path'],
      ['cache', 'path'],
      ['cache', 'stats'],
    ]) {
      // The temporary folder of a test has a name longer than the rest of a line.
      expect(await shown(...words)).toMatch(/\/insight-e2e-\w+\/cache/);
    }
  });

  // UPDATE_GOLDENS=1 writes what is printed now; read the difference before committing it.
  it('of 80 columns without colour the demo looks as it was last looked at', async () => {
    const { code, text } = await onTerminal(80, ['demo'], { NO_COLOR: '1' });
    if (process.env.UPDATE_GOLDENS === '1') writeFileSync(GOLDEN, text);
    expect(code).toBe(0);
    expect(text).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  it('one that says it is 0 columns wide is taken for a usual one', async () => {
    const { text } = await onTerminal(0, ['demo'], { NO_COLOR: '1' });
    expect(text).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  it('there are colours and nothing else but text', async () => {
    const { text } = await onTerminal(80, ['demo']);
    expect(text).toMatch(/\u001b\[1m/);
    expect(text.replace(/\u001b\[\d+m/g, '')).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  it.each([
    ['NO_COLOR', { NO_COLOR: '1' }, []],
    ['TERM=dumb', { TERM: 'dumb' }, []],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, []],
    ['--no-color', {}, ['--no-color']],
  ] as const)('%s takes the colours away', async (_, env, flags) => {
    const { text } = await onTerminal(80, ['demo', ...flags], env);
    expect(text).not.toContain('\u001b');
    expect(text).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  it('a slow provider is waited for with a spinner that leaves nothing behind', async () => {
    const slow = await startEmulator({ latencyMs: 300 });
    try {
      const env = { INSIGHT_YOUTUBE_URL: slow.url, YOUTUBE_API_KEY: 'any', NO_COLOR: '1' };
      const { code, text } = await onTerminal(80, ['streak', '@made-up-50', '--as-of', '2026-11-21'], env);
      const [before = '', after = ''] = text.split('Made-up channel 50 · 50 uploads');
      expect(code).toBe(0);
      expect(before).toContain('Made-up channel 50: ');
      // The cursor, hidden while it turns, is back before the result; the line is empty again.
      expect(before.lastIndexOf('\u001b[?25h')).toBeGreaterThan(before.lastIndexOf('\u001b[?25l'));
      expect(before.lastIndexOf('\u001b[0K')).toBeGreaterThan(before.lastIndexOf('Made-up channel 50: '));
      // At its end the program gives the cursor back once more, to be sure.
      expect(after.replace(/\u001b\[\?25h$/, '')).not.toContain('\u001b');
    } finally {
      await slow.close();
    }
  });
});
