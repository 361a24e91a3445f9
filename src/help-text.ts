import type { Command } from './command.js';
import { flagName, type Flag } from './flags.js';
import { fieldsOf } from './print.js';

/** Columns of a help text: what fits every terminal without being fitted. */
const WIDTH = 80;

/** The help of one command, from its declaration. */
export function commandHelp(command: Command): string {
  const { name, summary, details, argument, flags, examples } = command;
  const words = argument === null ? '' : ` ${usageWords(argument)}`;
  const takes = argument === null ? [] : ['', 'Arguments', ...entry(argument.name, argument.describe, 13)];
  return lines([
    `${summary}.`,
    ...(details === null ? [] : ['', ...wrap(details, WIDTH)]),
    '',
    `Usage: insight ${name}${words} [flags]`,
    ...takes,
    '',
    'Flags',
    ...Object.entries(flags).flatMap(([key, flag]) => entry(flagUsage(key, flag), flagWords(flag), 27)),
    '',
    'Examples',
    ...examples.flatMap(({ words: typed, does }) => [
      `  insight ${typed}`,
      ...wrap(does, WIDTH - 6).map((line) => `      ${line}`),
    ]),
    '',
    'Fields',
    ...wrap(
      fieldsOf(command)
        .map(({ field }) => field)
        .join(', '),
      WIDTH - 2,
    ).map((line) => `  ${line}`),
  ]);
}

/** The help of `insight` itself: every command in one line, under its heading. */
export function topLevelHelp(
  groups: readonly { readonly title: string; readonly commands: readonly Pick<Command, 'name' | 'summary'>[] }[],
  topics: Readonly<Record<string, string>>,
): string {
  return lines([
    'insight: what works on a channel, in the terminal. No key needed to start.',
    '',
    'Usage: insight <command> [words] [flags]',
    ...groups.flatMap(({ title, commands }) => [
      '',
      title,
      ...commands.flatMap(({ name, summary }) => entry(name, summary, 13)),
    ]),
    '',
    'Help',
    ...entry('help COMMAND', 'arguments, flags and examples of a command', 20),
    ...Object.entries(topics).flatMap(([topic, what]) => entry(`help ${topic}`, what, 20)),
    '',
    'First steps',
    '  insight demo',
    '  insight outliers @yourchannel',
    '  insight outliers --from "Table data.csv"',
  ]);
}

/** The help of a group of commands such as `config`. */
export function groupHelp(name: string, commands: readonly Pick<Command, 'name' | 'summary'>[]): string {
  const longest = Math.max(...commands.map((command) => command.name.length));
  const indent = Math.max(13, longest + 2);
  return lines([
    `Usage: insight ${name} <command> [flags]`,
    '',
    'Commands',
    ...commands.flatMap((command) => entry(command.name, command.summary, indent)),
    '',
    `insight help ${name} COMMAND shows more.`,
  ]);
}

/** `[channel…]`, `<setting…>`. */
export function usageWords({ name, required, variadic }: NonNullable<Command['argument']>): string {
  const word = `${name}${variadic && !name.includes('[') ? '…' : ''}`;
  return required ? `<${word}>` : `[${word}]`;
}

/** `-n, --limit N`. */
export function flagUsage(key: string, { short, placeholder }: Flag<unknown>): string {
  const letter = short === undefined ? '' : `-${short}, `;
  return `${letter}${flagName(key)}${placeholder === undefined ? '' : ` ${placeholder}`}`;
}

/** What a flag does, with its default. */
export function flagWords({ describe, shownDefault }: Flag<unknown>): string {
  return shownDefault === undefined ? describe : `${describe} (default: ${shownDefault})`;
}

function entry(name: string, words: string, indent: number): string[] {
  const [first = '', ...rest] = wrap(words, WIDTH - indent - 2);
  const blank = ' '.repeat(indent + 2);
  // A name too long for its column has a line of its own.
  const opening = name.length < indent ? [`  ${name.padEnd(indent)}${first}`] : [`  ${name}`, `${blank}${first}`];
  return [...opening, ...rest.map((line) => `${blank}${line}`)];
}

function wrap(words: string, width: number): string[] {
  const out: string[] = [];
  for (const word of words.split(' ')) {
    const last = out.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) out.push(word);
    else out[out.length - 1] = `${last} ${word}`;
  }
  return out;
}

function lines(texts: readonly string[]): string {
  return texts.join('\n') + '\n';
}
