import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { apiOff, backendError, invalidKey, quotaExceeded, rateLimit } from './google-error.js';

/** Faults that are whole answers of the API. */
const ERRORS = {
  quota: quotaExceeded,
  'search-per-day': () => rateLimit('defaultSearchListPerDayPerProject', '1/d/{project}'),
  rate: () => rateLimit('defaultPerMinutePerProject', '1/min/{project}'),
  'key-invalid': invalidKey,
  'api-off': apiOff,
  'server-error': backendError,
} as const;

/** Faults of everything between a server and its client. */
const MISHAPS = [
  'not-found',
  'redirect',
  'reset',
  'hang',
  'truncated',
  'wrong-type',
  'html',
  'slow-body',
  'endless-body',
  'gzip-bomb',
] as const;

export type FaultKind = keyof typeof ERRORS | (typeof MISHAPS)[number];

export const FAULT_KINDS: readonly string[] = [...Object.keys(ERRORS), ...MISHAPS];

/** Something that goes wrong on paths that begin with `path`. */
export interface Fault {
  readonly path: string;
  readonly kind: FaultKind;
  /** How often; always when left out. */
  readonly times?: number;
  /** How many requests of that path go well before. */
  readonly after?: number;
}

/** Faults in the order in which they were scripted; the first that fits a request is taken. */
export class FaultScript {
  private pending: { readonly fault: Fault; left: number; before: number }[] = [];

  constructor(faults: readonly Fault[]) {
    for (const fault of faults) this.add(fault);
  }

  add(fault: Fault): void {
    this.pending.push({ fault, left: fault.times ?? Infinity, before: fault.after ?? 0 });
  }

  clear(): void {
    this.pending = [];
  }

  take(path: string): FaultKind | null {
    const found = this.pending.find(({ fault, left }) => left > 0 && path.startsWith(fault.path));
    if (found === undefined) return null;
    if (found.before > 0) {
      found.before--;
      return null;
    }
    found.left--;
    return found.fault.kind;
  }
}

/** Plays a fault; `good` is the body that would have been sent. @throws GoogleError for the faults that are answers */
export function playFault(kind: FaultKind, response: ServerResponse, good: string): void {
  if (isError(kind)) throw ERRORS[kind]();
  const json = { 'content-type': 'application/json; charset=UTF-8' };
  switch (kind) {
    case 'not-found':
      response.writeHead(404, { 'content-type': 'text/html' }).end('<html><title>404</title></html>');
      break;
    case 'redirect':
      response.writeHead(302, { location: '/elsewhere' }).end();
      break;
    case 'reset':
      response.socket?.resetAndDestroy();
      break;
    case 'truncated':
      // Whole as far as HTTP knows, cut as far as JSON and XML know.
      response.writeHead(200, json).end(good.slice(0, Math.floor(good.length * 0.6)));
      break;
    case 'wrong-type':
      response.writeHead(200, json).end(JSON.stringify({ items: [{ id: 7, snippet: 'none', contentDetails: [] }] }));
      break;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!DOCTYPE html><title>Before you continue</title>');
      break;
    case 'slow-body':
      drip(response.writeHead(200, json), good, 50);
      break;
    case 'endless-body':
      pour(response.writeHead(200, json));
      break;
    case 'gzip-bomb':
      response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipBomb());
      break;
    case 'hang':
      break;
  }
}

let bomb: Buffer | null = null;

/** 32 MB of spaces in 32 kB; made once, for that takes longer than some tests wait. */
function gzipBomb(): Buffer {
  return (bomb ??= gzipSync(Buffer.alloc(32_000_000, ' ')));
}

function isError(kind: FaultKind): kind is keyof typeof ERRORS {
  return Object.hasOwn(ERRORS, kind);
}

function drip(response: ServerResponse, text: string, pauseMs: number): void {
  let at = 0;
  const timer = setInterval(() => {
    response.write(text[at++ % text.length] ?? ' ');
  }, pauseMs);
  response.on('close', () => {
    clearInterval(timer);
  });
}

function pour(response: ServerResponse): void {
  const chunk = Buffer.alloc(65_536, ' ');
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}
