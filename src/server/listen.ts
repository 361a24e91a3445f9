import { createServer, type Server } from 'node:http';
import type { AddressInfo, Server as SocketServer } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { clientAddress } from './http/client-address.js';
import type { App } from './http/route.js';

/** Node's own are 60 s, 300 s and no cap: a few hundred idle sockets would hold the server. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16 * 1024,
};
const MOST_CONNECTIONS = 2048;
const MOST_PER_ADDRESS = 256;
const SWEEP_MS = 20;

/** A server that takes requests. */
export interface Listening {
  readonly address: AddressInfo;
  /** Takes no more, lets those under way end, cuts what lasts longer than this. @param ms milliseconds */
  stop(ms: number): Promise<void>;
}

export interface ListenSettings {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Behind a proxy every connection has its address. */
  readonly trustProxy: boolean;
}

/** Begins to listen. @param appAt makes the app, once the port is known @throws what the system says of an address that cannot be listened on */
export async function listen(
  appAt: (port: number) => App,
  { host, port, trustProxy }: ListenSettings,
): Promise<Listening> {
  const server = createServer(LIMITS);
  server.maxConnections = MOST_CONNECTIONS;
  server.maxRequestsPerSocket = 0;
  if (!trustProxy) capPerAddress(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  const answer = getRequestListener(appAt(address.port).fetch);
  server.on('request', (request, response) => void answer(request, response));
  return { address, stop: (ms) => stop(server, ms) };
}

/** One address, or one /64 of IPv6, which is what one household has, must not take all the connections there are. */
export function capPerAddress(server: SocketServer): void {
  const open = new Map<string, number>();
  server.on('connection', (socket) => {
    const from = clientAddress(socket.remoteAddress, null);
    const count = (open.get(from) ?? 0) + 1;
    if (count > MOST_PER_ADDRESS) {
      socket.destroy();
      return;
    }
    open.set(from, count);
    socket.once('close', () => {
      const left = (open.get(from) ?? 1) - 1;
      if (left === 0) open.delete(from);
      else open.set(from, left);
    });
  });
}

async function stop(server: Server, ms: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  // A connection that was busy a moment ago is kept for the client's next request, which must not be waited for.
  const sweep = setInterval(() => {
    server.closeIdleConnections();
  }, SWEEP_MS);
  const cut = setTimeout(() => {
    server.closeAllConnections();
  }, ms);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
