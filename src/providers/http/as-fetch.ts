import { Failure } from '../../errors.js';
import type { Http, HttpAnswer, HttpRequest } from './request.js';

/** What the request path must know of a call that an SDK makes. */
export type Policy = Pick<
  HttpRequest,
  'provider' | 'secrets' | 'maxBytes' | 'alsoPassing' | 'timeoutMs' | 'onDemand' | 'signal' | 'onTry' | 'onBytes'
> & {
  /** The Failure that an answer stands for, which then ends the call before the SDK can send it again; null for a good one. */
  readonly refusal?: (answer: HttpAnswer) => Failure | null;
};

/** An SDK's way to the network that is really ours. */
export interface SdkPath {
  readonly fetch: typeof globalThis.fetch;
  /**
   * Runs a call of the SDK. Whatever an SDK makes of a failure of the request path (most wrap it, and quote the request),
   * the Failure itself is what comes out.
   */
  run<T>(call: () => Promise<T>): Promise<T>;
}

/**
 * Our request path in the shape that SDKs take for their `fetch`. A failure reaches the SDK as an answer of status 418,
 * which none of them repeats: a rejected fetch is sent again by some, blindly. Made for one call at a time.
 */
export function asFetch(http: Http, { refusal, ...policy }: Policy): SdkPath {
  const failures: Failure[] = [];
  const send = async (input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> => {
    const asked = new Request(input, init);
    const { body } = init ?? {};
    try {
      const answer = await http.request({
        ...policy,
        method: methodOf(asked.method),
        url: new URL(asked.url),
        headers: Object.fromEntries(asked.headers),
        ...(body === undefined || body === null ? {} : { body: await bytesOf(asked) }),
        tooLong: 'fail',
      });
      const refused = refusal?.(answer) ?? null;
      if (refused !== null) throw refused;
      const empty = answer.status === 204 || answer.status === 304;
      return new Response(empty ? null : answer.body, { status: answer.status, headers: answer.headers });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failures.push(error);
      return new Response('', { status: 418 });
    }
  };
  return {
    fetch: send,
    run: async (call) => {
      failures.length = 0;
      try {
        return await call();
      } catch (error) {
        throw failures.at(-1) ?? error;
      }
    },
  };
}

async function bytesOf(request: Request): Promise<Uint8Array> {
  return new Uint8Array(await request.arrayBuffer());
}

function methodOf(method: string): HttpRequest['method'] {
  if (method === 'GET' || method === 'POST' || method === 'DELETE') return method;
  throw new Error(`no provider is asked with ${method}`);
}
