import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seenIds, verifyWebhook } from '../../../src/domain/alerts/verify-webhook.js';

/** A webhook as it came, and whether it was good. */
export interface Received {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** `good`, or why it was refused. */
  readonly verdict: string;
}

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** How it answers the next webhooks; the last one stays. */
  readonly answers: ((response: ServerResponse) => void)[];
  /** Of those that were good: what each said, once for each id. */
  readonly told: string[];
  /** Forgets all that came, and answers 204 again. */
  reset(): void;
  close(): Promise<void>;
}

/** Answers with a status. */
export const status =
  (code: number, headers: Record<string, string> = {}, body = '') =>
  (response: ServerResponse): void => {
    response.writeHead(code, headers).end(body);
  };

/** Cuts the connection without a word. */
export const cut = (response: ServerResponse): void => {
  response.destroy();
};

/** A receiver on this machine that verifies what comes, and drops what it had before. @param now milliseconds */
export async function startReceiver(secrets: readonly string[], now: () => number = Date.now): Promise<Receiver> {
  let seen = seenIds();
  const received: Received[] = [];
  const told: string[] = [];
  const answers: ((response: ServerResponse) => void)[] = [status(204)];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces);
      let verdict = 'good';
      try {
        const { id } = verifyWebhook(secrets, request.headers, body, now(), seen);
        told.push(body.toString());
        seen.add(id, now());
      } catch (error) {
        verdict = error instanceof Error && 'reason' in error ? String(error.reason) : String(error);
      }
      const { headers } = request;
      received.push({ id: String(headers['webhook-id']), headers, body: body.toString(), verdict });
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      answer?.(response);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answers,
    told,
    reset: () => {
      seen = seenIds();
      [received.length, told.length] = [0, 0];
      answers.splice(0, Infinity, status(204));
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => {
          done();
        });
      }),
  };
}
