import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { beforeAll, describe, expect, it } from 'vitest';
import { cells, quietRuns, type Cell } from './fault-table-cells.js';
import { EXITS } from './fault-table-faults.js';
import { faultsPage, faultTable, saying, sectionOf } from './fault-table-page.js';
import { runAll, type CellOutcome, type QuietOutcome } from './fault-table-runs.js';

/** Longer than this nobody waits for a failure. */
const PATIENCE_MS = 20_000;
const PAGE = fileURLToPath(new URL('../../docs/faults.md', import.meta.url));
/** Where `npm run faults:table` wants the table of every command under every fault; here commands take turns. */
const TABLE = process.env.FAULT_TABLE ?? null;
const CELLS = cells(TABLE !== null);
const QUIET_RUNS = quietRuns(TABLE !== null);

let ended: readonly CellOutcome[];
let unmoved: readonly QuietOutcome[];
beforeAll(async () => {
  ({ cells: ended, quiets: unmoved } = await runAll(CELLS, QUIET_RUNS));
  if (TABLE === null) return;
  writeFileSync(TABLE, faultTable(ended, unmoved));
  writeFileSync(PAGE, await page());
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
    if (cell.withKey && cell.end !== 'fine' && typeof cell.fault.play === 'object') {
      // Pages and videos are asked for side by side.
      expect(struck.filter((path) => path === struck[0])).toHaveLength(cell.fault.tries);
    }
    // The source is never changed in silence, and no redirect is followed with a key.
    if (cell.withKey) expect(asked.filter((path) => !path.startsWith('/youtube/'))).toEqual([]);
  });
});

/** What stderr must look like. */
function wording({ end, form, withKey }: Cell): unknown {
  if (end === 'fine') return withKey ? '' : expect.stringMatching(/^(?:note: .+\n)*$/);
  if (form === 'text') return expect.stringMatching(/^insight: .+\nhint: .+\n$/);
  if (form === 'debug') return expect.stringMatching(/^insight: .+\nhint: .+\n(?:.*\n)+$/);
  const error = `\\{"error":\\{"kind":"${end}","message":".+","hint":".+"\\}\\}`;
  return expect.stringMatching(new RegExp(`^${error}\\n(?:.*\\n)+$`));
}

describe('a command that asks nobody does not notice that everything is broken', () => {
  const named = QUIET_RUNS.map(({ words, before, withKey, exit }, at) => {
    const key = withKey ? 'with a key' : 'without a key';
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
    const where = `${sectionOf(outcome)}, ${outcome.cell.fault.name}`;
    expect(saying(outcome), where).toBe(said.get(where) ?? saying(outcome));
    said.set(where, saying(outcome));
  }
});

it('docs/faults.md is what these runs said', async () => {
  expect(readFileSync(PAGE, 'utf8'), 'npm run faults:table writes it anew').toBe(await page());
});

async function page(): Promise<string> {
  return format(faultsPage(ended), { ...(await resolveConfig(PAGE)), filepath: PAGE });
}

function missing(): never {
  throw new Error('this run is missing');
}
