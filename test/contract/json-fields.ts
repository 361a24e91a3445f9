/** The types of each field of JSON results, by path: `videos[].views` → `null | number`. */
export type FieldTypes = Readonly<Record<string, string>>;

/** Every path in some results of one command, with all the types that were seen there, in the order of the alphabet. */
export function fieldTypes(results: readonly unknown[]): FieldTypes {
  const seen = new Map<string, Set<string>>();
  for (const result of results) collect(result, '', seen);
  return Object.fromEntries(
    [...seen]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, types]) => [path, [...types].toSorted().join(' | ')]),
  );
}

function collect(value: unknown, path: string, seen: Map<string, Set<string>>): void {
  if (path !== '') seen.set(path, (seen.get(path) ?? new Set()).add(typeOf(value)));
  if (Array.isArray(value)) {
    for (const element of value as unknown[]) collect(element, `${path}[]`, seen);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) collect(member, path === '' ? name : `${path}.${name}`, seen);
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
