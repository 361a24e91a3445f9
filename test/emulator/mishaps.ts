import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

/** What goes wrong anywhere between a server and its client, each played as `playMishap` says. */
export const MISHAPS = [
  'not-found',
  'proxy-page',
  'not-modified',
  'redirect',
  'reset',
  'cut-body',
  'hang',
  'truncated',
  'wrong-type',
  'deep',
  'html',
  'empty',
  'echo',
  'slow-body',
  'endless-body',
  'false-gzip',
  'gzip-bomb',
] as const;

export type Mishap = (typeof MISHAPS)[number];

export function isMishap(kind: string): kind is Mishap {
  return MISHAPS.some((mishap) => mishap === kind);
}

const JSON_TYPE = { 'content-type': 'application/json; charset=UTF-8' };

/** Plays one; `good` is the body that would have been sent. */
export function playMishap(kind: Mishap, response: ServerResponse, good: string): void {
  switch (kind) {
    case 'not-found':
      response.writeHead(404, { 'content-type': 'text/html' }).end('<html><title>404</title></html>');
      break;
    case 'proxy-page':
      response.writeHead(403, { 'content-type': 'text/html' }).end('<html><title>Blocked by policy</title></html>');
      break;
    case 'not-modified':
      // Also to somebody who named no ETag, as a broken cache in between does.
      response.writeHead(304).end();
      break;
    case 'redirect':
      // Another origin, which a key must not be carried to, though the same server answers there.
      response.writeHead(302, { location: `http://localhost:${response.socket?.localPort ?? 0}/elsewhere` }).end();
      break;
    case 'reset':
      response.socket?.resetAndDestroy();
      break;
    case 'cut-body':
      response.writeHead(200, { ...JSON_TYPE, 'content-length': Buffer.byteLength(good) });
      response.write(good.slice(0, Math.floor(good.length / 2)), () => response.socket?.destroy());
      break;
    case 'hang':
      break;
    case 'truncated':
      // Whole as far as HTTP knows, cut as far as JSON and XML know.
      response.writeHead(200, JSON_TYPE).end(good.slice(0, Math.floor(good.length * 0.6)));
      break;
    case 'wrong-type':
      response.writeHead(200, JSON_TYPE).end('{"items": [{"id": 7, "snippet": "none", "contentDetails": []}]}');
      break;
    case 'deep':
      response.writeHead(200, JSON_TYPE).end(deep(good.startsWith('<') ? ['<a>', '</a>'] : ['[', ']']));
      break;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!DOCTYPE html><title>Before you continue</title>');
      break;
    case 'empty':
      response.writeHead(200, JSON_TYPE).end();
      break;
    case 'echo':
      response.writeHead(400, JSON_TYPE).end(echoed(response));
      break;
    case 'slow-body':
      drip(response.writeHead(200, JSON_TYPE), good, 50);
      break;
    case 'endless-body':
      pour(response.writeHead(200, JSON_TYPE));
      break;
    case 'false-gzip':
      response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end(good);
      break;
    case 'gzip-bomb':
      response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end(gzipBomb());
      break;
  }
}

/** An error that repeats what it was sent wherever an error has room for words, as a gateway that debugs does. */
function echoed({ req }: ServerResponse): string {
  const sent = String(req.headers['x-goog-api-key'] ?? req.headers.authorization ?? req.url);
  const words = { message: `no: ${sent}`, reason: sent, domain: sent };
  return JSON.stringify({ error: { code: 400, status: sent, message: sent, errors: [words], details: [words] } });
}

function deep([open, close]: readonly [string, string]): string {
  return open.repeat(50_000) + close.repeat(50_000);
}

let bomb: Buffer | null = null;

/** 32 MB of spaces in 32 kB; made once, for that takes longer than some tests wait. */
function gzipBomb(): Buffer {
  return (bomb ??= gzipSync(Buffer.alloc(32_000_000, ' ')));
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
