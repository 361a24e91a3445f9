import { defineCommand, one } from '../command.js';
import { completionScript } from '../domain/completion/scripts.js';
import { SHELLS, type Shell } from '../domain/completion/shells.js';
import type { Column } from '../domain/screen.js';
import { Failure } from '../errors.js';
import { OUTPUT_FLAGS } from '../flags.js';

const COLUMNS: readonly Column[] = [
  { field: 'shell', header: 'SHELL', figure: 'text', describe: 'for which shell it is' },
  { field: 'script', header: 'SCRIPT', figure: 'title', describe: 'the script, line ends and all' },
];

export const completion = defineCommand({
  name: 'completion',
  summary: 'Print the script that lets a shell complete commands, flags and channels',
  details:
    'Commands, flags, the words that a flag takes, names of fields, files, and the channels that you follow (insight ' +
    'track). How to install it stands in its first lines. The one for PowerShell is not tested.',
  argument: { name: 'shell', describe: SHELLS.join(', '), required: true, variadic: false, choices: SHELLS },
  flags: OUTPUT_FLAGS,
  examples: [
    { words: 'completion bash', does: 'for this shell alone: eval "$(insight completion bash)"' },
    { words: 'completion fish > ~/.config/fish/completions/insight.fish', does: 'for good' },
  ],
  rows: null,
  columns: COLUMNS,
  // A setting of another format must not end up in a shell's start file.
  usualFormat: 'table',
  run: (_, { words: [typed = ''] }) => {
    const shell = shellNamed(typed);
    return Promise.resolve(one({ schemaVersion: 1, shell, script: completionScript(shell) }));
  },
  screen: (result, { columns }) =>
    columns === null
      ? [
          {
            kind: 'lines',
            lines: result.script
              .trimEnd()
              .split('\n')
              .map((line) => ({ text: line, tone: 'plain', unbroken: true })),
          },
        ]
      : [{ kind: 'table', columns, sections: [{ rows: [result] }] }],
});

function shellNamed(typed: string): Shell {
  const shell = SHELLS.find((known) => known === typed.toLowerCase());
  if (shell !== undefined) return shell;
  throw new Failure('usage', `there is no completion for "${typed}"`, `there is ${SHELLS.join(', ')}`);
}
