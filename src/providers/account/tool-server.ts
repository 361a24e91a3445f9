import { pictureTypeOf } from '../../domain/picture-type.js';
import { EXIT_CODES, Failure, type FailureKind } from '../../errors.js';
import { good, type AccountAsk } from '../account.js';
import { isRecord } from '../http/json-record.js';
import { parsedObject } from '../http/parsed-json.js';
import type { HttpAnswer } from '../http/request.js';
import type { RemoteRun, ToolServer } from '../ports/tool-server.js';

const SERVER = 'The server';
/** Shorter than any request may take. */
const WAIT_S = 8;
const HOST_HINT = 'ask whoever runs the server, or run it here without --remote';

/**
 * The tools of the hosted account.
 * @param ask a request in the name of who is signed in
 */
export function toolServer(ask: (request: Omit<AccountAsk, 'token'>) => Promise<HttpAnswer>): ToolServer {
  const never = new AbortController().signal;
  return {
    begin: async (tool, input) => {
      const path = `/api/v1/tools/${tool}`;
      const headers = { prefer: 'respond-async' };
      // Answered at once. Whoever is interrupted meanwhile must still learn which run it is, or nobody could stop it.
      const answer = await ask({ method: 'POST', path, body: input, headers, signal: never });
      if (answer.status === 429) throw usedUp(answer);
      if (answer.status === 400) throw refused(answer);
      if (answer.status === 404) throw tooOld();
      return readRun(good(answer, SERVER));
    },
    look: async (id) => {
      const headers = { prefer: `wait=${WAIT_S}` };
      return readRun(good(await ask({ method: 'GET', path: jobAt(id), headers }), SERVER));
    },
    cancel: async (id) => {
      good(await ask({ method: 'DELETE', path: jobAt(id), signal: never }), SERVER);
    },
    file: async (address) => {
      // The login must go nowhere else, whatever a result names.
      if (!FILE.test(address)) throw strange();
      const answer = await ask({ method: 'GET', path: address });
      if (answer.status === 200 && pictureTypeOf(answer.bytes) !== null) return answer.bytes;
      throw new Failure('provider', `${SERVER} did not hand over ${address}`, 'look at it on the page of the server');
    },
  };
}

const FILE = /^\/api\/v1\/jobs\/[\w-]+\/files\/[\w.-]+$/;
const jobAt = (id: string) => `/api/v1/jobs/${encodeURIComponent(id)}`;

function readRun(told: Readonly<Record<string, unknown>>): RemoteRun {
  const { id, state, progress, notes, result, problem } = told;
  const known = (['queued', 'running', 'done', 'failed'] as const).find((each) => each === state);
  if (typeof id !== 'string' || known === undefined) throw strange();
  return {
    id,
    state: known,
    progress: typeof progress === 'string' ? progress : null,
    notes: Array.isArray(notes) ? notes.map(String) : [],
    result: isRecord(result) || Array.isArray(result) ? result : null,
    problem: isRecord(problem) ? readProblem(problem) : null,
  };
}

function readProblem({ kind, title, detail, hint }: Readonly<Record<string, unknown>>): RemoteRun['problem'] {
  return {
    kind: typeof kind === 'string' && isKind(kind) ? kind : 'provider',
    message: typeof detail === 'string' ? detail : `the run failed at the server: ${String(title)}`,
    hint: typeof hint === 'string' ? hint : HOST_HINT,
  };
}

function isKind(text: string): text is FailureKind {
  return Object.hasOwn(EXIT_CODES, text);
}

/** The plan, or the pace: the server says which. */
function usedUp({ body, headers }: HttpAnswer): Failure {
  const { detail } = parsedObject(body);
  const seconds = Number(headers.get('retry-after') ?? 60);
  const [count, unit] =
    seconds < 100 ? [seconds, 'second'] : seconds < 6000 ? [seconds / 60, 'minute'] : [seconds / 3600, 'hour'];
  const whole = Math.ceil(count);
  const again = `try again in ${whole} ${unit}${whole === 1 ? '' : 's'}, or run it here without --remote`;
  return new Failure('quota', typeof detail === 'string' ? detail.replace(/\.$/, '') : 'too many requests', again);
}

/** What of the command line the server does not take. */
function refused({ body }: HttpAnswer): Failure {
  const { errors, detail } = parsedObject(body);
  const [first] = Array.isArray(errors) ? (errors as unknown[]) : [];
  const where = isRecord(first) ? String(first.where).replace(/^json\.?/, '') : '';
  const what = isRecord(first) ? `${where === '' ? '' : `${where}: `}${String(first.message)}` : String(detail);
  return new Failure('usage', `the server does not take this: ${what}`, 'run it here without --remote');
}

function tooOld(): Failure {
  return new Failure('provider', 'this server does not run that tool', HOST_HINT);
}

function strange(): Failure {
  return new Failure(
    'provider',
    `${SERVER} gave no answer that is known here`,
    'update insight here, or at the server',
  );
}
