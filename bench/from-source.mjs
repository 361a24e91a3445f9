// Parts of the source on their own, for benches of rules that no command runs alone.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What a file of `src` exports, compiled as the build does. @param path below the repository */
export async function fromSource(path) {
  // Below the repository, where packages are found.
  const folder = mkdtempSync(join(root, 'node_modules', '.bench-'));
  try {
    const bundle = await rolldown({
      cwd: root,
      input: path,
      platform: 'node',
      tsconfig: 'tsconfig.json',
      external: [/^[^./]/],
    });
    const file = join(folder, 'part.mjs');
    await bundle.write({ file, format: 'esm', codeSplitting: false });
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
