/** A word that may be typed, and what it is. */
export interface Choice {
  readonly word: string;
  readonly says: string;
}

/** What may stand in one place of a command line. `channels` are those that are followed, which only the store knows. */
export type Takes =
  { readonly kind: 'words' | 'list'; readonly choices: readonly Choice[] } | { readonly kind: Elsewhere };

/** What the shell, or the store, knows better than the declarations. */
type Elsewhere = 'anything' | 'files' | 'folders' | 'channels';

export interface CompletedFlag {
  /** `--limit`, and `-n` where there is one letter. */
  readonly names: readonly string[];
  readonly says: string;
  /** Its value; null for a switch. */
  readonly value: Takes | null;
  readonly repeatable: boolean;
}

export interface CompletedCommand {
  /** With its group: `config list`. */
  readonly name: string;
  readonly says: string;
  /** The first word after the name; null when there is none. */
  readonly first: Takes | null;
  /** Every further one; null when there is none. */
  readonly further: Takes | null;
  readonly flags: readonly CompletedFlag[];
}

/** All that completion knows of the commands: made of their declarations at build. */
export interface CompletionTree {
  readonly commands: readonly CompletedCommand[];
  /** What a group does whose verb was left out. */
  readonly usualVerbs: Readonly<Record<string, string>>;
  /** The texts of `insight help TOPIC`. */
  readonly topics: readonly Choice[];
}
