/** Tokens of ours (`isr_…`), signed tokens, and what stands behind "Bearer". */
const SECRET_TEXT = /\b[a-z]{2,6}_[\w-]{40,}|\beyJ[\w-]+\.[\w-]+\.[\w-]*|(?<=\bbearer\s)\S+/gi;

/** What a log line could hold, if ever somebody logged a request or a body whole. */
const SECRET_NAMES = new Set([
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'newPassword',
  'token',
  'accessToken',
  'refreshToken',
]);
/** How many objects may stand within each other. */
const DEEPEST = 3;

/** The fields of a log line without what stands under a name of secrets. pino's own `redact` takes longer than the line. */
export function withoutSecrets(fields: object): Record<string, unknown> {
  return Object.fromEntries(hidden(Object.entries(fields), 1));
}

function hidden(entries: readonly [string, unknown][], depth: number): [string, unknown][] {
  return entries.map(([name, value]) => [name, SECRET_NAMES.has(name) ? '(hidden)' : hiddenIn(value, depth)]);
}

function hiddenIn(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error || depth === DEEPEST) return value;
  if (Array.isArray(value)) return value.map((one) => hiddenIn(one, depth + 1));
  return Object.fromEntries(hidden(Object.entries(value), depth + 1));
}

/** An error as the log has it: not its other members, in which a driver repeats what it was given. */
export function errorForLog(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { type: typeof error };
  const hide = (text: string) => text.replace(SECRET_TEXT, '(hidden)');
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const cause = error.cause === undefined ? {} : { cause: errorForLog(error.cause) };
  return { type: error.name, message: hide(error.message), ...code, stack: hide(error.stack ?? ''), ...cause };
}
