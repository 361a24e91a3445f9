import type { Context } from './context.js';
import type { Column, Screen } from './domain/screen.js';
import { isSubjectFailure, type Failure, type SubjectFailure } from './errors.js';
import { toggle, type FlagValues, type Flags, type OutputFormat } from './flags.js';
import type { PlanReport } from './domain/planned-cost.js';
import type { Results } from './results.js';

/** The words a command takes after its name. */
export interface Argument {
  readonly name: string;
  readonly describe: string;
  readonly required: boolean;
  readonly variadic: boolean;
  /** The few words that it can be: what a shell completes. */
  readonly choices?: readonly string[];
}

export interface Example {
  /** Without the leading `insight`. */
  readonly words: string;
  readonly does: string;
}

/** What a screen may depend on beside the result. */
export interface ViewOptions {
  /** The columns asked for with `--fields`; null for the command's own choice. */
  readonly columns: readonly Column[] | null;
  readonly top: number | null;
  readonly all: boolean;
  /** What was looked at, as words for the next command: `@handle`, or `--from file.csv`. */
  readonly subject: string;
  /** IANA zone in which days are named. */
  readonly timeZone: string;
}

/** What a command's run gives back: plain results that the wrapper prints in the format asked for. */
export interface Outcome<R> {
  readonly results: readonly (R | SubjectFailure)[];
  /** Several subjects print a JSON array, one prints an object. */
  readonly several: boolean;
  /** The columns that these rows have, where they are not all that are declared. */
  readonly columns?: readonly Column[];
  /** Printed in place of the results, as they are read: more than can be held. No table. */
  readonly rows?: Iterable<R>;
  /** Said after the results, with its exit code, when they are printed in full but are no good news. */
  readonly verdict?: Failure;
  /** It went on until somebody stopped it, which is its good end and no interruption. */
  readonly stopped?: true;
  /** How they have to be printed, where that depends on more than the flags for it. */
  readonly format?: OutputFormat;
  /** Done after the results were written in full. */
  readonly afterwards?: () => Promise<void>;
}

export interface Input<F extends Flags> {
  readonly words: readonly string[];
  readonly flags: FlagValues<F>;
}

/** Hands over a file that a server made. @param address as a result names it */
export interface RemoteFiles {
  file(address: string): Promise<Uint8Array>;
}

/** How a command is run at a server: which of its words and flags go there. */
export interface RemoteForm<F extends Flags, R> {
  /** What it is called there. */
  readonly tool: string;
  /** What its words are called there; `channels` is a list. */
  readonly subject: 'channels' | 'topic' | 'query' | 'prompt';
  readonly sends: readonly (keyof F & string)[];
  /** Flags that `receive` heeds. */
  readonly here?: readonly (keyof F & string)[];
  /** What is done here with a result that came. */
  readonly receive?: (context: Context, result: R, flags: FlagValues<F>, server: RemoteFiles) => Promise<R>;
}

/** One declaration: feeds the parser, the help, the docs, `--fields` and the JSON contract test. */
export interface CommandDeclaration<F extends Flags, Name extends keyof Results, R extends object = Results[Name]> {
  /** With its group: `config list`. What it gives is the type of that name in src/results.ts. */
  readonly name: Name;
  /** One line, no full stop. */
  readonly summary: string;
  /** What else a user should know before running it. */
  readonly details?: string;
  readonly argument?: Argument;
  readonly flags: F;
  readonly examples: readonly Example[];
  /** Where the rows are in a result (`videos`; a dot goes deeper); null when the result is itself the row. */
  readonly rows: string | null;
  /** Every field of a row. */
  readonly columns: readonly Column[];
  /** How it is printed when nobody says, where that is no table. */
  readonly usualFormat?: OutputFormat;
  readonly run: (context: Context, input: Input<F>) => Promise<Outcome<R>>;
  /** What it would cost at most, found without asking anyone; left out by a command that spends nothing. */
  readonly plan?: (context: Context, input: Input<F>) => Promise<PlanReport>;
  /** Where a server can run it: then it has the flag `--remote`. */
  readonly remote?: RemoteForm<F, R>;
  readonly screen: (result: R, view: ViewOptions) => Screen;
  /** A short screen for more results than anyone scrolls through. */
  readonly overview?: (results: readonly R[], view: ViewOptions) => Screen;
  /** From how many results on; 6 when left out. */
  readonly overviewFrom?: number;
}

