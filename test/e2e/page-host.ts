import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createApp } from '../../src/server/app.js';
import { openSqlite } from '../../src/server/database/open-sqlite.js';
import { ServerUnderTest } from '../server/server-under-test.js';

/** The server under test, where a browser reaches it. */
export interface PageHost {
  readonly server: ServerUnderTest;
  readonly url: string;
  close(): Promise<void>;
}

export async function openPageHost(): Promise<PageHost> {
  const folder = mkdtempSync(join(tmpdir(), 'insight-web-'));
  const file = join(folder, 'server.db');
  const open = () => openSqlite({ file, random: () => 0.5, pause: () => Promise.resolve() });
  const server = await ServerUnderTest.open({ open, remove: () => Promise.resolve() });
  const listening = createServer();
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const url = `http://localhost:${(listening.address() as AddressInfo).port}`;
  const settings = { ...server.parts.settings, publicUrl: url, requireHttps: false };
  const answer = getRequestListener(createApp({ ...server.parts, settings }).fetch);
  listening.on('request', (request, response) => void answer(request, response));
  return {
    server,
    url,
    close: async () => {
      listening.closeAllConnections();
      listening.close();
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
