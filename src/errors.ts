/** What can go wrong, and the exit code that tells a script so. The one table behind docs and help. */
export const EXIT_CODES = {
  unexpected: { code: 1, meaning: 'something unexpected: a defect of this program, or of the machine' },
  usage: { code: 2, meaning: 'the command line or a setting is wrong' },
  'not-found': {
    code: 3,
    meaning: 'no such channel, file, key or account, or a file that is no table of videos or no picture',
  },
  'too-little-data': { code: 3, meaning: 'too little data to say anything' },
  key: { code: 4, meaning: 'a key or login is missing or was refused' },
  provider: { code: 5, meaning: 'a provider failed or could not be reached' },
  quota: { code: 6, meaning: 'a quota or rate limit is used up' },
  partial: { code: 7, meaning: 'some of several subjects failed, or all in different ways; in track run also all' },
  interrupted: { code: 130, meaning: 'interrupted by Ctrl-C; with 143 by SIGTERM, 129 by SIGHUP' },
} as const;

export type FailureKind = keyof typeof EXIT_CODES;

/**
 * A failure that a person can act on: one line of what happened, one line of what to do.
 * Anything else that is thrown counts as `unexpected`.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  constructor(
    readonly kind: FailureKind,
    message: string,
    readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get exitCode(): number {
    return EXIT_CODES[this.kind].code;
  }
}

/**
 * A call whose end nobody knows: what it asked for may have been made, and paid for, although no answer came. It must not
 * be sent again, and nothing that costs may be tried in its place.
 */
export class UnknownOutcome extends Failure {}

/** A failure as JSON. */
export interface FailureReport {
  readonly error: {
    /** What a script decides by; docs/exit-codes.md has them all. */
    readonly kind: FailureKind;
    /** One line: what happened. */
    readonly message: string;
    /** One line: what to do. */
    readonly hint: string;
  };
}

/** One of several subjects that failed, in its place among the results. */
export interface SubjectFailure extends FailureReport {
  /** As it was typed. */
  readonly subject: string;
}

export function isSubjectFailure(result: object): result is SubjectFailure {
  return 'subject' in result && 'error' in result;
}

/** A failure as the result of its subject. */
export function subjectFailure(subject: string, { kind, message, hint }: Failure): SubjectFailure {
  return { subject, error: { kind, message, hint } };
}

/** Anything thrown, as a Failure: what nobody foresaw is `unexpected`, in one line. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  // The one thing outside a file of our own naming that a person can mend: `insight … > file` on a full disk.
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
    return new Failure(
      'unexpected',
      'the disk is full: not everything was written',
      'free some space and run it again',
      {
        cause: error,
      },
    );
  }
  const words = error instanceof Error ? error.message : String(error);
  return new Failure(
    'unexpected',
    `something unexpected happened: ${words.split('\n', 1)[0] ?? ''}`,
    'run it again with --debug to see where, and please report it',
    { cause: error },
  );
}

/** The exit code of several subjects. Where all failed alike it is as for one, so that a script can tell "try later" from a bad list. */
export function codeOfFailures(failures: readonly SubjectFailure[], subjects: number): number {
  const kinds = new Set(failures.map(({ error }) => error.kind));
  const [kind] = kinds;
  const alike = kind !== undefined && kinds.size === 1 && failures.length === subjects;
  return EXIT_CODES[alike ? kind : 'partial'].code;
}
