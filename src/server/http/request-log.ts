/** Tokens of ours (`isr_…`), signed tokens, and what stands behind "Bearer". */
const SECRET_TEXT = /\b[a-z]{2,6}_[\w-]{40,}|\beyJ[\w-]+\.[\w-]+\.[\w-]*|(?<=\bbearer\s)\S+/gi;

/** Where a log line could hold a secret, if ever somebody logged a request or a body whole: pino's `redact`. */
export const REDACTED = {
  paths: [
    'authorization',
    'cookie',
    '["set-cookie"]',
    'password',
    'newPassword',
    'token',
    'accessToken',
    'refreshToken',
  ].flatMap((name) => (name.startsWith('[') ? [name, `*${name}`, `*.*${name}`] : [name, `*.${name}`, `*.*.${name}`])),
  censor: '(hidden)',
};

/** An error as the log has it: not its other members, in which a driver repeats what it was given. */
export function errorForLog(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { type: typeof error };
  const hide = (text: string) => text.replace(SECRET_TEXT, '(hidden)');
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const cause = error.cause === undefined ? {} : { cause: errorForLog(error.cause) };
  return { type: error.name, message: hide(error.message), ...code, stack: hide(error.stack ?? ''), ...cause };
}
