import { withoutKeys } from '../domain/key-name.js';
import type { Failure, FailureReport, SubjectFailure } from '../errors.js';
import { jsonLine } from './json.js';
import { safeText } from '../domain/safe-text.js';

interface Form {
  readonly json: boolean;
}

/**
 * A failure for stderr, line ends included: one line of what happened and one of what to do, or with `json` one line
 * `{"error":{"kind","message","hint"}}`. Text of others in it loses its control characters, and a
 * pasted key is not repeated.
 */
export function failureText({ kind, message, hint }: Failure, { json }: Form): string {
  const error = { kind, message: harmless(message), hint: harmless(hint) };
  const report: FailureReport = { error };
  return json ? jsonLine(report) + '\n' : `insight: ${error.message}\nhint: ${error.hint}\n`;
}

/** The failure of one of several subjects, in the same two forms; JSON names the `subject` before the `error`. */
export function subjectFailureText(
  { subject, error: { kind, message, hint } }: SubjectFailure,
  { json }: Form,
): string {
  const error = { kind, message: harmless(message), hint: harmless(hint) };
  const name = harmless(subject);
  return json ? jsonLine({ subject: name, error }) + '\n' : `insight: ${name}: ${error.message}\nhint: ${error.hint}\n`;
}

function harmless(text: string): string {
  return withoutKeys(safeText(text));
}
