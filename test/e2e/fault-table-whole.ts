import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { faultTable } from './fault-table-page.js';
import type { CellOutcome, QuietOutcome } from './fault-table-runs.js';

const PAGE = fileURLToPath(new URL('../../docs/faults.md', import.meta.url));
/** The folder in which `npm run faults:table` wants the tables of every command under every fault. */
const FOLDER = process.env.FAULT_TABLE ?? null;

/** Whether every command is struck by every fault; else each place is struck by every fault once. */
export const EVERY = FOLDER !== null;

/** Leaves a half of the table and of its page where `npm run faults:table` puts them together. */
export function publish(
  half: string,
  page: string,
  cells: readonly CellOutcome[],
  quiets: readonly QuietOutcome[],
): void {
  if (FOLDER === null) return;
  writeFileSync(join(FOLDER, `${half}-page.md`), page);
  writeFileSync(join(FOLDER, `${half}-table.md`), faultTable(cells, quiets));
}

/** The lines of a half, as it would be written now, that docs/faults.md does not have; all of them when it has others between. */
export async function staleLines(half: string): Promise<readonly string[]> {
  const written = await format(half, { ...(await resolveConfig(PAGE)), filepath: PAGE });
  const page = readFileSync(PAGE, 'utf8');
  if (page.includes(written)) return [];
  const lines = written.split('\n');
  const missing = lines.filter((line) => !page.includes(line));
  return missing.length === 0 ? lines : missing;
}
