import { Command as Parser, CommanderError, Option } from 'commander';
import type { Command } from './command.js';
import { Failure } from './errors.js';
import { flagName, type Flag } from './flags.js';

/** A command line, read by its declaration. */
export interface Parsed {
  readonly words: readonly string[];
  readonly flags: Readonly<Record<string, unknown>>;
}

/**
 * Reads the words after a command's name by its declaration.
 * @throws Failure `usage`, with what was probably meant
 */
export function parseWords(command: Command, words: readonly string[]): Parsed {
  const parser = new Parser(command.name).helpOption(false).allowExcessArguments(false).exitOverride();
  parser.configureOutput({ writeOut: () => undefined, writeErr: () => undefined, outputError: () => undefined });
  const { argument } = command;
  if (argument !== null) {
    const name = argument.variadic ? `${argument.name}...` : argument.name;
    parser.argument(argument.required ? `<${name}>` : `[${name}]`, argument.describe);
  }
  const options = Object.entries(command.flags).map(([key, flag]) => ({ key, flag, option: optionFor(key, flag) }));
  for (const { option } of options) parser.addOption(option);
  try {
    parser.parse([...words], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) throw usageFailure(error, command.name);
    throw error;
  }
  const values = parser.opts<Record<string, unknown>>();
  const flags = options.map(({ key, flag, option }) => [key, valueOf(values[option.attributeName()], flag, option)]);
  return { words: parser.args, flags: Object.fromEntries(flags) as Record<string, unknown> };
}

function optionFor(key: string, flag: Flag<unknown>): Option {
  const name = flagName(key);
  const short = flag.short === undefined ? '' : `-${flag.short}, `;
  const option = new Option(`${short}${name}${flag.placeholder === undefined ? '' : ` <${flag.placeholder}>`}`);
  if (flag.placeholder !== undefined) {
    option.argParser((text: string, before: unknown) => {
      const value = flag.read(text, name);
      return flag.repeatable === true && Array.isArray(value)
        ? [...(Array.isArray(before) ? (before as unknown[]) : []), ...(value as unknown[])]
        : value;
    });
  }
  return option;
}

/** The parser knows `--no-color` as `color: false`. */
function valueOf(value: unknown, flag: Flag<unknown>, option: Option): unknown {
  if (option.negate) return value === false;
  return value ?? flag.absent;
}

function usageFailure(error: CommanderError, name: string): Failure {
  // What follows a `=` may be a secret given to a flag that does not exist.
  const [first = '', second = ''] = error.message
    .replace(/^error: /, '')
    .replace(/'(-[^=']*)=[^']*'/, "'$1'")
    .split('\n');
  const meant = /Did you mean (.+)\?/.exec(second)?.[1];
  const hint = meant === undefined ? `insight ${name} --help shows what it takes` : `did you mean ${meant}?`;
  return new Failure('usage', first.replace(/\.$/, ''), hint);
}
