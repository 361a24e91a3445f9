import { MOST_TRIES } from '../../domain/most-tries.js';
import { Failure, UnknownOutcome } from '../../errors.js';
import { mayPass, waitBefore } from './again.js';
import { readBody } from './body.js';
import { withDeadline } from './deadline.js';
import { networkWords, neverArrived } from './network-words.js';
import { redact } from './redact.js';

/** What the request path needs of the world. */
export interface HttpParts {
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Resolves after so many milliseconds, or rejects when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** Longest time for one request with all its tries and waits, in milliseconds. */
  readonly timeoutMs: number;
}

export interface HttpRequest {
  /** Who is asked, for messages: `YouTube`. */
  readonly provider: string;
  /** A GET changes nothing and may be repeated; a POST may have taken effect whenever it is not plainly refused. */
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly body?: string | Uint8Array | FormData;
  readonly headers?: Readonly<Record<string, string>>;
  /** Values that must appear in no message; a request that carries one follows no redirect. */
  readonly secrets?: readonly string[];
  /** Follows no redirect even so. */
  readonly stays?: boolean;
  /** Decoded bytes that are read of the body. */
  readonly maxBytes: number;
  /** What to do with a longer body: fail, or take its beginning. */
  readonly tooLong: 'fail' | 'cut';
  /** Statuses that this provider is known to give in passing, beside 408, 429 and 5xx; of a POST: beside 429. */
  readonly alsoPassing?: readonly number[];
  /** Statuses after which the asker knows something better than to wait and ask again. */
  readonly notPassing?: readonly number[];
  /** Longest time with all tries and waits, in milliseconds; usually what every request may take. */
  readonly timeoutMs?: number;
  /**
   * What is asked for is made while the asker waits. A deadline that passes then says nothing against the host; a request
   * that got no whole answer is not repeated, whatever its method, and its failure is an UnknownOutcome.
   */
  readonly onDemand?: boolean;
  /** A POST that bears an id by which its receiver knows a repetition: it is sent again like a GET. */
  readonly knownById?: true;
  readonly signal?: AbortSignal;
  /** Once aborted no try is begun, and no wait for one goes on: its reason is thrown. A try under way goes on. */
  readonly halted?: AbortSignal;
  /** Told before each try that something is being sent, which is what costs. */
  readonly onTry?: () => void;
  /** Told while the body of a good answer comes in, with how many bytes there are so far. */
  readonly onBytes?: (soFar: number) => void;
}

/** The last answer, whatever its status: secrets are cut out of its text, and headers that hold one are left out. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as UTF-8 text. */
  readonly body: string;
  /** The body as it came, secrets and all: for pictures, never for messages. */
  readonly bytes: Uint8Array;
}

/** The one way to every provider. */
export interface Http {
  /**
   * Sends a request, at most three times, and gives the last answer of any status. What may have taken effect is never
   * sent again: a POST is repeated only when the answer says that it was refused for being one too many, or when its
   * receiver knows it by its id.
   * @throws Failure `provider` when there is no whole answer in time, `interrupted` when the signal is aborted;
   * UnknownOutcome as `onDemand` says; the reason of `halted`
   */
  request(request: HttpRequest): Promise<HttpAnswer>;
}

/**
 * The request path over the given parts of the world: one deadline, one retry layer, capped bodies, no secret in a message.
 * A host that let a deadline pass is not waited for again: of many channels each would take as long.
 */
export function createHttp(parts: HttpParts): Http {
  const silent = new Set<string>();
  return {
    request: async (request) => {
      const { origin } = request.url;
      const ms = request.timeoutMs ?? parts.timeoutMs;
      const late = `gave no whole answer within ${ms / 1000} s`;
      const onDemand = request.onDemand === true;
      if (silent.has(origin) && !onDemand) throw failed(request, `was not asked again: it ${late}`);
      const end = parts.now() + ms;
      const expired = (): Failure => {
        if (!onDemand) silent.add(origin);
        return onDemand ? unknown(failed(request, late)) : failed(request, late);
      };
      return withDeadline(ms, request.signal, expired, (signal) => attempts(parts, request, signal, end));
    },
  };
}

async function attempts(parts: HttpParts, request: HttpRequest, signal: AbortSignal, end: number): Promise<HttpAnswer> {
  for (let made = 1; ; made++) {
    request.halted?.throwIfAborted();
    const outcome = await attempt(parts, request, signal);
    const cut = outcome instanceof Failure;
    const method = request.onDemand === true ? 'POST' : request.knownById === true ? 'GET' : request.method;
    const again = made < MOST_TRIES && (cut ? method === 'GET' : mayPass(outcome, { ...request, method }));
    const wait = again ? waitBefore(made, cut ? null : outcome, parts) : null;
    if (wait === null || parts.now() + wait >= end) {
      if (cut) throw outcome;
      return outcome;
    }
    await pause(parts, wait, signal, request.halted);
  }
}

/** Waits for the next try; ends at once when there is to be none. */
async function pause(parts: HttpParts, ms: number, signal: AbortSignal, halted?: AbortSignal): Promise<void> {
  const waiting = new AbortController();
  const wake = (): void => {
    waiting.abort();
  };
  const ending = [signal, ...(halted === undefined ? [] : [halted])];
  for (const each of ending) each.addEventListener('abort', wake);
  try {
    if (ending.some(({ aborted }) => aborted)) wake();
    await parts.sleep(ms, waiting.signal);
  } catch (error) {
    halted?.throwIfAborted();
    throw error;
  } finally {
    for (const each of ending) each.removeEventListener('abort', wake);
  }
}

/** One try. A failure of the network is returned, for it may pass; all other failures are thrown. */
async function attempt(parts: HttpParts, request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer | Failure> {
  request.onTry?.();
  // fetch would carry our own headers, and so a key, to wherever a redirect points.
  const carries = (request.secrets ?? []).length > 0 || request.onDemand === true;
  const redirect = carries || request.stays === true ? 'manual' : 'follow';
  try {
    const response = await parts.fetch(request.url, {
      method: request.method,
      headers: request.headers ?? {},
      ...(request.body === undefined ? {} : { body: request.body }),
      signal,
      redirect,
    });
    const body = await readBody(response, request.maxBytes, response.ok ? request.onBytes : undefined);
    if (body.cut && request.tooLong === 'fail') {
      const tooMuch = failed(request, `sent more than the ${request.maxBytes / 1_000_000} MB that an answer may have`);
      throw request.onDemand === true ? unknown(tooMuch) : tooMuch;
    }
    // Errors are quoted, results and ETags are kept and shown; a gateway may put what was sent into any of them.
    const secrets = request.secrets ?? [];
    const headers = new Headers([...response.headers].filter(([, value]) => redact(value, secrets) === value));
    const { bytes } = body;
    return { status: response.status, headers, bytes, body: redact(new TextDecoder().decode(bytes), secrets) };
  } catch (error) {
    if (error instanceof Failure || signal.aborted) throw error;
    const failure = failed(request, `could not be reached: ${networkWords(error)}`);
    return request.onDemand === true && !neverArrived(error) ? unknown(failure) : failure;
  }
}

function unknown({ kind, message, hint }: Failure): UnknownOutcome {
  return new UnknownOutcome(kind, message, hint);
}

// The cause is left out on purpose: errors of the network quote URLs and headers.
function failed(request: HttpRequest, what: string): Failure {
  const message = redact(`${request.provider} ${what}.`, request.secrets ?? []);
  return new Failure('provider', message, 'Check the network, or try again in a minute.');
}
