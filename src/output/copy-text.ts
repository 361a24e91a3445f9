/**
 * Puts text on the clipboard of the machine.
 * @returns false where there is none: no display, no program that keeps one
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    const { default: clipboard } = await import('clipboardy');
    await clipboard.write(text);
    return true;
  } catch {
    return false;
  }
}
