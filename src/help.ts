import { readFile } from 'node:fs/promises';
import type { Command } from './command.js';
import { EXIT_CODES, Failure } from './errors.js';
import { commandHelp, groupHelp, topLevelHelp } from './help-text.js';
import { COMMANDS, entries, TOPICS, type Entry } from './program.js';
import { nearest } from './domain/did-you-mean.js';

/** The help of everything, of a group, a command or a topic. @throws Failure `usage` */
export async function helpFor(words: readonly string[]): Promise<string> {
  const [first, second] = words;
  if (first === undefined) return wholeHelp();
  if (first === 'methods') return methodsText();
  if (first === 'exit-codes') return exitCodesText();
  if (first === 'environment') return (await import('./config/environment-text.js')).environmentText();
  const entry = entries()[first];
  if (entry === undefined) throw unknownWord(first, [...Object.keys(entries()), ...Object.keys(TOPICS)]);
  if (typeof entry === 'function') return commandHelp(await entry());
  const load = second === undefined ? null : Object.hasOwn(entry, second) ? entry[second] : undefined;
  if (load === undefined)
    throw unknownWord(
      `${first} ${second ?? ''}`,
      Object.keys(entry).map((name) => `${first} ${name}`),
      first,
    );
  return load === null ? groupHelp(first, await loadGroup(entry)) : commandHelp(await load());
}

/** The top-level help; generated into a file at build, so that the launcher need not load every command for it. */
export async function wholeHelp(): Promise<string> {
  const groups = await Promise.all(
    Object.entries(COMMANDS).map(async ([title, commands]) => ({
      title,
      commands: (await Promise.all(Object.entries(commands).map(([name, entry]) => summaries(name, entry)))).flat(),
    })),
  );
  return topLevelHelp(groups, TOPICS);
}

/**
 * What to say to a word that is none of those known.
 * @param group whose commands are known, where it is not every command
 */
export function unknownWord(word: string, known: readonly string[], group?: string): Failure {
  const begun = known.filter((name) => name.startsWith(word.toLowerCase()));
  const meant = begun.length === 1 ? begun[0] : nearest(word, known);
  const list = group === undefined ? 'insight --help lists them' : `insight ${group} --help lists them`;
  return new Failure('usage', `there is no command "${word}"`, meant == null ? list : `did you mean insight ${meant}?`);
}

export function exitCodesText(): string {
  const rows = Object.entries(EXIT_CODES).map(([kind, { code, meaning }]) => ({ code: String(code), kind, meaning }));
  const body = rows.map(({ code, kind, meaning }) => `${code.padStart(5)}  ${kind.padEnd(16)} ${meaning}`);
  return ['    0  done             also when nothing was found', ...body].join('\n') + '\n';
}

async function summaries(name: string, entry: Entry): Promise<readonly Pick<Command, 'name' | 'summary'>[]> {
  return typeof entry === 'function' ? [{ name, summary: (await entry()).summary }] : loadGroup(entry);
}

function loadGroup(group: Exclude<Entry, () => unknown>): Promise<readonly Command[]> {
  return Promise.all(Object.values(group).map((load) => load()));
}

/** The part of docs/methods.md that is for users; what was measured stays in the file. */
async function methodsText(): Promise<string> {
  const text = await readFile(new URL('../docs/methods.md', import.meta.url), 'utf8');
  return (text.split(/^## Evidence$/m)[0] ?? '').trimEnd() + '\n';
}

/** A flag where a command belongs. */
export function flagBeforeCommand(flag: string): Failure {
  return new Failure(
    'usage',
    `${flag} stands before the command`,
    `flags come after it: insight outliers @yourchannel ${flag}`,
  );
}
