/** One thing that `insight doctor` looked at. */
export interface Check {
  /** One or two words that do not change: `database`, `keys youtube`. */
  readonly name: string;
  /** `warning` when it works, but not as it should; `problem` when something cannot be done as things are. */
  readonly state: 'ok' | 'warning' | 'problem';
  /** A sentence without its full stop. */
  readonly message: string;
  /** What to do, likewise; null where there is nothing to do. */
  readonly hint: string | null;
}

export function ok(name: string, message: string, hint: string | null = null): Check {
  return { name, state: 'ok', message, hint };
}

export function warning(name: string, message: string, hint: string | null): Check {
  return { name, state: 'warning', message, hint };
}

export function problem(name: string, message: string, hint: string): Check {
  return { name, state: 'problem', message, hint };
}
