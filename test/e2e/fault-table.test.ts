import { beforeAll, describe, expect, it } from 'vitest';
import { cells, quietRuns, type Cell } from './fault-table-cells.js';
import { EXITS } from './fault-table-faults.js';
import { halfPage, saying } from './fault-table-page.js';
import { runAll, type CellOutcome, type QuietOutcome } from './fault-table-runs.js';
import { EVERY, staleLines, publish } from './fault-table-whole.js';

/** Longer than this nobody waits for a failure. */
const PATIENCE_MS = 20_000;
const CELLS = cells(EVERY);
const QUIET_RUNS = quietRuns(EVERY);
const WORDS = [
  'It is the same for all commands that ask the same. A failure writes nothing on stdout, and takes 20 s at most.',
];

let ended: readonly CellOutcome[];
let unmoved: readonly QuietOutcome[];
let half = '';
beforeAll(async () => {
  ({ cells: ended, quiets: unmoved } = await runAll(CELLS, QUIET_RUNS));
  half = halfPage('What is looked up', WORDS, ended);
  publish('looks', half, ended, unmoved);
}, 900_000);

const nameOf = ({ command, route, fault, form }: Cell) => `${command} (${route}) under ${fault.name}, as ${form}`;

describe('a command under a fault', () => {
  it.each(CELLS.map((cell, at) => [`${nameOf(cell)}: ${cell.end}`, at] as const))('%s', (_, at) => {
    const { cell, run, asked, leaks } = ended[at] ?? missing();
    // First what says most when it is wrong.
    expect({ code: run.code, stderr: run.stderr }).toEqual({ code: EXITS[cell.end], stderr: wording(cell) });
    // A key that is refused is the result of its test.
    const hasResult = cell.end === 'fine' || (cell.command === 'keys test' && cell.end === 'key');
    expect(run.stdout === '').toBe(!hasResult);
    expect(run.ms).toBeLessThan(PATIENCE_MS);
    expect(leaks).toEqual([]);
    const struck = asked.filter((path) => path.startsWith(cell.path));
    if (cell.keys.length > 0 && cell.end !== 'fine' && typeof cell.fault.play === 'object') {
      // Pages and videos are asked for side by side.
      expect(struck.filter((path) => path === struck[0])).toHaveLength(cell.fault.tries);
    }
    // The source is never changed in silence, and no redirect is followed with a key.
    if (cell.keys.length > 0) expect(asked.filter((path) => !path.startsWith('/youtube/'))).toEqual([]);
  });
});

/** What stderr must look like. */
function wording({ end, form, keys }: Cell): unknown {
  if (end === 'fine') return keys.length > 0 ? '' : expect.stringMatching(/^(?:note: .+\n)*$/);
  if (form === 'text') return expect.stringMatching(/^insight: .+\nhint: .+\n$/);
  if (form === 'debug') return expect.stringMatching(/^insight: .+\nhint: .+\n(?:.*\n)+$/);
  const error = `\\{"error":\\{"kind":"${end}","message":".+","hint":".+"\\}\\}`;
  return expect.stringMatching(new RegExp(`^${error}\\n(?:.*\\n)+$`));
}

describe('a command that asks nobody does not notice that everything is broken', () => {
  const named = QUIET_RUNS.map(({ words, before, keys, exit }, at) => {
    const key = keys.length > 0 ? 'with a key' : 'without a key';
    return [`${words.join(' ')} ${key}, ${before} kept: exit ${exit}`, at] as const;
  });
  it.each(named)('%s', (_, at) => {
    const { quiet, run, asked, leaks } = unmoved[at] ?? missing();
    expect({ code: run.code, asked, leaks }).toEqual({ code: quiet.exit, asked: [], leaks: [] });
    expect(run.stdout === '').toBe(quiet.exit !== 0);
    expect(run.ms).toBeLessThan(PATIENCE_MS);
  });
});

it('every command that asks the same says the same under the same fault', () => {
  const said = new Map<string, string>();
  for (const outcome of ended) {
    const where = `${outcome.cell.section}, ${outcome.cell.fault.name}`;
    expect(saying(outcome), where).toBe(said.get(where) ?? saying(outcome));
    said.set(where, saying(outcome));
  }
});

it('docs/faults.md is what these runs said', async () => {
  if (!EVERY) expect(await staleLines(half), 'npm run faults:table writes it anew').toEqual([]);
});

function missing(): never {
  throw new Error('this run is missing');
}
