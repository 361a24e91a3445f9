import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Paths } from '../config/paths.js';
import type { SettingName } from '../config/settings.js';
import { makeFolder } from '../make-folder.js';
import type { Database } from '../server/database/database.js';
import { adminDesk, type AdminDesk } from './admin-desk.js';
import type { HostMachine } from './host-machine.js';
import { serverSecret } from './server-secret.js';

/** How a server is to be started. */
export interface ServeWish {
  readonly host: string;
  /** Null for the setting's. */
  readonly port: number | null;
  /** The file of the embedded database; null for the one in the data folder. */
  readonly db: string | null;
  readonly trustProxy: boolean;
  readonly requireHttps: boolean;
}

/** A server that takes requests. */
export interface Served {
  readonly url: string;
  /** Lets the requests under way end, and closes the database. */
  stop(): Promise<void>;
}

/** The hosted account, on the machine that hosts it. */
export interface Host {
  /** @throws Failure `usage`, `unexpected` */
  serve(wish: ServeWish): Promise<Served>;
  /** Administration, straight on the database. @param db the file of the embedded database; null for the one in the data folder */
  admin(db: string | null): AdminDesk;
}

export interface HostParts {
  readonly world: HostMachine;
  readonly paths: Paths;
  readonly setting: (name: SettingName) => string | null;
}

/** How long requests under way may take when the server stops, milliseconds. */
const STOP_MS = 8_000;
/** And with closing the database. */
const LET_GO_MS = 10_000;
const CONNECTIONS = 20;

/** Wires the server: settings, database, secret, log and clock of this machine. */
export function host(parts: HostParts): Host {
  const { world, paths, setting } = parts;
  return {
    serve: (wish) => serve(wish, parts),
    admin: (db) =>
      adminDesk({
        open: () => openDatabase(db, parts),
        secret: () => serverSecret(setting('serverSecret'), paths.data),
        now: world.now,
      }),
  };
}

async function serve(wish: ServeWish, parts: HostParts): Promise<Served> {
  const { world, paths, setting } = parts;
  const [{ openParts }, { createApp }, { listen }, { pino }] = await Promise.all([
    import('../server/open-server.js'),
    import('../server/app.js'),
    import('../server/listen.js'),
    import('pino'),
  ]);
  const port = wish.port ?? Number(setting('port'));
  const secret = serverSecret(setting('serverSecret'), paths.data);
  const database = await openDatabase(wish.db, parts);
  try {
    const ready = await openParts({
      database,
      secret,
      log: pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, world.stderr),
      now: world.now,
      secretBytes: (count) => randomBytes(count),
    });
    const { trustProxy, requireHttps } = wish;
    const corsOrigins = (setting('corsOrigins') ?? '').split(',').flatMap((origin) => origin.trim() || []);
    const urlAt = (at: number) => setting('publicUrl') ?? `http://localhost:${at}`;
    const appAt = (at: number) =>
      createApp({ ...ready, settings: { publicUrl: urlAt(at), corsOrigins, trustProxy, requireHttps } });
    const listening = await listen(appAt, { host: wish.host, port, trustProxy });
    world.letGoWithin(LET_GO_MS);
    return {
      url: urlAt(listening.address.port),
      stop: async () => {
        await listening.stop(STOP_MS);
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openDatabase(file: string | null, { world, paths, setting }: HostParts): Promise<Database> {
  const timing = { random: world.random, pause: (ms: number) => pause(ms) };
  const url = setting('databaseUrl');
  if (url !== null) {
    const { openPostgres } = await import('../server/database/open-postgres.js');
    return openPostgres({ url, connections: CONNECTIONS, ...timing });
  }
  const { openSqlite } = await import('../server/database/open-sqlite.js');
  if (file === null) makeFolder(paths.data);
  return openSqlite({ file: file ?? join(paths.data, 'server.db'), ...timing });
}
