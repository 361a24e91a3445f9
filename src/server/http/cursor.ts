/** Where a page of a list ends, as a client keeps it: text that means nothing to it. */
export function cursorText(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** What `cursorText` was given; null for a text that no page gave. No text in it has a zero byte, which PostgreSQL refuses. */
export function cursorPlace(text: string): readonly (string | number)[] | null {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return Array.isArray(read) && read.every(isPart) ? read : null;
  } catch {
    return null;
  }
}

function isPart(value: unknown): value is string | number {
  return typeof value === 'string' ? !value.includes('\0') : Number.isSafeInteger(value);
}
