/** What can go wrong, and the exit code that tells a script so. The one table behind docs and help. */
export const EXIT_CODES = {
  unexpected: { code: 1, meaning: 'something unexpected: a defect of this program, or of the machine' },
  usage: { code: 2, meaning: 'the command line or a setting is wrong' },
  'not-found': { code: 3, meaning: 'no such channel, file or setting, or a file that is no table of videos' },
  'too-little-data': { code: 3, meaning: 'too little data to say anything' },
  key: { code: 4, meaning: 'a key or login is missing or was refused' },
  provider: { code: 5, meaning: 'a provider failed or could not be reached' },
  quota: { code: 6, meaning: 'a quota or rate limit is used up' },
  partial: { code: 7, meaning: 'some of several subjects failed; the others were done' },
  interrupted: { code: 130, meaning: 'interrupted by Ctrl-C' },
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
