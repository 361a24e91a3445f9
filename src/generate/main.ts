import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { wholeHelp } from '../help.js';
import { commandsPage } from './commands-page.js';
import { completionTree } from './completion-tree.js';
import { environmentExample } from './environment-example.js';
import { exitCodesPage } from './exit-codes-page.js';
import { manPage } from './man-page.js';
import { jsonPage } from './json-page.js';
import { publishedSchema, schemaFile, type Schema } from './json-schemas.js';
import { allCommands } from '../program.js';

/** Run after the bundler, in the root: writes what the launcher answers from, and with `--docs` the generated pages. */
async function generate(): Promise<void> {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  writeFileSync('dist/version.txt', `${version}\n`);
  writeFileSync('dist/completion.json', JSON.stringify(await completionTree()));
  writeFileSync('dist/help.txt', await wholeHelp());

  if (process.argv.includes('--docs')) {
    writeFileSync('docs/commands.md', await commandsPage());
    writeFileSync('docs/exit-codes.md', exitCodesPage());
    writeFileSync('.env.example', environmentExample());
    mkdirSync('man', { recursive: true });
    writeFileSync('man/insight.1', await manPage(version));
    await writeJsonPages();
  }
}

/** Where the tests keep a real result of each command. */
const EXAMPLES = 'test/contract/json-examples.json';

/** Writes the schemas of which the bundler hands over the bare form on stdin, and the page about them. */
async function writeJsonPages(): Promise<void> {
  const bare = JSON.parse(readFileSync(0, 'utf8')) as Readonly<Record<string, Schema>>;
  const examples = JSON.parse(readFileSync(EXAMPLES, 'utf8')) as Readonly<Record<string, unknown>>;
  const commands = await allCommands();
  const schemas = new Map(
    Object.entries(bare).map(([typed, schema]) => {
      // The name of a property may stand in quotes.
      const name = typed.replaceAll("'", '');
      const command = commands.find((one) => one.name === name) ?? null;
      return [name, publishedSchema(name, schema, command, examples[name] ?? null)];
    }),
  );
  rmSync('docs/schemas', { recursive: true, force: true });
  mkdirSync('docs/schemas');
  for (const [name, schema] of schemas) {
    writeFileSync(`docs/schemas/${schemaFile(name)}`, JSON.stringify(schema, null, 2) + '\n');
  }
  writeFileSync('docs/json.md', jsonPage(commands, schemas));
}

void generate();
