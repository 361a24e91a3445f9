import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { wholeHelp } from '../help.js';
import { commandsPage } from './commands-page.js';
import { environmentExample } from './environment-example.js';
import { exitCodesPage } from './exit-codes-page.js';

/** Run after the compiler: writes what the launcher answers from, and with `--docs` the generated pages. */
const root = new URL('../../', import.meta.url);

function write(path: string, text: string): void {
  const file = new URL(path, root);
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, text);
}

const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };
write('dist/version.txt', `${version}\n`);
write('dist/help.txt', await wholeHelp());

if (process.argv.includes('--docs')) {
  write('docs/commands.md', await commandsPage());
  write('docs/exit-codes.md', exitCodesPage());
  write('.env.example', environmentExample());
}