/** A command whose types are closed: what program, help and docs hold. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly details: string | null;
  readonly argument: Argument | null;
  readonly flags: Flags;
  readonly examples: readonly Example[];
  readonly rows: string | null;
  readonly columns: readonly Column[];
  /** Null where the setting decides. */
  readonly usualFormat: OutputFormat | null;
  /** Null for a command that spends nothing. */
  readonly plan:
    | ((context: Context, words: readonly string[], flags: Readonly<Record<string, unknown>>) => Promise<PlanReport>)
    | null;
  /** Null where a server cannot run it. */
  readonly remote: {
    readonly tool: string;
    readonly subject: string;
    readonly sends: readonly string[];
    readonly here: readonly string[];
    readonly receive:
      | ((
          context: Context,
          result: object,
          flags: Readonly<Record<string, unknown>>,
          server: RemoteFiles,
        ) => Promise<object>)
      | null;
  } | null;
  /** Hands results that came from elsewhere to the wrapper; they have to be what `start` gives. */
  readonly finished: (outcome: Outcome<object>) => Started;
  /** Runs the command and hands its results and screens to the wrapper. */
  readonly start: (
    context: Context,
    words: readonly string[],
    flags: Readonly<Record<string, unknown>>,
  ) => Promise<Started>;
  /** The screen of a result that this command gave in an earlier run, as the history keeps it. */
  readonly again: (kept: object, view: ViewOptions) => Screen;
}

/** A finished run, before it is printed. */
export interface Started {
  readonly results: readonly (object | SubjectFailure)[];
  readonly several: boolean;
  readonly columns?: readonly Column[];
  readonly rows?: Iterable<object>;
  readonly verdict?: Failure;
  readonly stopped?: true;
  readonly format?: OutputFormat;
  readonly afterwards?: () => Promise<void>;
  readonly screens: (view: ViewOptions) => readonly Screen[];
}

/** More results than this are shown as an overview, unless `--all` asks for each. */
const OVERVIEW_FROM = 6;

const REMOTE = toggle('run it at the server you are signed in to, with its keys and your plan');

/** Closes a declaration's types, so that a table of commands can hold it. */
export function defineCommand<const F extends Flags, Name extends keyof Results>(
  declaration: CommandDeclaration<F, Name>,
): Command {
  type R = Results[Name];
  const { run, plan, screen, overview, overviewFrom = OVERVIEW_FROM, remote, flags: own, ...rest } = declaration;
  const finished = (outcome: Outcome<R>): Started => ({
    ...outcome,
    screens: (view) => {
      const good = outcome.results.filter((result): result is R => !isSubjectFailure(result));
      // Fields of rows cannot be shown where a whole result is one line.
      const inLines = view.columns === null || rest.rows === null;
      return overview !== undefined && inLines && good.length >= overviewFrom && !view.all
        ? [overview(good, view)]
        : good.map((result) => screen(result, view));
    },
  });
  return {
    ...rest,
    flags: remote === undefined ? own : { ...own, remote: REMOTE },
    remote: remote === undefined ? null : closed(remote),
    details: declaration.details ?? null,
    argument: declaration.argument ?? null,
    usualFormat: declaration.usualFormat ?? null,
    plan:
      plan === undefined ? null : (context, words, flags) => plan(context, { words, flags: flags as FlagValues<F> }),
    again: (kept, view) => screen(kept as R, view),
    // What came was printed by this very command elsewhere.
    finished: (outcome) => finished(outcome as Outcome<R>),
    // The parser filled `flags` from this very declaration, so they have its types.
    start: async (context, words, flags) => finished(await run(context, { words, flags: flags as FlagValues<F> })),
  };
}

function closed<F extends Flags, R extends object>({ here = [], receive, ...rest }: RemoteForm<F, R>) {
  return {
    ...rest,
    here,
    receive:
      receive === undefined
        ? null
        : (
            context: Context,
            result: object,
            flags: Readonly<Record<string, unknown>>,
            server: RemoteFiles,
          ): Promise<object> => receive(context, result as R, flags as FlagValues<F>, server),
  };
}

/** The outcome of a command with one subject. */
export function one<R>(result: R): Outcome<R> {
  return { results: [result], several: false };
}
