import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the repository, with its final slash. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A source by its path below `src` (`commands/demo.ts`). */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

export function readText(path: string): string {
  return readFileSync(ROOT + path, 'utf8');
}

/** Every TypeScript file of `src`. */
export function sourceFiles(): readonly SourceText[] {
  return readdirSync(`${ROOT}src`, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => ({ path, text: readText(`src/${path}`) }));
}
