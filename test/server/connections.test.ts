import { Server, Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { capPerAddress } from '../../src/server/listen.js';

/** A connection from somewhere, to a server that listens nowhere. */
function connect(server: Server, remoteAddress: string): Socket {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress });
  server.emit('connection', socket);
  return socket;
}

describe('connections', () => {
  it.each([
    ['one address', () => '192.0.2.1', '192.0.2.2'],
    ['one address as IPv6 writes it', (at: number) => (at % 2 === 0 ? '::ffff:192.0.2.1' : '192.0.2.1'), '192.0.2.2'],
    ['one /64 of IPv6', (at: number) => `2001:db8:0:1::${at.toString(16)}`, '2001:db8:0:2::1'],
  ])('from %s are 256 at most', async (_, address, another) => {
    const server = new Server();
    capPerAddress(server);
    const open = Array.from({ length: 300 }, (__, at) => connect(server, address(at)));
    expect(open.filter(({ destroyed }) => destroyed)).toHaveLength(44);
    expect(connect(server, another).destroyed).toBe(false);
    // Where one ends, there is room for another.
    const closed = new Promise((resolve) => open[0]?.once('close', resolve));
    open[0]?.destroy();
    await closed;
    expect(connect(server, address(300)).destroyed).toBe(false);
    expect(connect(server, address(301)).destroyed).toBe(true);
  });
});
