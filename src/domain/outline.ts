import { UNKNOWN_FIGURE } from './figures.js';

/**
 * Any JSON as lines for people, a level of depth two spaces: `title: One`, and under a name what it holds. Nothing is
 * left out or rounded but spaces at the ends; line breaks within a text become spaces where it is shown.
 */
export function outline(value: unknown, depth = 0): readonly string[] {
  const indent = '  '.repeat(depth);
  if (Array.isArray(value)) {
    const elements: readonly unknown[] = value;
    if (elements.every(isPlain)) return elements.length === 0 ? [] : [`${indent}${elements.map(plain).join(', ')}`];
    return elements.flatMap((element, index) => [`${indent}${index + 1}.`, ...outline(element, depth + 1)]);
  }
  if (isPlain(value)) return [`${indent}${plain(value)}`];
  return Object.entries(value ?? {}).flatMap(([name, inner]: [string, unknown]) =>
    isPlain(inner) ? [`${indent}${name}: ${plain(inner)}`] : within(`${indent}${name}:`, outline(inner, depth + 1)),
  );
}

/** A list of plain values stands behind its name, anything deeper below it. */
function within(name: string, inner: readonly string[]): readonly string[] {
  const [line] = inner;
  if (line === undefined) return [`${name} none`];
  return inner.length === 1 && !/^\s*\w+: /.test(line) ? [`${name} ${line.trim()}`] : [name, ...inner];
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return UNKNOWN_FIGURE;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
