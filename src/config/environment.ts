/** Environment variables, as a process has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One variable without the white space around it; null when it is not there. */
export function variable(env: Environment, name: string): string | null {
  return Object.hasOwn(env, name) ? (env[name]?.trim() ?? null) : null;
}
