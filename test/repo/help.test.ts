import { describe, expect, it } from 'vitest';
import { OUTPUT_FLAGS } from '../../src/flags.js';
import { flagUsage } from '../../src/help-text.js';
import { parseWords } from '../../src/parse.js';
import { fieldsOf, readPrintWish } from '../../src/print.js';
import { allCommands, entries, TOPICS, USUAL_VERBS } from '../../src/program.js';
import { runInsight } from '../e2e/run-insight.js';
import { shellWords } from './shell-words.js';
import { readText } from './source-files.js';

const WIDTH = 80;

const commands = await allCommands();
const names = commands.map(({ name }) => name);
const wide = (text: string) => text.split('\n').filter((line) => line.length > WIDTH);
const groups = Object.entries(entries()).flatMap(([name, entry]) => (typeof entry === 'function' ? [] : [name]));

describe('the words of a shell', () => {
  it.each([
    ['outliers @a  --top 3', ['outliers', '@a', '--top', '3']],
    ['outliers --from "Table data.csv"', ['outliers', '--from', 'Table data.csv']],
    [`a 'b "c' --d="e f"`, ['a', 'b "c', '--d=e f']],
    [`a "" b`, ['a', '', 'b']],
    ['videos @a --format csv > videos.csv', ['videos', '@a', '--format', 'csv']],
    ['videos @a --json | jq .', ['videos', '@a', '--json']],
    ['login --with-token < token.txt', ['login', '--with-token']],
    ['a ">" b', ['a', '>', 'b']],
  ])('%s', (line, words) => {
    expect(shellWords(line)).toEqual(words);
  });

  it('a quote left open is no example', () => {
    expect(() => shellWords('outliers --from "Table data.csv')).toThrow('open');
  });
});

it('every command is in the tree under its own name', () => {
  const inTree = Object.entries(entries()).flatMap(([name, entry]) =>
    typeof entry === 'function' ? [name] : Object.keys(entry).map((second) => `${name} ${second}`),
  );
  expect(names).toEqual(inTree);
  expect(names.length).toBeGreaterThan(9);
});

describe.each(commands.map((command) => [command.name, command] as const))('%s', (name, command) => {
  it('says in one line what it does', () => {
    expect(command.summary).toMatch(/^[A-Z].*[^.\s]$/);
    expect(command.summary).not.toContain('\n');
  });

  it('describes every flag, and no letter stands for two', () => {
    const flags = Object.entries(command.flags);
    expect(flags.filter(([, { describe }]) => describe.trim() === '')).toEqual([]);
    const letters = flags.flatMap(([, { short }]) => short ?? []);
    expect(letters).toEqual([...new Set(letters)]);
    expect(Object.keys(command.flags)).toEqual(expect.arrayContaining(Object.keys(OUTPUT_FLAGS)));
  });

  it('names every field once and says what it is', () => {
    const fields = fieldsOf(command).map(({ field }) => field);
    expect(fields.length).toBeGreaterThan(0);
    expect(fields).toEqual([...new Set(fields)]);
    expect(fieldsOf(command).filter(({ describe }) => describe.trim() === '')).toEqual([]);
  });

  it('has examples that it would take itself', () => {
    expect(command.examples.length).toBeGreaterThan(0);
    for (const { words: typed, does } of command.examples) {
      const words = shellWords(typed);
      const own = name.split(' ');
      expect(words.slice(0, own.length)).toEqual(own);
      const { flags } = parseWords(command, words.slice(own.length));
      expect(() => readPrintWish(command, flags, null)).not.toThrow();
      expect(does).not.toBe('');
    }
  });

  it('prints its help', async () => {
    const { code, stdout, stderr } = await runInsight([...name.split(' '), '--help']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`Usage: insight ${name}`);
    for (const [key, flag] of Object.entries(command.flags)) expect(stdout).toContain(`  ${flagUsage(key, flag)}`);
    for (const { words } of command.examples) expect(stdout).toContain(`  insight ${words}\n`);
    expect(wide(stdout)).toEqual([]);
    expect((await runInsight(['help', ...name.split(' ')])).stdout).toBe(stdout);
  });
});

const PAGES = ['README.md', 'docs/keys-and-quota.md', 'docs/making-thumbnails.md', 'docs/faults.md'];
/** Command lines of a page: lines of its blocks for a shell, and what stands in backticks with more than a name. */
const linesOf = (page: string): readonly string[] => {
  const text = readText(page);
  const blocks = [...text.matchAll(/^```sh\n([^]*?)^```$/gm)].flatMap(([, block = '']) => block.split('\n'));
  const inline = [...text.matchAll(/`([^`\n]+)`/g)].map(([, words = '']) => words);
  return [...blocks, ...inline]
    .map((line) => line.replace(/^.*\| (?=insight )/, '').replace(/ +# .*$/, ''))
    .filter((line) => line.startsWith('insight ') && !line.includes('…'));
};

it.each(PAGES.flatMap((page) => linesOf(page).map((line) => [page, line] as const)))(
  '%s has a command line that the program would take: %s',
  (_, line) => {
    const [, first = '', second = '', ...others] = shellWords(line);
    if (first === 'help') {
      expect([...names, ...groups, ...Object.keys(TOPICS)]).toContain([second, ...others].join(' '));
      return;
    }
    const rest = [second, ...others].filter((word) => word !== '');
    const verb = rest[0] !== undefined && names.includes(`${first} ${rest[0]}`) ? rest.shift() : USUAL_VERBS[first];
    const command = commands.find(({ name }) => name === [first, ...(verb === undefined ? [] : [verb])].join(' '));
    if (command === undefined) throw new Error(`no command of that name: ${line}`);
    const { flags } = parseWords(command, rest);
    expect(() => readPrintWish(command, flags, null)).not.toThrow();
  },
);

it('the README has command lines by the dozen', () => {
  expect(linesOf('README.md').length).toBeGreaterThan(40);
});

it.each(groups)('%s by itself tells what it holds, where it has no verb of its own', async (group) => {
  const { code, stdout, stderr } = await runInsight(Object.hasOwn(USUAL_VERBS, group) ? ['help', group] : [group]);
  expect([code, stderr, wide(stdout)]).toEqual([0, '', []]);
  for (const name of names.filter((one) => one.startsWith(`${group} `))) expect(stdout).toContain(`  ${name} `);
});

it('the top-level help names every command, with its whole summary, and every topic', async () => {
  const { code, stdout, stderr } = await runInsight(['--help']);
  expect([code, stderr, wide(stdout)]).toEqual([0, '', []]);
  const flat = stdout.replace(/\s+/g, ' ');
  for (const { name, summary } of commands) expect(flat).toContain(` ${name} ${summary} `);
  for (const [topic, what] of Object.entries(TOPICS)) expect(flat).toContain(` help ${topic} ${what} `);
});

it.each(Object.keys(TOPICS))('help %s prints', async (topic) => {
  const { code, stdout, stderr } = await runInsight(['help', topic]);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout.split('\n').length).toBeGreaterThan(5);
});

it('help for what is not there fails, with what was probably meant', async () => {
  const { code, stdout, stderr } = await runInsight(['help', 'outlier']);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('did you mean insight outliers?');
});
