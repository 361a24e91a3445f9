import { readFile } from 'node:fs/promises';

/** The version of this program, for whoever it introduces itself to. */
export async function ownVersion(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
