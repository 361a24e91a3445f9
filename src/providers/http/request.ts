import { MOST_TRIES } from '../../domain/most-tries.js';
import { Failure } from '../../errors.js';
import { mayPass, waitBefore } from './again.js';
import { readBody } from './body.js';
import { withDeadline } from './deadline.js';
import { networkWords } from './network-words.js';
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
  readonly method: 'GET';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** Values that must appear in no message; a request that carries one follows no redirect. */
  readonly secrets?: readonly string[];
  /** Decoded bytes that are read of the body. */
  readonly maxBytes: number;
  /** What to do with a longer body: fail, or take its beginning. */
  readonly tooLong: 'fail' | 'cut';
  /** Statuses that this provider is known to give in passing, beside 408, 429 and 5xx. */
  readonly alsoPassing?: readonly number[];
  readonly signal?: AbortSignal;
  /** Once aborted no try is begun, and no wait for one goes on: its reason is thrown. A try under way goes on. */
  readonly halted?: AbortSignal;
  /** Told before each try that something is being sent, which is what costs. */
  readonly onTry?: () => void;
}

/** The last answer, whatever its status: secrets are cut out of its body, and headers that hold one are left out. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** The one way to every provider. */
export interface Http {
  /**
   * Sends a request, at most three times, and gives the last answer of any status.
   * @throws Failure `provider` when there is no whole answer in time, `interrupted` when the signal is aborted; the reason
   * of `halted`
   */
  request(request: HttpRequest): Promise<HttpAnswer>;
}

/**
 * The request path over the given parts of the world: one deadline, one retry layer, capped bodies, no secret in a message.
 * A host that let a deadline pass is not waited for again: of many channels each would take as long.
 */
export function createHttp(parts: HttpParts): Http {
  const silent = new Set<string>();
  const late = `gave no whole answer within ${parts.timeoutMs / 1000} s`;
  return {
    request: async (request) => {
      const { origin } = request.url;
      if (silent.has(origin)) throw failed(request, `was not asked again: it ${late}`);
      const end = parts.now() + parts.timeoutMs;
      const expired = (): Failure => {
        silent.add(origin);
        return failed(request, late);
      };
      return withDeadline(parts.timeoutMs, request.signal, expired, (signal) => attempts(parts, request, signal, end));
    },
  };
}

async function attempts(parts: HttpParts, request: HttpRequest, signal: AbortSignal, end: number): Promise<HttpAnswer> {
  for (let made = 1; ; made++) {
    request.halted?.throwIfAborted();
    const outcome = await attempt(parts, request, signal);
    const cut = outcome instanceof Failure;
    const again = made < MOST_TRIES && (cut || mayPass(outcome, request.alsoPassing ?? []));
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
  const redirect = (request.secrets ?? []).length > 0 ? 'manual' : 'follow';
  try {
    const response = await parts.fetch(request.url, {
      method: request.method,
      headers: request.headers ?? {},
      signal,
      redirect,
    });
    const body = await readBody(response, request.maxBytes);
    if (body.cut && request.tooLong === 'fail') {
      throw failed(request, `sent more than the ${request.maxBytes / 1_000_000} MB that an answer may have`);
    }
    // Errors are quoted, results and ETags are kept and shown; a gateway may put what was sent into any of them.
    const secrets = request.secrets ?? [];
    const headers = new Headers([...response.headers].filter(([, value]) => redact(value, secrets) === value));
    return { status: response.status, headers, body: redact(body.text, secrets) };
  } catch (error) {
    if (error instanceof Failure || signal.aborted) throw error;
    return failed(request, `could not be reached: ${networkWords(error)}`);
  }
}

// The cause is left out on purpose: errors of the network quote URLs and headers.
function failed(request: HttpRequest, what: string): Failure {
  const message = redact(`${request.provider} ${what}.`, request.secrets ?? []);
  return new Failure('provider', message, 'Check the network, or try again in a minute.');
}
