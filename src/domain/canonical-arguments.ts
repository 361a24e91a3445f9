/** Arguments as one text that does not depend on the order they were written in: JSON with sorted keys. */
export function canonicalArguments(given: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(given).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
