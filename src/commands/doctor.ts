import { defineCommand, one } from '../command.js';
import type { Check } from '../domain/doctor/check.js';
import type { Column, Line, Screen } from '../domain/screen.js';
import { Failure } from '../errors.js';
import { OUTPUT_FLAGS, toggle } from '../flags.js';
import { iso } from '../tools/key-report.js';
import { plural } from './headline.js';

const COLUMNS: readonly Column[] = [
  { field: 'state', header: 'STATE', figure: 'text', describe: 'ok, warning or problem' },
  { field: 'name', header: 'CHECK', figure: 'text', describe: 'what was looked at' },
  { field: 'message', header: 'WHAT WAS FOUND', figure: 'title', describe: 'what was found' },
  { field: 'hint', header: 'WHAT TO DO', figure: 'text', describe: 'what to do; null for nothing' },
];
const TONES = { ok: 'plain', warning: 'warn', problem: 'bad' } as const;

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'Look for what is wrong with keys, data, settings, network and terminal',
  details:
    'Says of each what to do. It changes nothing, spends no quota, and sends no key anywhere; to try the keys themselves: ' +
    'insight keys test. Providers are asked whether they answer at all, and the server you are signed in to whether the ' +
    'login holds, unless --offline. Exit code 0 when all is well or there are only warnings, 1 when something cannot be ' +
    'done as things are.',
  flags: { offline: toggle('ask no host'), ...OUTPUT_FLAGS },
  examples: [
    { words: 'doctor', does: 'everything, in a few seconds' },
    { words: 'doctor --offline --json', does: 'for a script, without the network' },
  ],
  rows: 'checks',
  columns: COLUMNS,
  run: async (context, { flags }) => {
    await context.showProgress();
    context.progress('looking at everything');
    const checks = await context.examine(flags.offline);
    const problems = count(checks, 'problem');
    const result = {
      schemaVersion: 1 as const,
      asOf: iso(context.now()),
      problems,
      warnings: count(checks, 'warning'),
      checks,
    };
    if (problems === 0) return one(result);
    const hint = problems === 1 ? 'it says above what to do' : 'each says above what to do';
    return { ...one(result), verdict: new Failure('unexpected', `${plural(problems, 'problem')} found`, hint) };
  },
  screen: ({ checks, problems, warnings }, { columns }): Screen =>
    columns === null
      ? [
          {
            kind: 'lines',
            lines: [{ text: verdictWords(problems, warnings), tone: 'strong' }, '', ...checks.flatMap(linesOf)],
          },
        ]
      : [{ kind: 'table', columns, sections: [{ rows: checks }] }],
});

function count(checks: readonly Check[], state: Check['state']): number {
  return checks.filter((check) => check.state === state).length;
}

function verdictWords(problems: number, warnings: number): string {
  if (problems > 0) return `${plural(problems, 'problem')}, ${plural(warnings, 'warning')}.`;
  return warnings === 0 ? 'All is well.' : `All works, with ${plural(warnings, 'warning')}.`;
}

/** What hangs below the first word keeps its indentation where it wraps. */
const INDENT = ' '.repeat(9);
const WIDTH = 80;

function linesOf({ name, state, message, hint }: Check): readonly Line[] {
  const tone = TONES[state];
  const whole = `${state.padEnd(8)} ${name}: ${message}`;
  const lines = whole.length <= WIDTH ? [whole] : [`${state.padEnd(8)} ${name}:`, `${INDENT}${message}`];
  const found = lines.map((text) => ({ text, tone }));
  return hint === null ? found : [...found, { text: `${INDENT}→ ${hint}`, tone: 'muted' }];
}
