import { safeText } from '../safe-text.js';
import type { Place } from './place-at.js';
import type { Choice } from './tree.js';

/** Longer says than this would push the words themselves off a terminal. */
const LONGEST_SAYS = 72;

/** Whether any shell takes a word as it is: there is nothing in it to expand, split or run. */
export function isPlainWord(word: string): boolean {
  return /^[\w@%+=:,./\p{L}\p{M}\p{N}·-]+$/u.test(word);
}

/**
 * What is answered to a shell: a line that says what kind of thing is wanted (`words`; `list` for words that more may
 * follow after a comma; `files` or `folders`, which the shell finds itself), then the words that fit, each with a tab and what it is.
 * @param cut how many characters at the beginning of each word the shell does not replace
 */
export function answerLines({ takes, typed, before }: Place, followed: readonly Choice[], cut = 0): readonly string[] {
  if (takes.kind === 'files' || takes.kind === 'folders') return [takes.kind];
  const known = 'choices' in takes ? takes.choices : takes.kind === 'channels' ? followed : [];
  const comma = takes.kind === 'list' ? typed.lastIndexOf(',') + 1 : 0;
  const taken = typed.slice(0, comma).split(',');
  const fitting = known
    .filter(({ word }) => word.startsWith(typed.slice(comma)) && !(comma > 0 && taken.includes(word)))
    .map(({ word, says }) => ({ word: before + typed.slice(0, comma) + word, says: shortened(safeText(says)) }))
    .filter(({ word }) => isPlainWord(word));
  const kind = takes.kind === 'list' ? 'list' : 'words';
  return [kind, ...fitting.map(({ word, says }) => `${word.slice(cut)}\t${says}`)];
}

function shortened(says: string): string {
  const letters = Array.from(says);
  return letters.length <= LONGEST_SAYS ? says : `${letters.slice(0, LONGEST_SAYS - 1).join('')}…`;
}
