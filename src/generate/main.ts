import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { wholeHelp } from '../help.js';
import { commandsPage } from './commands-page.js';
import { completionTree } from './completion-tree.js';
import { environmentExample } from './environment-example.js';
import { exitCodesPage } from './exit-codes-page.js';
import { manPage } from './man-page.js';

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
  }
}

void generate();
