import type { Argument, Command } from '../command.js';
import { SETTINGS } from '../config/settings.js';
import type { Choice, CompletedCommand, CompletionTree, Takes } from '../domain/completion/tree.js';
import { flagName, type Flag } from '../flags.js';
import { fieldsOf } from '../print.js';
import { allCommands, TOPICS, USUAL_VERBS } from '../program.js';

/** What is meant by a placeholder of a flag, or by the name of an argument, that is no list of words. */
const KINDS: Readonly<Record<string, 'files' | 'folders' | 'channels'>> = {
  ...{ FILE: 'files', PATH: 'files', 'FILE|URL': 'files', file: 'files', image: 'files' },
  ...{ DIR: 'folders', FOLDER: 'folders' },
  ...{ CHANNEL: 'channels', channel: 'channels', seed: 'channels', 'mine theirs': 'channels' },
};

/** Everything that completion has to know, from the declarations. */
export async function completionTree(): Promise<CompletionTree> {
  return {
    commands: (await allCommands()).map(completed),
    usualVerbs: USUAL_VERBS,
    topics: Object.entries(TOPICS).map(([word, says]) => ({ word, says })),
  };
}

function completed(command: Command): CompletedCommand {
  const { name, summary, argument, flags } = command;
  const first = argument === null ? null : wordTaken(argument);
  return {
    name,
    says: summary,
    first,
    further: argument?.variadic === true ? furtherTaken(argument, first) : null,
    flags: Object.entries(flags).map(([key, flag]) => ({
      names: [flagName(key), ...(flag.short === undefined ? [] : [`-${flag.short}`])],
      says: flag.describe,
      value: valueTaken(command, key, flag),
      repeatable: flag.repeatable === true,
    })),
  };
}

function wordTaken({ name, choices }: Argument): Takes {
  if (choices !== undefined) return oneOf(choices.map((word) => ({ word, says: '' })));
  if (name.startsWith('setting')) {
    return oneOf(SETTINGS.map((setting) => ({ word: setting.name, says: setting.describe })));
  }
  return { kind: kindOf(name) };
}

function furtherTaken({ name, choices }: Argument, first: Takes | null): Takes | null {
  // Of a setting and its value only the first is a setting; and keys add takes more words only to say that none may follow.
  if (name === 'setting value') return { kind: 'anything' };
  return choices === undefined ? first : null;
}

function valueTaken(command: Command, key: string, { choices, placeholder }: Flag<unknown>): Takes | null {
  if (placeholder === undefined) return null;
  if (choices !== undefined) return oneOf(choices.map((word) => ({ word, says: '' })));
  if (key !== 'fields') return { kind: kindOf(placeholder) };
  return { kind: 'list', choices: fieldsOf(command).map(({ field, describe }) => ({ word: field, says: describe })) };
}

function kindOf(name: string): 'anything' | 'files' | 'folders' | 'channels' {
  return Object.hasOwn(KINDS, name) ? (KINDS[name] ?? 'anything') : 'anything';
}

function oneOf(choices: readonly Choice[]): Takes {
  return { kind: 'words', choices };
}
