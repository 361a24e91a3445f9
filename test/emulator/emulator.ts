import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { answerApi, isOperation, type ApiWorld } from './api.js';
import { FAULT_KINDS, FaultScript, playFault, type Fault } from './faults.js';
import { GoogleError } from './google-error.js';
import { Library } from './library.js';
import { madeUpChannels } from './made-up-channels.js';
import { answerSite, type Page } from './public-site.js';
import { DEFAULT_QUOTAS, QuotaCounter, type Quotas } from './quotas.js';
import { send } from './send.js';
import type { StoredChannel } from './stored-channel.js';

export interface EmulatorOptions {
  /** Default: made-up channels of the seed. */
  readonly channels?: readonly StoredChannel[];
  readonly seed?: number;
  /** Default: any free port. */
  readonly port?: number;
  /** How long every answer takes. */
  readonly latencyMs?: number;
  /** The keys that are good; default every one. */
  readonly keys?: readonly string[];
  readonly quotas?: Partial<Quotas>;
  readonly faults?: readonly Fault[];
}

/** One request as it came in. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  /** Repeated values of one name in their order. */
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly headers: IncomingMessage['headers'];
  /** Milliseconds by the monotonic clock: when it came and when it was answered; null when it never was. */
  readonly cameAt: number;
  answeredAt: number | null;
  status: number | null;
}

export interface Emulator {
  /** `http://127.0.0.1:PORT/`: base URL of the Data API and of the public site alike. */
  readonly url: string;
  readonly requests: readonly LoggedRequest[];
  readonly channels: readonly StoredChannel[];
  fail(fault: Fault): void;
  /** Forgets faults and the log, not the quotas. */
  reset(): void;
  close(): Promise<void>;
}

/** Starts the emulator on the loopback interface. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const channels = options.channels ?? madeUpChannels(options.seed ?? 1);
  const api: ApiWorld = {
    library: new Library(channels),
    quotas: new QuotaCounter({ ...DEFAULT_QUOTAS, ...options.quotas }),
    keys: options.keys ?? null,
  };
  const script = new FaultScript(options.faults ?? []);
  const log: LoggedRequest[] = [];

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (await control(request, response, url)) return;
    logged(log, request, response, url);
    if (options.latencyMs !== undefined) await new Promise((resolve) => setTimeout(resolve, options.latencyMs));
    try {
      const fault = script.take(url.pathname);
      const page = fault === null ? respond(api, request, url) : harmless(() => respond(api, request, url));
      if (fault === null) send(request, response, page.status, page.type, page.text);
      else playFault(fault, response, page.text);
    } catch (error) {
      if (!(error instanceof GoogleError)) throw error;
      send(request, response, error.status, JSON_TYPE, JSON.stringify(error.body, null, 2), error.headers);
    }
  };

  /**
   * `GET /__requests` lists what came in, `GET /__faults` what is still to go wrong; `POST /__faults` scripts a fault (JSON
   * of a Fault); `DELETE` of either forgets. Each answers the list as it then is.
   */
  const control = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> => {
    if (url.pathname !== '/__requests' && url.pathname !== '/__faults') return false;
    if (request.method === 'POST') script.add(faultOf(await bodyOf(request)));
    if (request.method === 'DELETE') forget(url.pathname === '/__faults' ? 'faults' : 'log');
    send(request, response, 200, JSON_TYPE, JSON.stringify(url.pathname === '/__faults' ? script.waiting() : log));
    return true;
  };

  const forget = (what: 'faults' | 'log'): void => {
    if (what === 'faults') script.clear();
    else log.length = 0;
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(error instanceof Error ? error.message : 'emulator failed');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  return {
    url: `http://127.0.0.1:${port}/`,
    requests: log,
    channels,
    fail: (fault) => {
      script.add(fault);
    },
    reset: () => {
      forget('faults');
      forget('log');
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

const JSON_TYPE = 'application/json; charset=UTF-8';

function respond(api: ApiWorld, request: IncomingMessage, url: URL): Page {
  if (!isOperation(url.pathname)) return answerSite(api.library, url);
  const key = request.headers['x-goog-api-key'];
  const body = answerApi(api, url.pathname, url.searchParams, typeof key === 'string' ? key : undefined);
  return { status: 200, type: JSON_TYPE, text: JSON.stringify(body, null, 2) };
}

/** What would have been sent; a fault comes before the refusals that the request might have earned. */
function harmless(page: () => Page): Page {
  try {
    return page();
  } catch {
    return { status: 200, type: JSON_TYPE, text: '{"items": []}' };
  }
}

function logged(log: LoggedRequest[], request: IncomingMessage, response: ServerResponse, url: URL): void {
  const names = [...new Set(url.searchParams.keys())];
  const entry: LoggedRequest = {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: Object.fromEntries(names.map((name) => [name, url.searchParams.getAll(name)])),
    headers: request.headers,
    cameAt: performance.now(),
    answeredAt: null,
    status: null,
  };
  log.push(entry);
  response.on('finish', () => {
    entry.answeredAt = performance.now();
    entry.status = response.statusCode;
  });
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return JSON.parse(Buffer.concat(chunks).toString());
}

function faultOf(given: unknown): Fault {
  const fault = given as Partial<Fault>;
  if (typeof fault.path !== 'string' || !FAULT_KINDS.some((kind) => kind === fault.kind)) {
    throw new Error(`a fault has a path and a kind out of ${FAULT_KINDS.join(', ')}`);
  }
  return given as Fault;
}
