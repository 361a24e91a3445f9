import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { commandsPage } from '../../src/generate/commands-page.js';
import { environmentExample } from '../../src/generate/environment-example.js';
import { exitCodesPage } from '../../src/generate/exit-codes-page.js';
import { manPage } from '../../src/generate/man-page.js';
import { jsonPage } from '../../src/generate/json-page.js';
import type { Schema } from '../../src/generate/json-schemas.js';
import { wholeHelp } from '../../src/help.js';
import { allCommands } from '../../src/program.js';
import { schemaOf } from '../contract/json-schemas.js';
import { demandFreshBuild } from '../e2e/fresh-build.js';
import { readText, ROOT } from './source-files.js';

// dist/help.txt is compared below.
demandFreshBuild();

/** A page as `npm run docs` leaves it. */
async function tidied(page: string, path: string): Promise<string> {
  return format(page, { ...(await resolveConfig(ROOT + path)), filepath: path });
}

it.each([
  ['docs/commands.md', commandsPage],
  ['docs/exit-codes.md', exitCodesPage],
])('%s is what npm run docs writes now', async (path, page) => {
  expect(readText(path)).toBe(await tidied(await page(), path));
});

it('man/insight.1 is what npm run docs writes now', async () => {
  const { version } = JSON.parse(readText('package.json')) as { version: string };
  expect(readText('man/insight.1')).toBe(await manPage(version));
});

it('docs/json.md is what npm run docs makes of docs/schemas', async () => {
  const commands = await allCommands();
  const names = [...commands.map(({ name }) => name), '--plan', 'error', 'failed subject'];
  const schemas = new Map(names.map((name) => [name, schemaOf(name) as Schema]));
  expect(readText('docs/json.md')).toBe(jsonPage(commands, schemas));
});

it('.env.example is what npm run docs writes now', () => {
  expect(readText('.env.example')).toBe(environmentExample());
});

it('what the launcher answers from was built from these sources', async () => {
  expect(readText('dist/help.txt')).toBe(await wholeHelp());
  const { version } = JSON.parse(readText('package.json')) as { version: string };
  expect(readText('dist/version.txt')).toBe(`${version}\n`);
});

it('the page of commands has every command, its flags and its fields', async () => {
  const page = readText('docs/commands.md');
  for (const { name, flags, columns } of await allCommands()) {
    const section = page.split(/^## /m).find((text) => text.startsWith(`insight ${name}\n`)) ?? '';
    expect(section.match(/^\| `.*`/gm)?.length ?? 0).toBeGreaterThanOrEqual(Object.keys(flags).length + columns.length);
  }
});
