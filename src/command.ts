import type { Context } from './context.js';
import type { Column, Screen } from './domain/screen.js';
import { isSubjectFailure, type Failure, type SubjectFailure } from './errors.js';
import type { FlagValues, Flags, OutputFormat } from './flags.js';
import type { PlanReport } from './domain/planned-cost.js';

/** The words a command takes after its name. */
export interface Argument {
  readonly name: string;
  readonly describe: string;
  readonly required: boolean;
  readonly variadic: boolean;
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
  /** Said after the results, with its exit code, when they are printed in full but are no good news. */
  readonly verdict?: Failure;
}

export interface Input<F extends Flags> {
  readonly words: readonly string[];
  readonly flags: FlagValues<F>;
}

/** One declaration: feeds the parser, the help, the docs, `--fields` and the JSON contract test. */
export interface CommandDeclaration<F extends Flags, R extends object> {
  /** With its group: `config list`. */
  readonly name: string;
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
  readonly verdict?: Failure;
  readonly screens: (view: ViewOptions) => readonly Screen[];
}

/** More results than this are shown as an overview, unless `--all` asks for each. */
const OVERVIEW_FROM = 6;

/** Closes a declaration's types, so that a table of commands can hold it. */
export function defineCommand<const F extends Flags, R extends object>(declaration: CommandDeclaration<F, R>): Command {
  const { run, plan, screen, overview, overviewFrom = OVERVIEW_FROM, ...rest } = declaration;
  return {
    ...rest,
    details: declaration.details ?? null,
    argument: declaration.argument ?? null,
    usualFormat: declaration.usualFormat ?? null,
    plan:
      plan === undefined ? null : (context, words, flags) => plan(context, { words, flags: flags as FlagValues<F> }),
    again: (kept, view) => screen(kept as R, view),
    start: async (context, words, flags) => {
      // The parser filled `flags` from this very declaration, so they have its types.
      const outcome = await run(context, { words, flags: flags as FlagValues<F> });
      return {
        ...outcome,
        screens: (view) => {
          const good = outcome.results.filter((result): result is R => !isSubjectFailure(result));
          // Fields of rows cannot be shown where a whole result is one line.
          const inLines = view.columns === null || rest.rows === null;
          return overview !== undefined && inLines && good.length >= overviewFrom && !view.all
            ? [overview(good, view)]
            : good.map((result) => screen(result, view));
        },
      };
    },
  };
}

/** The outcome of a command with one subject. */
export function one<R>(result: R): Outcome<R> {
  return { results: [result], several: false };
}
