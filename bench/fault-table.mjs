// Every command under every fault, run by the real program: prints a table with exit codes, first lines of stderr and
// times, and writes docs/faults.md anew: `npm run faults:table > table.md`. About three minutes.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'insight-faults-'));
try {
  const table = join(folder, 'table.md');
  const words = [
    'vitest',
    'run',
    '--config',
    'test/vitest.config.ts',
    'test/e2e/fault-table.test.ts',
    '--reporter=dot',
  ];
  // What the tests say goes to stderr, so that stdout is the table and nothing else.
  const { status } = spawnSync('npx', words, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, FAULT_TABLE: table },
  });
  process.stdout.write(readFileSync(table, 'utf8'));
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}
