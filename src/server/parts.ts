import type { CommonPasswords } from './accounts/shipped-passwords.js';
import type { Passwords } from './accounts/passwords.js';
import type { Database } from './database/database.js';
import type { Log } from './log.js';
import type { Mailer } from './mail/mailer.js';
import type { Counters } from './limits/counters.js';
import type { Secrets } from './secrets.js';
import type { ServerSettings } from './settings.js';
import type { ToolQueue } from './tools/tool-queue.js';

/** What the app is given of the world. */
export interface Parts {
  readonly settings: ServerSettings;
  readonly database: Database;
  readonly log: Log;
  readonly secrets: Secrets;
  /** What limits are counted with. */
  readonly counters: Counters;
  readonly passwords: Passwords;
  readonly commonPasswords: CommonPasswords;
  /** Null where no mail is sent: then an administrator hands out links. */
  readonly mailer: Mailer | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Random bytes, fit for secrets. */
  readonly secretBytes: (count: number) => Uint8Array;
  /** Runs the tools. */
  readonly tools: ToolQueue;
}
