import type { Choice, CompletedCommand, CompletedFlag, CompletionTree, Takes } from './tree.js';

/** The place of a command line that is being typed in. */
export interface Place {
  readonly takes: Takes;
  /** What stands there so far. */
  readonly typed: string;
  /** What stands before it in the same word: `--format=`. */
  readonly before: string;
}

const ANYTHING: Takes = { kind: 'anything' };
const HELP: CompletedFlag = { names: ['--help', '-h'], says: 'show the help', value: null, repeatable: false };
const VERSION: CompletedFlag = { ...HELP, names: ['--version', '-V'], says: 'show the version' };

/**
 * The place of the last of these words, and what may stand there.
 * @param words those after `insight`, the last of which is being typed and may be empty
 */
export function placeAt(tree: CompletionTree, words: readonly string[]): Place {
  const typed = words.at(-1) ?? '';
  const [first = '', ...rest] = words.slice(0, -1);
  const here = (takes: Takes): Place => ({ takes, typed, before: '' });
  if (first === '')
    return here(isFlag(typed) ? flagChoices([HELP, VERSION]) : choices([...named(tree, []), HELP_WORD]));
  if (first === 'help') return here(choices([...named(tree, rest), ...(rest.length === 0 ? tree.topics : [])]));
  const verbs = named(tree, [first]);
  const [verb] = rest;
  const alone = commandOf(tree, first);
  if (alone !== null) return inCommand(alone, rest, typed);
  const chosen = verb === undefined ? null : commandOf(tree, `${first} ${verb}`);
  if (chosen !== null) return inCommand(chosen, rest.slice(1), typed);
  const usual = commandOf(tree, `${first} ${tree.usualVerbs[first] ?? ''}`);
  if (usual === null) return here(verb === undefined ? choices(verbs) : ANYTHING);
  const place = inCommand(usual, rest, typed);
  const { takes } = place;
  if (verb !== undefined || isFlag(typed)) return place;
  return here(choices([...verbs, ...('choices' in takes ? takes.choices : [])]));
}

const HELP_WORD: Choice = { word: 'help', says: 'the help of a command, or of a topic' };

/** The commands, groups and verbs that may follow these words, each once. */
function named({ commands }: CompletionTree, before: readonly string[]): readonly Choice[] {
  const found = new Map<string, string[]>();
  for (const { name, says } of commands) {
    const words = name.split(' ');
    const word = words[before.length];
    if (word === undefined || !before.every((each, at) => each === words[at])) continue;
    const isGroup = words.length > before.length + 1;
    found.set(word, [...(found.get(word) ?? []), isGroup ? words.slice(before.length + 1).join(' ') : says]);
  }
  return [...found].map(([word, says]) => ({ word, says: says.join(', ') }));
}

function commandOf({ commands }: CompletionTree, name: string): CompletedCommand | null {
  return commands.find((command) => command.name === name) ?? null;
}

function inCommand(command: CompletedCommand, before: readonly string[], typed: string): Place {
  const { given, words, open, onlyWords } = read(command, before);
  if (open !== null) return { takes: open, typed, before: '' };
  const equals = typed.indexOf('=');
  if (!onlyWords && typed.startsWith('--') && equals !== -1) {
    const value = flagNamed(command, typed.slice(0, equals))?.value ?? ANYTHING;
    return { takes: value, typed: typed.slice(equals + 1), before: typed.slice(0, equals + 1) };
  }
  const left = [...command.flags, HELP].filter((flag) => flag.repeatable || !given.includes(flag));
  const takes = words.length === 0 ? command.first : command.further;
  const isForFlag = !onlyWords && (isFlag(typed) || takes === null);
  if (isForFlag || takes === null) return { takes: onlyWords ? ANYTHING : flagChoices(left), typed, before: '' };
  const fresh = 'choices' in takes ? { ...takes, choices: without(takes.choices, words) } : takes;
  return { takes: fresh, typed, before: '' };
}

/** What the words of a command say: its flags, its own words, and the value that a flag still waits for. */
function read(command: CompletedCommand, before: readonly string[]) {
  const given: CompletedFlag[] = [];
  const words: string[] = [];
  let open: Takes | null = null;
  let onlyWords = false;
  for (const word of before) {
    if (open !== null) {
      open = null;
    } else if (!onlyWords && word === '--') {
      onlyWords = true;
    } else if (!onlyWords && isFlag(word) && word !== '-') {
      const flag = flagNamed(command, word.split('=', 1)[0] ?? '');
      if (flag !== null) given.push(flag);
      if (!word.includes('=')) open = flag?.value ?? null;
    } else {
      words.push(word);
    }
  }
  return { given, words, open, onlyWords };
}

function flagNamed({ flags }: CompletedCommand, name: string): CompletedFlag | null {
  return flags.find(({ names }) => names.includes(name)) ?? null;
}

function isFlag(word: string): boolean {
  return word.startsWith('-');
}

function choices(all: readonly Choice[]): Takes {
  return { kind: 'words', choices: all };
}

/** The long names: a letter needs no completing. */
function flagChoices(flags: readonly CompletedFlag[]): Takes {
  return choices(flags.map(({ names: [word = ''], says }) => ({ word, says })));
}

function without(all: readonly Choice[], words: readonly string[]): readonly Choice[] {
  return all.filter(({ word }) => !words.includes(word));
}
