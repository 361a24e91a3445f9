import { cellText, saysNothing } from './cell-text.js';

/**
 * The creator's tags from a cell: a JSON list, a Python list as text, `a|b`, `a, b`; `[None]` and `[]` are none.
 */
export function parseTags(value: unknown): readonly string[] {
  if (Array.isArray(value))
    return value
      .filter((tag) => typeof tag === 'string')
      .map(trimmed)
      .filter(isTag);
  const text = typeof value === 'string' ? cellText(value) : null;
  if (text === null || saysNothing(text)) return [];
  if (text.startsWith('[') && text.endsWith(']')) return listLiteral(text.slice(1, -1)).map(trimmed).filter(isTag);
  return text
    .split(text.includes('|') ? '|' : ',')
    .map(unquoted)
    .filter(isTag);
}

/** The elements of a list as Python or JSON writes it; also bare words between commas. */
function listLiteral(inner: string): string[] {
  const elements = inner.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,\s][^,]*)/g);
  return [...elements].map(([, single, double, bare]) => {
    if (bare !== undefined) return saysNothing(bare.trim()) ? '' : bare;
    return (single ?? double ?? '').replace(
      /\\(?:u([0-9a-f]{4})|(.))/gi,
      (_, hex: string | undefined, char: string | undefined) =>
        hex === undefined ? (char ?? '') : String.fromCharCode(parseInt(hex, 16)),
    );
  });
}

function unquoted(tag: string): string {
  return tag
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();
}

function trimmed(tag: string): string {
  return tag.trim();
}

function isTag(tag: string): boolean {
  return tag !== '';
}
