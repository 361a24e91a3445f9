import { availableParallelism } from 'node:os';
import { isoInstant } from '../domain/iso-instant.js';
import type { Log } from '../server/log.js';
import { adminDesk, type AdminDesk } from './admin-desk.js';
import { backUp, type Backup } from './host-backup.js';
import { firstAdministrator } from './first-administrator.js';
import { hostLog } from './host-log.js';
import { hostMailer } from './host-mailer.js';
import type { HostParts } from './host-parts.js';
import { listenFailure } from './listen-failure.js';
import { openServerDatabase } from './server-database.js';
import { serverSecret } from './server-secret.js';
import { storedBytes } from './stored-bytes.js';

/** How a server is to be started. */
export interface ServeWish {
  readonly host: string;
  /** Null for the setting's. */
  readonly port: number | null;
  /** The file of the embedded database; null for the one in the data folder. */
  readonly db: string | null;
  readonly trustProxy: boolean;
  readonly requireHttps: boolean;
  /** Whether the page is to be shown in a browser. */
  readonly open: boolean;
}

/** A server that takes requests. */
export interface Served {
  readonly url: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Lets the requests under way end, and closes the database. @returns when that was, ISO 8601, UTC */
  stop(): Promise<string>;
}

/** The hosted account, on the machine that hosts it. */
export interface Host {
  /** @throws Failure `usage`, `provider`, `key`, `unexpected` */
  serve(wish: ServeWish): Promise<Served>;
  /** Administration, straight on the database. @param db the file of the embedded database; null for the one in the data folder */
  admin(db: string | null): AdminDesk;
  /** Copies the embedded database, also while it is served. @param db as for `admin` @throws Failure `usage`, `unexpected` */
  backUp(to: string, db: string | null): Promise<Backup>;
}

/** How long requests under way may take when the server stops, milliseconds. */
const STOP_MS = 8_000;
/** And with closing the database. */
const LET_GO_MS = 10_000;

/** Wires the server: settings, database, secret, log and clock of this machine. */
export function host(parts: HostParts): Host {
  const { world, paths, setting } = parts;
  return {
    serve: (wish) => serve(wish, parts),
    backUp: (to, db) => backUp(to, db, parts),
    admin: (db) =>
      adminDesk({
        open: (make) => openServerDatabase(db, parts, make),
        secret: () => serverSecret(setting('serverSecret'), paths.data),
        now: world.now,
        publicUrl: setting('publicUrl'),
        usualUrl: `http://localhost:${setting('port') ?? ''}`,
      }),
  };
}

async function serve(wish: ServeWish, parts: HostParts): Promise<Served> {
  const { world, paths, setting, bench } = parts;
  const [{ openParts }, { keepNote }, { createApp }, { listen }, { log, listens }] = await Promise.all([
    import('../server/open-server.js'),
    import('../server/system/notes.js'),
    import('../server/app.js'),
    import('../server/listen.js'),
    hostLog(world),
  ]);
  const port = wish.port ?? Number(setting('port'));
  const secret = serverSecret(setting('serverSecret'), paths.data);
  const database = await openServerDatabase(wish.db, parts, true);
  // The last that began is the first to end, also where the start ends halfway.
  const begun: (() => Promise<unknown>)[] = [() => database.close()];
  const stop = async () => {
    for (const end of begun.splice(0).reverse()) await end();
    return isoInstant(world.now());
  };
  try {
    const ready = await openParts({
      database,
      secret,
      mailer: await hostMailer(parts, log),
      log,
      now: world.now,
      secretBytes: storedBytes(),
      bench,
      cores: availableParallelism(),
    });
    begun.push(() => ready.tools.stop());
    await firstAdministrator(parts, ready, log);
    const { trustProxy, requireHttps } = wish;
    const corsOrigins = (setting('corsOrigins') ?? '').split(',').flatMap((origin) => origin.trim() || []);
    const usd = setting('hostUsdADay');
    const hostUsdADay = usd === null ? null : Number(usd);
    const urlAt = (at: number) => setting('publicUrl') ?? `http://localhost:${at}`;
    const registration = registrationOf(wish, parts);
    const metricsToken = setting('metricsToken');
    const fixed = { corsOrigins, trustProxy, requireHttps, hostUsdADay, registration, metricsToken };
    const appAt = (at: number) => createApp({ ...ready, settings: { publicUrl: urlAt(at), ...fixed } });
    const listening = await listen(appAt, { host: wish.host, port, trustProxy }).catch((error: unknown) => {
      throw listenFailure(error, { host: wish.host, port });
    });
    // Both at once: a request may wait for a run, and a run for nobody.
    begun.push(() => Promise.all([listening.stop(STOP_MS), ready.tools.stop()]));
    ready.tools.start();
    world.letGoWithin(LET_GO_MS);
    const url = urlAt(listening.address.port);
    // For whoever makes links beside the server: `insight admin reset-link`.
    await keepNote(database.reader, 'public-url', url);
    warn(wish, parts, log);
    if (registration === 'closed') log.info({}, 'nobody may register: insight admin create makes accounts');
    listens(url);
    if (wish.open) await show(url, log);
    return { url, startedAt: isoInstant(world.now()), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What runs, and yet may not be what its host wants. */
function warn({ host, trustProxy, requireHttps }: ServeWish, { setting }: HostParts, log: Log): void {
  const ownMachine = isOwn(host);
  if (!ownMachine && !(trustProxy && requireHttps)) {
    log.warn(
      { host },
      'other machines can reach this server over plain http, passwords included: put a proxy with https before it, ' +
        'and start it with --trust-proxy --require-https',
    );
  }
  if (!ownMachine && setting('publicUrl') === null) {
    log.warn({}, 'INSIGHT_PUBLIC_URL is not set: links and tokens name http://localhost');
  }
  if (setting('databaseUrl') !== null && setting('serverSecret') === null) {
    log.warn(
      {},
      'INSIGHT_SERVER_SECRET is not set: the secret lies on this machine, and no password or login outlives it',
    );
  }
}

/** As INSIGHT_REGISTRATION says; without it strangers may register only where none come: this machine alone reaches the server. */
function registrationOf({ host, trustProxy }: ServeWish, { setting }: HostParts): 'open' | 'closed' {
  const said = setting('registration');
  if (said !== null) return said === 'open' ? 'open' : 'closed';
  const reachedAt = new URL(setting('publicUrl') ?? 'http://localhost').hostname;
  return isOwn(host) && !trustProxy && isOwn(reachedAt) ? 'open' : 'closed';
}

/** Whether a name or an address is this machine, to itself alone. */
function isOwn(host: string): boolean {
  return ['localhost', '::1', '[::1]'].includes(host) || host.startsWith('127.');
}

async function show(url: string, log: Log): Promise<void> {
  const { openFile } = await import('../output/open-file.js');
  await openFile(url).catch((err: unknown) => {
    log.warn({ err }, `no browser could be opened: visit ${url}`);
  });
}
