import { PassThrough } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { startProgress, wantsProgress } from '../../src/output/progress.js';

/** A terminal that keeps what is written to it; ora asks it for the cursor moves of a tty stream. */
function terminal(columns: number) {
  const stream = new PassThrough();
  const seen: string[] = [];
  stream.on('data', (chunk) => seen.push(String(chunk)));
  const moves = {
    isTTY: true,
    columns,
    clearLine: () => stream.write('\x1b[2K'),
    cursorTo: () => stream.write('\x1b[1G'),
    moveCursor: () => stream.write('\x1b[1A'),
  };
  return { stream: Object.assign(stream, moves), seen: () => seen.join('') };
}

describe('wantsProgress', () => {
  it.each([
    ['a person at a terminal', true, false, {}, true],
    ['a pipe', false, false, {}, false],
    ['--quiet', true, true, {}, false],
    ['CI', true, false, { CI: 'true' }, false],
    ['CI=false', true, false, { CI: 'false' }, true],
    ['a dumb terminal', true, false, { TERM: 'dumb' }, false],
  ])('%s', (_, isTTY, quiet, env, wanted) => {
    expect(wantsProgress({ isTTY }, { quiet, env })).toBe(wanted);
  });

  it('a terminal that says it is 0 columns wide', () => {
    expect(wantsProgress({ isTTY: true, columns: 0 }, { quiet: false, env: {} })).toBe(false);
  });
});

describe('startProgress', () => {
  it('shows nothing for quick work', async () => {
    const { stream, seen } = terminal(80);
    const progress = startProgress(stream, 'reading', { delay: 50 });
    progress.say('still reading');
    progress.stop();
    await setTimeout(120);
    expect(seen()).toBe('');
  });

  it('shows the newest word of long work, clean and cut to the terminal, then takes it away', async () => {
    const { stream, seen } = terminal(30);
    const progress = startProgress(stream, 'never seen', { delay: 5 });
    progress.say('reading \x1b]0;evil\x07量子コンピュータのすべてのすべて\nof it');
    await expect.poll(seen, { timeout: 5_000 }).toContain('reading 量子');
    progress.say('half done');
    await expect.poll(seen, { timeout: 5_000 }).toContain('half done');
    progress.stop();
    progress.stop();
    const shown = seen();
    expect(shown).not.toContain('never seen');
    expect(shown).not.toMatch(/evil|\x07|\n/);
    expect(shown.indexOf('\x1b[?25l')).toBeGreaterThanOrEqual(0);
    expect(shown.lastIndexOf('\x1b[?25h')).toBeGreaterThan(shown.lastIndexOf('\x1b[?25l'));
    const line = /reading [^\x1b]*/.exec(shown)?.[0] ?? '';
    expect(line).toMatch(/…$/);
    expect(stringWidth(line) + 2).toBeLessThan(30);
    await setTimeout(120);
    expect(seen()).toBe(shown);
  });
});
