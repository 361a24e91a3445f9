import { EXIT_CODES } from '../errors.js';
import { GENERATED } from './commands-page.js';

/** docs/exit-codes.md. */
export function exitCodesPage(): string {
  const rows = Object.entries(EXIT_CODES).map(([kind, { code, meaning }]) => `| ${code} | \`${kind}\` | ${meaning} |`);
  return [
    GENERATED,
    '',
    '# Exit codes',
    '',
    'The `kind` is that of `{"error":{"kind","message","hint"}}`, which `--json` prints on stderr.',
    '',
    '| code | kind | meaning |',
    '| --- | --- | --- |',
    '| 0 | | done, also when nothing was found |',
    ...rows,
    '',
  ].join('\n');
}
