import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freshFolder, runInsight, type Run, type Surroundings } from '../e2e/run-insight.js';
import { ROOT } from './source-files.js';

/** What one run of the program loaded. */
export interface Loaded {
  readonly run: Run;
  /** Own sources, as paths below the repository: `src/main.ts`, `bin/insight.js`. */
  readonly own: readonly string[];
  /** Names of packages, those of packages among them. */
  readonly packages: readonly string[];
}

interface Coverage {
  readonly result: readonly { readonly url: string }[];
}

/**
 * Runs the built program and tells what it loaded. V8's own coverage lists every script that was run, of either kind of
 * module and however it was asked for, and nothing of the program need be touched for it.
 */
export async function loadedBy(words: readonly string[], surroundings: Surroundings = {}): Promise<Loaded> {
  const folder = freshFolder();
  try {
    const env = { ...surroundings.env, NODE_V8_COVERAGE: folder.path };
    const run = await runInsight(words, { ...surroundings, env });
    const urls = readdirSync(folder.path)
      .map((name) => JSON.parse(readFileSync(join(folder.path, name), 'utf8')) as Coverage)
      .flatMap(({ result }) => result.map(({ url }) => url));
    const paths = [...new Set(urls)].filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url));
    const below = paths.flatMap(sourcesOf).map((path) => relative(ROOT, path).replaceAll('\\', '/'));
    return {
      run,
      // The tests' own guard of the network is loaded into every run.
      own: below.filter((path) => !path.includes('node_modules/') && !path.startsWith('test/')),
      packages: [...new Set(below.flatMap((path) => packageAt(path) ?? []))].sort(),
    };
  } finally {
    folder.remove();
  }
}

/** A file of dist stands for the sources that were bundled into it, by its source map. */
function sourcesOf(path: string): readonly string[] {
  const map = `${path}.map`;
  if (!path.endsWith('.cjs') || !existsSync(map)) return [path];
  const { sources } = JSON.parse(readFileSync(map, 'utf8')) as { readonly sources: readonly string[] };
  return sources.map((source) => join(dirname(path), source));
}

function packageAt(path: string): string | null {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? null;
}
