import type { CellOutcome, QuietOutcome } from './fault-table-runs.js';

/**
 * As Markdown: the exit codes and longest times by fault and by what it strikes, then a row for each run with its first
 * line on stderr.
 */
export function faultTable(cells: readonly CellOutcome[], quiets: readonly QuietOutcome[]): string {
  return `${overview(cells)}\n${everyRun(cells, quiets)}`;
}

function overview(cells: readonly CellOutcome[]): string {
  const [faults, sections] = [cells.map(({ cell }) => cell.fault.name), cells.map(({ cell }) => cell.section)].map(
    (all) => [...new Set(all)],
  ) as [string[], string[]];
  const rows = faults.map((fault) => [fault, ...sections.map((section) => inShort(cells, fault, section))]);
  return table(['fault', ...sections], rows);
}

/** `4, 0.3 s`: the exit code of all commands, and the longest time of any. */
function inShort(cells: readonly CellOutcome[], fault: string, section: string): string {
  const runs = cells.filter((outcome) => outcome.cell.fault.name === fault && outcome.cell.section === section);
  if (runs.length === 0) return '';
  const codes = [...new Set(runs.map(({ run }) => String(run.code)))].join(' or ');
  return `${codes}, ${(Math.max(...runs.map(({ run }) => run.ms)) / 1000).toFixed(1)} s`;
}

function everyRun(cells: readonly CellOutcome[], quiets: readonly QuietOutcome[]): string {
  const rows = [
    ...cells.map(({ cell, run }) => [cell.command, cell.route, cell.fault.name, run] as const),
    ...quiets.map(({ quiet, run }) => [quiet.words.join(' '), `nothing; ${quiet.before} kept`, 'any', run] as const),
  ];
  return table(
    ['command', 'struck', 'fault', 'exit', 'first line of stderr', 'ms'],
    rows.map(([command, struck, fault, { code, stderr, ms }]) => {
      return [command, struck, fault, String(code), stderr.split('\n', 1)[0] ?? '', ms.toFixed(0)];
    }),
  );
}

/** A half of docs/faults.md: what each fault does, by what it strikes. It depends on no clock or machine. */
export function halfPage(title: string, words: readonly string[], cells: readonly CellOutcome[]): string {
  const sections = new Map<string, CellOutcome[]>();
  for (const outcome of cells) {
    const { section } = outcome.cell;
    sections.set(section, [...(sections.get(section) ?? []), outcome]);
  }
  return [
    `## ${title}`,
    '',
    ...words,
    ...[...sections].flatMap(([section, outcomes]) => ['', `### ${section}`, '', sectionTable(outcomes)]),
  ].join('\n');
}

function sectionTable(outcomes: readonly CellOutcome[]): string {
  const faults = new Map<string, Set<string>>();
  for (const outcome of outcomes) {
    const end = JSON.stringify([String(outcome.run.code), saying(outcome)]);
    faults.set(end, (faults.get(end) ?? new Set()).add(outcome.cell.fault.name));
  }
  return table(
    ['exit', 'what it says', 'under'],
    [...faults].map(([end, names]) => [...(JSON.parse(end) as string[]), [...names].join(' · ')]),
  );
}

/** What a run says on stderr beside where it took its videos from, without times of day and ages. */
export function saying({ run: { stderr } }: CellOutcome): string {
  const [line = ''] = stderr.split('\n').filter((text) => !text.startsWith('note: source:'));
  const text = line.startsWith('{') ? messageIn(line) : line.replace(/^(?:insight|note): /, '');
  return text
    .replace(/\d\d:\d\d UTC \(in [^)]*\)/, 'HH:MM UTC (in …)')
    .replace(/last good ones, .* old/, 'last good ones, … old')
    .replaceAll(/ after (?:\d+ ms|\d+\.\d s)/g, '');
}

function messageIn(json: string): string {
  return (JSON.parse(json) as { readonly error: { readonly message: string } }).error.message;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (values: readonly string[]) => `| ${values.map((value) => value.replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row), ''].join('\n');
}
