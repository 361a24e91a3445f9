import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { hasPython } from './on-terminal.js';
import { environment, freshFolder, PROGRAM, runInsight } from './run-insight.js';

const IN_A_TERMINAL = fileURLToPath(new URL('in-a-terminal.py', import.meta.url));
const DOWN = '\u001b[B';
const ENTER = '\r';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

/** `insight` alone with somebody before the terminal who presses keys when asked. */
async function session(
  steps: readonly (readonly [string, string])[],
  env: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly text: string }> {
  const folder = freshFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text);
  const words = [...steps.flatMap(([text, keys]) => ['--when', text, keys]), process.execPath, PROGRAM];
  const whole = environment(folder.path, { emulator, env: { TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env } });
  const ended = await new Promise<{ code: number; text: string }>((resolve) => {
    execFile('python3', [IN_A_TERMINAL, '100', ...words], { cwd: folder.path, env: whole }, (error, text) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, text: stripVTControlCharacters(text) });
    });
  });
  folder.remove();
  return ended;
}

describe.skipIf(!hasPython)('insight alone on a terminal', () => {
  it('asks what, where from and which channel, says the command and runs it', async () => {
    const { code, text } = await session([
      ['What do you want to know?', ENTER],
      ['Where from?', ENTER],
      ['Which channel?', `@made-up-50${ENTER}`],
    ]);
    expect(text).toContain('This is the same as: insight outliers @made-up-50 --source feed');
    expect(text).toMatch(/\d+ of 15 videos stand/);
    expect(code).toBe(0);
  });

  it('asks again for a channel that is none', async () => {
    const { text } = await session([
      ['What do you want to know?', DOWN + ENTER],
      ['Where from?', ENTER],
      ['Which channel?', `AC/DC${ENTER}`],
      ['is no channel', `${'\b'.repeat(5)}@made-up-50${ENTER}`],
    ]);
    expect(text).toContain('insight streak @made-up-50 --source feed');
  });

  it('takes a dragged file, and numbers a page that would replace another', async () => {
    const { code, text } = await session(
      [
        ['What do you want to know?', DOWN.repeat(4) + ENTER],
        ['Where from?', DOWN + DOWN + ENTER],
        ['Which file?', `'my six.csv'${ENTER}`],
      ],
      {},
      {
        'my six.csv': 'title,views,published\na,1,2026-01-01\nb,2,2026-01-02\nc,3,2026-01-03\nd,4,2026-01-04\n',
        'report.html': 'mine',
      },
    );
    expect(text).toMatch(/insight report --from ['"]my six\.csv['"] --html report-2\.html/);
    expect(text).toContain('Wrote report-2.html');
    expect(code).toBe(0);
  });

  it('begins with a key where the API is chosen and there is none', async () => {
    const { text } = await session([
      ['What do you want to know?', ENTER],
      ['Where from?', DOWN + ENTER],
      ['(not shown)', '\u0003'],
    ]);
    expect(text).toContain('This is the same as: insight keys add youtube');
  });

  it('ends with 130 at Ctrl-C, having done nothing', async () => {
    expect((await session([['What do you want to know?', '\u0003']])).code).toBe(130);
  });

  it('prints the help where nobody is to be asked: in CI, on a dumb terminal', async () => {
    for (const env of [{ CI: 'true' }, { TERM: 'dumb' }]) {
      const { code, text } = await session([], env);
      expect(code).toBe(0);
      expect(text).toContain('Usage: insight <command>');
      expect(text).not.toContain('What do you want to know?');
    }
  });
});

it('insight alone in a script prints the help', async () => {
  const { code, stdout, stderr } = await runInsight([]);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('Usage: insight <command>');
});
