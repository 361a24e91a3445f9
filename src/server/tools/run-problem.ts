import { Failure, type FailureKind } from '../../errors.js';
import { Problem, PROBLEMS, type ProblemName } from '../http/problem.js';

export const CANCELLED = new Failure('interrupted', 'it was cancelled', 'ask for it again');
export const SUSPENDED = new Failure('interrupted', 'the account is suspended', 'ask whoever runs the server');

const PROBLEM_OF_KIND: Readonly<Record<FailureKind, ProblemName>> = {
  usage: 'unprocessable',
  'not-found': 'unprocessable',
  'too-little-data': 'unprocessable',
  partial: 'unprocessable',
  interrupted: 'conflict',
  key: 'provider',
  provider: 'provider',
  quota: 'busy',
  unexpected: 'unexpected',
};

/** What went wrong in a run, as it is kept: RFC 9457 without the request, and the kind by which a command line exits. */
export interface RunProblem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string | undefined;
  readonly kind: FailureKind;
  /** What to do about it; null where it is the host that has to. */
  readonly hint: string | null;
}

/** The failure of a tool as a problem. What concerns the host's machine and its keys is told to nobody else. */
export function runProblem({ kind, message, hint }: Pick<Failure, 'kind' | 'message' | 'hint'>): RunProblem {
  const name = PROBLEM_OF_KIND[kind];
  const { title, status } = PROBLEMS[name];
  const type = `/problems#${name}`;
  if (kind === 'unexpected') return { type, title, status, kind, hint: null };
  if (kind === 'key') {
    return { type, title, status, detail: 'The host has no key for this, or it was refused.', kind, hint: null };
  }
  return { type, title, status, detail: message, kind, hint };
}

/** The same, thrown at whoever waits for the run. */
export function thrownProblem({ kind, hint, detail }: RunProblem): Problem {
  return new Problem(PROBLEM_OF_KIND[kind], { ...(detail === undefined ? {} : { detail }), more: { kind, hint } });
}
