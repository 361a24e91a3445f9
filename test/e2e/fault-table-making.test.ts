import { beforeAll, describe, expect, it } from 'vitest';
import { allCommands } from '../../src/program.js';
import { cells, quietRuns } from './fault-table-cells.js';
import { EXITS } from './fault-table-faults.js';
import { makingCells, MAKING_QUIET, type MakingCell } from './fault-table-making.js';
import { halfPage } from './fault-table-page.js';
import { runAll, type CellOutcome, type QuietOutcome } from './fault-table-runs.js';
import { EVERY, staleLines, publish } from './fault-table-whole.js';

/** Longer than this nobody waits for a failure; what waits for a model or a picture is hurried. */
const PATIENCE_MS = 20_000;
const CELLS = makingCells(EVERY);

let ended: readonly CellOutcome[];
let unmoved: readonly QuietOutcome[];
let half = '';
beforeAll(async () => {
  ({ cells: ended, quiets: unmoved } = await runAll(CELLS, MAKING_QUIET));
  half = halfPage('What is made', WORDS, toldOf());
  publish('making', half, ended, unmoved);
}, 1_500_000);

const WORDS = [
  'Where something else can stand in, it does, the exit code is 0, and a note says what failed. What may have been paid',
  'for is sent once: only a 429 is tried again. A model is waited for two minutes at most, Pollinations three times a',
  'minute, everybody else 15 to 60 seconds.',
];

function toldOf(): readonly CellOutcome[] {
  return ended.filter(({ cell }) => cell.section === cell.route && cell.fault.name !== 'none');
}

const nameOf = ({ section, words, fault, form }: MakingCell) =>
  `${words.join(' ')} (${section}) under ${fault.name}, as ${form}`;

describe('a command that makes something, under a fault', () => {
  it.each(CELLS.map((cell, at) => [`${nameOf(cell)}: ${cell.end}`, at] as const))('%s', (_, at) => {
    const [cell, { run, asked, leaks }] = [CELLS[at] ?? missing(), ended[at] ?? missing()];
    expect({ code: run.code, stderr: run.stderr }).toEqual({ code: EXITS[cell.end], stderr: wording(cell) });
    const hasResult = cell.end === 'fine' || cell.conduct === 'keeps what it has' || isVerdict(cell);
    expect(run.stdout === '').toBe(!hasResult);
    expect(run.stderr).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]/);
    expect(run.ms).toBeLessThan(PATIENCE_MS);
    expect(leaks).toEqual([]);
    const struck = asked.filter((path) => path.startsWith(cell.path));
    if (cell.fault.name !== 'none' && typeof cell.fault.play === 'object' && cell.after === 0) {
      expect(struck).not.toEqual([]);
      expect(struck.filter((path) => path === struck[0]).length).toBeLessThanOrEqual(cell.most);
    }
  });
});

it('docs/faults.md is what these runs said', async () => {
  if (!EVERY) expect(await staleLines(half), 'npm run faults:table writes it anew').toEqual([]);
});

it('every command of the program is run with its keys and --debug, here or in the other half', async () => {
  const debugged = [...makingCells(true), ...cells(true)].map(({ command }) => command);
  const still = [...MAKING_QUIET, ...quietRuns(true)].map(({ words }) => words.join(' '));
  const missed = (await allCommands()).filter(
    ({ name }) => !debugged.includes(name) && !still.some((line) => `${line} `.startsWith(`${name} `)),
  );
  expect(missed.map(({ name }) => name)).toEqual([]);
});

describe('a command that makes something and asks nobody does not notice that everything is broken', () => {
  const named = MAKING_QUIET.map(({ words, exit }, at) => [`${words.join(' ')}: exit ${exit}`, at] as const);
  it.each(named)('%s', (_, at) => {
    const { quiet, run, asked, leaks } = unmoved[at] ?? missing();
    expect({ code: run.code, asked, leaks }, run.stderr).toEqual({ code: quiet.exit, asked: [], leaks: [] });
  });
});

/** A key that is refused is the result of its test. */
function isVerdict({ command, end }: MakingCell): boolean {
  return command === 'keys test' && end === 'key';
}

/** What stderr must look like. */
function wording({ end, form, noted }: MakingCell): unknown {
  const notes = '(?:note: .+\\n)';
  if (end === 'fine') {
    const least = noted ? '+' : '*';
    return expect.stringMatching(new RegExp(`^${notes}${least}$`));
  }
  const more = form === 'text' ? '' : '(?:.*\\n)+';
  if (form !== 'json') return expect.stringMatching(new RegExp(`^${notes}*insight: .+\\nhint: .+\\n${more}$`));
  const error = `\\{"error":\\{"kind":"${end}","message":".+","hint":".+"\\}\\}`;
  return expect.stringMatching(new RegExp(`^${notes}*${error}\\n${more}$`));
}

function missing(): never {
  throw new Error('this run is missing');
}
