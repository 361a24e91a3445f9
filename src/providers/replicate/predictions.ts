import type Replicate from 'replicate';
import { Failure, UnknownOutcome } from '../../errors.js';
import { asFetch, type Policy } from '../http/as-fetch.js';
import type { Http } from '../http/request.js';
import { readPrediction, type Prediction } from './prediction.js';
import { LOOK_THERE, MAYBE_MADE, replicateRefusal } from './refusal.js';

/** A prediction holds its input again, and that a picture of 256 kB. */
const MOST_BYTES = 4_000_000;
const CREATE_MS = 30_000;
const CANCEL_MS = 1_500;
/** A program that dies cancels nothing, so Replicate is told from the start how long anybody waits. */
const CANCEL_AFTER = '3m';

export interface ReplicateParts {
  /** With a slash at its end: https://api.replicate.com/ */
  readonly baseUrl: string;
  readonly token: string;
  readonly http: Http;
  /** Told of every request before it is sent. */
  readonly onRequest: () => void;
}

/** The three calls that are made of Replicate's client; why no others: docs/decisions/0010-replicate-client.md. */
export interface Predictions {
  /** Sent once. @throws Failure `key`, `quota`, `provider`, `interrupted`; UnknownOutcome when it may have been created */
  create(model: string, input: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<Prediction>;
  /** @throws Failure `key`, `quota`, `provider`, `interrupted` */
  get(id: string, signal: AbortSignal | undefined): Promise<Prediction>;
  /** How it stands then: one that was done stays so. Null when nobody knows; never throws, for it is on the way out. */
  cancel(id: string): Promise<Prediction | null>;
}

export function predictions({ baseUrl, token, http, onRequest }: ReplicateParts): Predictions {
  const policy = { provider: 'Replicate', secrets: [token], maxBytes: MOST_BYTES, onTry: onRequest };
  const ask = async (more: Partial<Policy>, makes: boolean, call: (sdk: Replicate) => Promise<unknown>) => {
    const { default: Client } = await import('replicate');
    const path = asFetch(http, { ...policy, ...more, refusal: (answer) => replicateRefusal(answer, makes) });
    const sdk = new Client({
      auth: token,
      baseUrl: new URL('v1', baseUrl).href,
      userAgent: 'insightstream',
      useFileOutput: false,
      fetch: (url, init) => path.fetch(url, makes ? withDeadline(init) : init),
    });
    const answer = await path
      .run(() => call(sdk))
      .catch((error: unknown) => {
        // What is no Failure is the client's, about an answer that it could not read; it may quote the token.
        if (error instanceof UnknownOutcome && makes) {
          throw new UnknownOutcome(error.kind, `${withoutStop(error.message)}; ${MAYBE_MADE}`, LOOK_THERE);
        }
        if (error instanceof Failure) throw error;
        return null;
      });
    const prediction = readPrediction(answer);
    if (prediction !== null) return prediction;
    const message = 'Replicate answered something that is no prediction';
    if (makes) throw new UnknownOutcome('provider', `${message}; ${MAYBE_MADE}`, LOOK_THERE);
    throw new Failure('provider', message, 'try again later; a proxy or gateway may be in between');
  };
  return {
    create: (model, input, signal) =>
      ask({ onDemand: true, timeoutMs: CREATE_MS, signal }, true, (sdk) => sdk.predictions.create({ model, input })),
    get: (id, signal) => ask(signal === undefined ? {} : { signal }, false, (sdk) => sdk.predictions.get(id)),
    // On demand only so that a host that was slow a moment ago is asked all the same.
    cancel: (id) =>
      ask({ onDemand: true, timeoutMs: CANCEL_MS }, false, (sdk) => sdk.predictions.cancel(id)).catch(() => null),
  };
}

/** Sentences of the request path end with a full stop; here they go on. */
export function withoutStop(message: string): string {
  return message.replace(/\.$/, '');
}

function withDeadline(init: RequestInit | undefined): RequestInit {
  const headers = new Headers(init?.headers);
  headers.set('cancel-after', CANCEL_AFTER);
  return { ...init, headers };
}
