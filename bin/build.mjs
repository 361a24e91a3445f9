// What `npm run build` runs: bundles src into dist, one file per part that is loaded on its own, and lets the result
// write its own help. Types are checked apart (`npm run types`). Why a bundle: docs/decisions/0009-bundle.md.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { keepCompiled } from './compiled.js';
import { libraryModule, writeTypes } from './library.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

/** clipboardy starts programs that lie in its own package, and would look for them beside the bundle. */
const findsItsPrograms = {
  name: 'finds-its-programs',
  transform: {
    filter: { id: /clipboardy\/lib\/(?:linux|windows)\.js$/ },
    handler: (code) => ({
      code: code.replace(
        'path.dirname(fileURLToPath(import.meta.url))',
        "path.join(path.dirname(require.resolve('clipboardy')), 'lib')",
      ),
      map: null,
    }),
  },
};

const bundle = await rolldown({
  cwd: root,
  input: { main: 'src/main.ts', generate: 'src/generate/main.ts' },
  platform: 'node',
  tsconfig: 'tsconfig.json',
  plugins: [findsItsPrograms],
  // Two have a native part, the others are large and seldom asked: they stay packages of their own.
  external: [
    'better-sqlite3',
    '@googleapis/youtube',
    'replicate',
    '@imagekit/nodejs',
    'sharp',
    '@node-rs/argon2',
    'pg',
    'pino',
    'nodemailer',
    '@napi-rs/keyring',
  ],
});
const { output } = await bundle.generate({
  format: 'cjs',
  // require(), not import(): the loader of ES modules alone takes as long as a fifth of bare Node.
  dynamicImportInCjs: false,
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name].cjs',
  // What a look at YouTube loads is one file, whoever else uses parts of it, and so are the small rules and the questions
  // that nearly every command begins with: every file more costs a third of a millisecond.
  codeSplitting: {
    groups: [
      {
        name: 'rules',
        test: /src\/domain\/(?:analysis|channel-ref|engagement|field-value|figures|format|iso-instant|key-providers|listed|measured|multiple|number-list|outliers|quantile|quoted-word|safe-text|screen|smart-score|sort-in-steps|steps|usd-words)\.ts/,
      },
      {
        name: 'videos',
        test: /src\/(?:commands\/(?:closing-lines|headline|video-columns|video-question)|tools\/(?:look|in-turns|plan|plan-report|result|source-choice))\.ts/,
      },
      {
        name: 'settings',
        test: /src\/(?:make-folder|config\/(?:environment|json-object|paths|private-file|known-keys|credentials)|context\/(?:keys-of|read-text|world-http))\.ts/,
      },
      {
        name: 'look',
        test: /src\/providers\/(?:youtube\.ts|youtube\/(?:channels-ahead|client|answers|failures|find-channel|known-uploads|pages|questions|ring-words|shape|upload-list|uploads|videos-of-page)\.ts|http\/(?:again|cached|deadline|google-reasons|json-record|key-ring|parsed-json|some-key)\.ts)/,
      },
    ],
  },
  // For the test of what a command loads.
  sourcemap: true,
});

/** What answers a shell at every Tab: by itself in one file, for it shares nothing worth a second. */
const completion = await rolldown({
  cwd: root,
  input: 'src/complete.ts',
  platform: 'node',
  external: ['better-sqlite3'],
});
const answering = await completion.generate({
  format: 'cjs',
  dynamicImportInCjs: false,
  codeSplitting: false,
  entryFileNames: '[name].cjs',
  sourcemap: true,
});
output.push(...answering.output);

const library = await libraryModule(root);

// Only now: what was built before stays where the sources cannot be bundled.
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
for (const file of output) writeFileSync(join(dist, file.fileName), file.type === 'chunk' ? file.code : file.source);
// echarts is in the bundle and not among the dependencies: its licences go along.
const licences = ['echarts/LICENSE', 'echarts/NOTICE', 'zrender/LICENSE'].map((file) =>
  readFileSync(join(root, 'node_modules', file), 'utf8'),
);
writeFileSync(join(dist, 'LICENSES-bundled.txt'), licences.join('\n\n'));
writeFileSync(join(dist, library.fileName), library.code);
writeTypes(root, join(dist, 'types'));
// What answers a Tab is too small to gain by it.
const kept = output.filter(({ type, fileName }) => type === 'chunk' && fileName !== 'complete.cjs');
for (const { fileName } of kept) keepCompiled(join(dist, fileName));

const withPages = process.argv.includes('--docs');
const schemas = withPages ? (await import('./schemas.mjs')).resultSchemas(root) : {};
const { status } = spawnSync(process.execPath, [join(dist, 'generate.cjs'), ...process.argv.slice(2)], {
  cwd: root,
  input: JSON.stringify(schemas),
  stdio: ['pipe', 'inherit', 'inherit'],
});
process.exitCode = status ?? 1;
