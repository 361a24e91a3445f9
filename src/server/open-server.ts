import { shippedPasswords } from './accounts/shipped-passwords.js';
import { hashPasses } from './accounts/hash-passes.js';
import { measurePasses, openPasswords } from './accounts/passwords.js';
import type { Database } from './database/database.js';
import { memoryCounters } from './limits/counters.js';
import { databaseCounters } from './limits/database-counters.js';
import type { Log } from './log.js';
import type { Mailer } from './mail/mailer.js';
import type { Parts } from './parts.js';
import { secretsFrom } from './secrets.js';
import { isKnownSecret, takeSecret } from './system/known-secret.js';
import type { ToolBench } from './tools/tool-bench.js';
import { ToolQueue } from './tools/tool-queue.js';

/** What a server is made of, as its machine has it. */
export interface ServerWorld {
  readonly database: Database;
  /** At least 32 bytes. */
  readonly secret: Uint8Array;
  readonly log: Log;
  readonly mailer: Mailer | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly secretBytes: (count: number) => Uint8Array;
  readonly bench: ToolBench;
  /** Of this machine. */
  readonly cores: number;
}

/** Gets ready what the app needs: derives keys, measures how fast this machine hashes, loads lists. */
export async function openParts(world: ServerWorld): Promise<Omit<Parts, 'settings'>> {
  const { database, log, mailer, now, secretBytes, bench, cores } = world;
  const secrets = secretsFrom(world.secret);
  if (!(await isKnownSecret(database.reader, secrets))) {
    log.warn(
      {},
      'the secret of this server is another one than before: no password and no login of before holds; give the old ' +
        'one back as INSIGHT_SERVER_SECRET or server-secret, or hand out links with: insight admin reset-link',
    );
    await takeSecret(database.reader, secrets);
  }
  const timeCost = await hashPasses(database, () => measurePasses(now));
  const passwords = await openPasswords({ secrets, timeCost, cores });
  const counters = database.dialect === 'postgres' ? databaseCounters(database.reader) : memoryCounters();
  const tools = new ToolQueue({ database, now, secretBytes, log, bench });
  return {
    database,
    counters,
    secrets,
    log,
    now,
    secretBytes,
    passwords,
    commonPasswords: shippedPasswords(),
    mailer,
    tools,
  };
}
