/** The members of a JSON object; null when the text is broken JSON or something other than an object. */
export function jsonObject(text: string): Record<string, unknown> | null {
  try {
    // Editors on Windows may put a byte order mark in front, which JSON does not know.
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
