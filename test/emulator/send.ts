import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

/** Sends a whole answer: with an ETag, as 304 when the asker has it already, gzipped when the asker takes it. */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  type: string,
  content: string | Buffer,
  more: Readonly<Record<string, string>> = {},
): void {
  const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`;
  const headers = { etag, 'content-type': type, vary: 'Accept-Encoding', ...more };
  if (status === 200 && request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const zipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const body = zipped ? gzipSync(content) : Buffer.from(content);
  response
    .writeHead(status, { ...headers, ...(zipped ? { 'content-encoding': 'gzip' } : {}), 'content-length': body.length })
    .end(body);
}
