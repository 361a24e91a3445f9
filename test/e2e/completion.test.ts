import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openInsight } from '../../src/store/insight-db.js';
import { SyncBook } from '../../src/store/sync-book.js';
import { TrackedChannels } from '../../src/store/tracked-channels.js';
import { inTerminal } from './on-terminal.js';
import { environment, freshFolder, PROGRAM, runInsight } from './run-insight.js';

/** Nothing of it may be run, and nothing of it may break a line of the answer. */
const HOSTILE = '$(touch pwned) `touch pwned` %F{red}\u001B[31m ; touch pwned \t\n"\'\\: end';

const folder = freshFolder();
const home = join(folder.path, 'home');
const cwd = join(folder.path, 'work');
const bin = join(folder.path, 'bin');
const env = { ...environment(home, {}), PATH: `${bin}:${process.env.PATH ?? ''}`, TERM: 'xterm', HOME: home };

beforeAll(async () => {
  for (const path of [cwd, bin, home]) mkdirSync(path, { recursive: true });
  for (const file of ['Table data.csv', 'other.txt']) writeFileSync(join(cwd, file), '');
  // Whatever line is entered in the end says what it came to; only the questions of the shell go to the program.
  const shim = `#!/bin/sh
if [ "$1" = __complete ] || [ "$1" = completion ]; then exec "${process.execPath}" "${PROGRAM}" "$@"; fi
printf 'RAN'; printf '|%s' "$@"; echo; echo END
`;
  writeFileSync(join(bin, 'insight'), shim);
  chmodSync(join(bin, 'insight'), 0o755);
  await follow([
    ['UC0000000000000000000001', '@kurzgesagt', 'Kurzgesagt – In a Nutshell'],
    ['UC0000000000000000000002', '@hostile', HOSTILE],
    ['UC0000000000000000000003', '@x$(touch pwned)', 'a handle that no shell may see'],
    ['UC0000000000000000000004', null, 'no handle'],
  ]);
});
afterAll(() => {
  folder.remove();
});

async function follow(channels: readonly (readonly [id: string, handle: string | null, title: string])[]) {
  const parts = { now: () => 1_790_000_000_000, random: () => 0.5 };
  const { database } = await openInsight({ dir: join(home, 'data'), ...parts });
  const tracked = new TrackedChannels(database, new SyncBook(database, parts.random));
  for (const [id, handle, title] of channels) tracked.add({ id, handle, title }, { at: parts.now(), subscribers: 1 });
  database.close();
}

/** What is typed, with its tabs, and the words that the program is run with then; null for a line that is taken back. */
const LINES: readonly (readonly [typed: string, ran: string | null])[] = [
  ['insight outl\t', 'outliers'],
  ['insight track re\t@x', 'track|remove|@x'],
  ['insight outliers --form\tjs\t', 'outliers|--format|json'],
  ['insight outliers --format=nd\t', 'outliers|--format=ndjson'],
  ['insight outliers --fields title,likes,comm\t', 'outliers|--fields|title,likes,comments'],
  ['insight outliers --from Tab\t', 'outliers|--from|Table data.csv'],
  ['insight outliers --from=Tab\t', 'outliers|--from=Table data.csv'],
  ['insight outliers @kur\t', 'outliers|@kurzgesagt'],
  ['insight compare @kurzgesagt @ho\t', 'compare|@kurzgesagt|@hostile'],
  ['insight hashtags --channel=UC0000000000000000000004\t', 'hashtags|--channel=UC0000000000000000000004'],
  [`insight outliers "a b" 'c "$(touch pwned)' --offl\t`, 'outliers|a b|c "$(touch pwned)|--offline'],
  ['insight outliers $(touch pwned) --offl\t', null],
  ['insight outliers @\t\t', null],
  ['insight keywords \t\t', null],
];

const SHELLS: Readonly<Record<string, readonly string[]>> = {
  bash: ['bash', '--noprofile', '--rcfile', join(folder.path, 'bashrc'), '-i'],
  zsh: ['zsh', '-d', '-i'],
  fish: ['fish', '--no-config', '-i', '-C', `source ${join(folder.path, 'fishrc')}`],
};

beforeAll(() => {
  writeFileSync(join(folder.path, 'bashrc'), `PS1='READY> '\neval "$(insight completion bash)"\n`);
  writeFileSync(
    join(folder.path, 'fishrc'),
    'function fish_prompt; echo -n "READY> "; end\ninsight completion fish | source\n',
  );
  writeFileSync(
    join(folder.path, '.zshrc'),
    `PS1='READY> '\nautoload -Uz compinit; compinit -u -D\nunsetopt beep\neval "$(insight completion zsh)"\n`,
  );
});

const CLEARED = '\u0015';

// What .ci/run demands not to be skipped has "in a real" in its name.
describe.concurrent.each(Object.keys(SHELLS))('completion in a real %s', (shell) => {
  const command = SHELLS[shell] ?? [];
  const isThere = spawnSync(shell, ['-c', 'true']).status === 0;

  it.skipIf(!isThere)('completes what is typed, and runs nothing of it', async () => {
    const press = [
      ...LINES.flatMap(([typed, ran]): [string, string][] => [
        ['READY> ', ran === null ? `${typed}${CLEARED}insight cleared\r` : `${typed}\r`],
        ['END', ''],
      ]),
      ['READY> ', 'exit\r'] as [string, string],
    ];
    const { text } = await inTerminal(120, command, { cwd, env: { ...env, ZDOTDIR: folder.path }, press });
    const ran = [...text.matchAll(/RAN\|(.*)$/gm)].map(([, words]) => words);
    expect(ran, text).toEqual(LINES.map(([, words]) => words ?? 'cleared'));
    expect(existsSync(join(cwd, 'pwned'))).toBe(false);
    expect(text).not.toContain('@x$(');
    if (shell !== 'bash') {
      expect(text).toContain('Kurzgesagt – In a Nutshell');
      expect(text).toContain('$(touch pwned) `touch pwned` %F{red}');
    }
  });
});

describe('the question of a shell', () => {
  it.each([
    [['line', 'insight nothing such '], 'words\n'],
    [['line', 'insight outliers --from '], 'files\n'],
    [['words', 'outliers', '--format', 'nd'], 'words\nndjson\t\n'],
    [[], expect.stringContaining('\nhelp\t')],
    [['what'], expect.stringMatching(/^words\n/)],
  ])('%j is answered', async (asked, answer) => {
    const { code, stdout, stderr } = await runInsight(['__complete', ...asked], { home });
    expect([code, stdout, stderr]).toEqual([0, answer, '']);
  });

  it('is answered without channels where they cannot be read', async () => {
    for (const [place, text] of [
      ['none', null],
      ['broken', 'no database'],
    ] as const) {
      const elsewhere = join(folder.path, place);
      mkdirSync(join(elsewhere, 'data'), { recursive: true });
      if (text !== null) writeFileSync(join(elsewhere, 'data', 'insight.db'), text);
      const { code, stdout, stderr } = await runInsight(['__complete', 'words', 'outliers', ''], { home: elsewhere });
      expect([code, stdout, stderr]).toEqual([0, 'words\n', '']);
      expect(existsSync(join(elsewhere, 'data', 'insight.db'))).toBe(text !== null);
    }
  });
});

it('a shell that there is no completion for is told which there are', async () => {
  const { code, stdout, stderr } = await runInsight(['completion', 'tcsh']);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('bash, zsh, fish, powershell');
});
