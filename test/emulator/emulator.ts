import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Answered, Answerer, Asked } from './answerer.js';
import { answerApi, isOperation, type ApiWorld } from './api.js';
import { FaultScript, playFault, type Fault } from './faults.js';
import { geminiAnswerer } from './gemini.js';
import { GoogleError } from './google-error.js';
import { imagekitAnswerer } from './imagekit.js';
import { Library } from './library.js';
import { madeUpChannels } from './made-up-channels.js';
import { pollinationsAnswerer } from './pollinations.js';
import { answerSite } from './public-site.js';
import { DEFAULT_QUOTAS, QuotaCounter, type Quotas } from './quotas.js';
import { replicateAnswerer } from './replicate.js';
import { send } from './send.js';
import type { StoredChannel } from './stored-channel.js';
import { suggestAnswerer } from './suggest.js';
import { thumbnailAnswerer } from './thumbnails.js';

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
  /** As UTF-8 text, at most its first million bytes. */
  body: string;
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
  // Every provider has its row; YouTube, whose public pages have any path, comes last.
  const answerers: readonly Answerer[] = [
    geminiAnswerer(options.keys ?? null),
    replicateAnswerer(),
    pollinationsAnswerer(),
    imagekitAnswerer(),
    suggestAnswerer(),
    thumbnailAnswerer(),
    youtubeAnswerer(api),
  ];
  const script = new FaultScript(
    options.faults ?? [],
    answerers.flatMap(({ faults }) => Object.keys(faults ?? {})),
  );
  const log: LoggedRequest[] = [];

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (await control(request, response, url)) return;
    const entry = logged(log, request, response, url);
    const body = await bodyOf(request);
    entry.body = body.subarray(0, 1_000_000).toString();
    if (options.latencyMs !== undefined) await new Promise((resolve) => setTimeout(resolve, options.latencyMs));
    const asked: Asked = { method: entry.method, url, headers: request.headers, body };
    try {
      const answerer = answerers.find(({ paths }) => paths.some((path) => url.pathname.startsWith(path)));
      if (answerer === undefined) throw new Error(`nobody answers ${url.pathname}`);
      const good = async () => answerer.answer(asked);
      const fault = script.take(url.pathname);
      const [, own] = Object.entries(answerer.faults ?? {}).find(([name]) => name === fault) ?? [];
      if (fault === null || own !== undefined) {
        const { status, type, text = '', bytes, headers } = await (own === undefined ? good() : own(asked, good));
        send(request, response, status, type, bytes ?? text, headers);
      } else {
        const { text, bytes } = await harmless(good);
        playFault(fault, response, text ?? bytes?.toString('latin1') ?? '');
      }
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
    if (request.method === 'POST') script.add(JSON.parse((await bodyOf(request)).toString()) as Fault);
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

function youtubeAnswerer(api: ApiWorld): Answerer {
  return {
    paths: ['/'],
    answer: ({ url, headers }) => {
      if (!isOperation(url.pathname)) return answerSite(api.library, url);
      const key = headers['x-goog-api-key'];
      const body = answerApi(api, url.pathname, url.searchParams, typeof key === 'string' ? key : undefined);
      return { status: 200, type: JSON_TYPE, text: JSON.stringify(body, null, 2) };
    },
  };
}

/** What would have been sent; a fault comes before the refusals that the request might have earned. */
async function harmless(good: () => Promise<Answered>): Promise<Answered> {
  try {
    return await good();
  } catch {
    return { status: 200, type: JSON_TYPE, text: '{"items": []}' };
  }
}

function logged(log: LoggedRequest[], request: IncomingMessage, response: ServerResponse, url: URL): LoggedRequest {
  const names = [...new Set(url.searchParams.keys())];
  const entry: LoggedRequest = {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: Object.fromEntries(names.map((name) => [name, url.searchParams.getAll(name)])),
    headers: request.headers,
    body: '',
    cameAt: performance.now(),
    answeredAt: null,
    status: null,
  };
  log.push(entry);
  response.on('finish', () => {
    entry.answeredAt = performance.now();
    entry.status = response.statusCode;
  });
  return entry;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
