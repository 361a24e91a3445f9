import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What can go wrong, each with the last part of its `type` (which never changes), its status and its title. */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not what this address takes' },
  'device-refused': { status: 400, title: 'The device was not let in' },
  'not-signed-in': { status: 401, title: 'Sign in first' },
  'wrong-credentials': { status: 401, title: 'The address or the password is wrong' },
  'not-allowed': { status: 403, title: 'Not allowed' },
  'foreign-origin': { status: 403, title: 'This came from another site' },
  'https-only': { status: 403, title: 'Only over https' },
  'not-found': { status: 404, title: 'No such thing' },
  'wrong-method': { status: 405, title: 'This address does not take that method' },
  conflict: { status: 409, title: 'It contradicts what is there' },
  'too-large': { status: 413, title: 'The request is too large' },
  'wrong-type': { status: 415, title: 'The body is not JSON' },
  unprocessable: { status: 422, title: 'Understood, but it cannot be done' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  unexpected: { status: 500, title: 'Something unexpected happened here' },
  provider: { status: 502, title: 'A provider failed' },
  busy: { status: 503, title: 'Too busy, or out of quota' },
} as const satisfies Readonly<Record<string, { status: ContentfulStatusCode; title: string }>>;

export type ProblemName = keyof typeof PROBLEMS;

export interface ProblemParts {
  /** What to do about it, or what exactly was wrong: one sentence. */
  readonly detail?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Members beside those of RFC 9457. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Thrown by a route, answered as `application/problem+json` (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly problem: ProblemName,
    readonly parts: ProblemParts = {},
    options?: ErrorOptions,
  ) {
    super(parts.detail ?? PROBLEMS[problem].title, options);
  }

  get status(): ContentfulStatusCode {
    return PROBLEMS[this.problem].status;
  }

  /** The answer. @param instance the id of the request, by which the log knows it */
  response(instance: string): Response {
    const { status, title } = PROBLEMS[this.problem];
    const { detail, headers = {}, more = {} } = this.parts;
    const body = { type: `/problems#${this.problem}`, title, status, ...(detail && { detail }), ...more, instance };
    return new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/problem+json', ...headers },
    });
  }
}
