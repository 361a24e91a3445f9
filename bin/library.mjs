// The part of dist that other programs import: src/index.ts as one ES module, and its types beside it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { rolldown } from 'rolldown';
import { isolatedDeclarationSync } from 'rolldown/experimental';

/** The library as one module. What it takes of others is installed with the package. */
export async function libraryModule(root) {
  const bundle = await rolldown({
    cwd: root,
    input: { index: 'src/index.ts' },
    platform: 'neutral',
    tsconfig: 'tsconfig.json',
    // Of Node itself only what hashes: a receiver verifies webhooks with it.
    external: ['luxon', 'tinyduration', 'node:crypto'],
  });
  const { output } = await bundle.generate({ format: 'esm', entryFileNames: '[name].js' });
  return output[0];
}

/** Writes the types of src/index.ts and of every source that they name. */
export function writeTypes(root, to) {
  const sources = join(root, 'src');
  const waiting = [join(sources, 'index.ts')];
  for (const source of waiting) {
    const { code, errors } = isolatedDeclarationSync(source, readFileSync(source, 'utf8'), {});
    if (errors.length > 0) throw new Error(`${source}: ${errors[0].message}`);
    const file = join(to, relative(sources, source).replace(/\.ts$/, '.d.ts'));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, code);
    for (const [, named] of code.matchAll(/ from "(\.[^"]+)\.js"/g)) {
      const other = join(dirname(source), `${named}.ts`);
      if (!waiting.includes(other)) waiting.push(other);
    }
  }
}
