import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The last file that a build writes. */
const BUILT = join(ROOT, 'dist', 'help.txt');

/** The program that end-to-end tests run must be built from the sources as they are. @throws Error that says what to do */
export function demandFreshBuild(): void {
  const built = existsSync(BUILT) ? statSync(BUILT).mtimeMs : null;
  if (built === null) throw new Error('dist is missing: run npm run build (npm test does it)');
  const newer = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .find((path) => statSync(path).mtimeMs > built);
  if (newer !== undefined) {
    throw new Error(`dist is older than ${newer.slice(ROOT.length)}: run npm run build (npm test does it)`);
  }
}
