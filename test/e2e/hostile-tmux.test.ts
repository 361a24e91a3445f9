import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { environment, freshFolder, PROGRAM } from './run-insight.js';

const hasTmux = spawnSync('tmux', ['-V']).status === 0;
const folder = freshFolder();
const socket = join(folder.path, 'tmux');
const env = environment(join(folder.path, 'home'), { env: { LANG: 'C.UTF-8', TERM: 'screen-256color' } });

const tmux = (...words: readonly string[]): string =>
  spawnSync('tmux', ['-S', socket, '-f', '/dev/null', ...words], { env, cwd: folder.path }).stdout.toString();

afterAll(() => {
  if (hasTmux) tmux('kill-server');
  folder.remove();
});

/** What each title tries to do to the terminal that believes it. */
const TITLES = [
  '\u001b]2;taken over\u0007 window title',
  '\u001b]52;c;dGFrZW4gb3Zlcg==\u0007 clipboard',
  '\u001b[2J\u001b[3J\u001b[H erase',
  '\u001b[?1049h other screen',
  '\u001b[?25l no cursor',
  '\u001b[?1000h\u001b[?2004h mouse and paste',
  '\u001b[5n\u001b[6n\u001b[c answers typed for you',
  '\u009b2J \u009d2;taken over\u009c in 8 bits',
  'first line\r\n$ second line',
  '\u0007\u0007 bell',
];

describe.skipIf(!hasTmux)('a real terminal (tmux)', () => {
  it('does nothing of what titles tell it, and shows every row', async () => {
    const rows = TITLES.map((title, at) => ({ title, views: 1000 + at, published: `2026-01-1${at}` }));
    writeFileSync(join(folder.path, 'own.json'), JSON.stringify(rows));
    const insight = `'${process.execPath}' '${PROGRAM}' videos --from own.json --as-of 2026-11-21`;
    tmux('new-session', '-d', '-s', 'it', '-x', '100', '-y', '40', '-P', 'sh');
    tmux('set', '-s', 'set-clipboard', 'on');
    tmux('set', '-g', 'monitor-bell', 'on');
    const state = () =>
      tmux('display', '-p', '-t', 'it', '#{pane_title} #{alternate_on} #{cursor_flag} #{mouse_any_flag}');
    const before = state();
    tmux('send-keys', '-t', 'it', `${insight}; echo the-end-$((40 + 2))`, 'Enter');
    let screen = '';
    for (let wait = 0; wait < 200 && !screen.includes('the-end-42'); wait += 1) {
      await setTimeout(50);
      screen = tmux('capture-pane', '-p', '-t', 'it');
    }
    expect(screen).toContain('the-end-42');
    expect(state()).toBe(before);
    expect(tmux('list-buffers')).toBe('');
    expect(tmux('display', '-p', '-t', 'it', '#{window_bell_flag}').trim()).toBe('0');
    const lines = screen.split('\n');
    for (const word of [
      'window title',
      'clipboard',
      'erase',
      'other screen',
      'no cursor',
      'mouse',
      'answers',
      'bell',
    ]) {
      expect(lines.filter((line) => line.includes(word) && /\b1\.0k\b/.test(line))).toHaveLength(1);
    }
    expect(lines.filter((line) => line.includes('first line $ second line'))).toHaveLength(1);
    // Nothing was typed at the prompt in the user's name.
    expect(screen).not.toMatch(/\d+;\d+R|\[0n|\?\d+;[\d;]*c/);
  });
});
