import { withoutKeys } from '../domain/key-name.js';
import type { Failure } from '../errors.js';
import { jsonLine } from './json.js';
import { safeText } from '../domain/safe-text.js';

/**
 * A failure for stderr, line ends included: one line of what happened and one of what to do, or with `json` one line
 * `{"error":{"kind","message","hint"}}`. Text of others in it loses its control characters, and a
 * pasted key is not repeated.
 */
export function failureText({ kind, message, hint }: Failure, { json }: { readonly json: boolean }): string {
  const safe = { kind, message: withoutKeys(safeText(message)), hint: withoutKeys(safeText(hint)) };
  return json ? jsonLine({ error: safe }) + '\n' : `insight: ${safe.message}\nhint: ${safe.hint}\n`;
}
