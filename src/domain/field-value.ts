/** The value at a dotted path of a row (`channel.title`); undefined where the path ends early. Reads own properties only. */
export function fieldValue(row: object, path: string): unknown {
  // Most names have no dot, and a million rows ask for sixteen each.
  if (!path.includes('.')) return Object.hasOwn(row, path) ? Reflect.get(row, path) : undefined;
  let value: unknown = row;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = Reflect.get(value, name);
  }
  return value;
}
