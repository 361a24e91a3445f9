import type { Passwords } from './accounts/passwords.js';
import type { Database } from './database/database.js';
import type { Log } from './log.js';
import type { Secrets } from './secrets.js';
import type { ServerSettings } from './settings.js';
import type { ToolQueue } from './tools/tool-queue.js';

/** What the app is given of the world. */
export interface Parts {
  readonly settings: ServerSettings;
  readonly database: Database;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly passwords: Passwords;
  /** The passwords that everybody takes, in small letters. */
  readonly commonPasswords: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Random bytes, fit for secrets. */
  readonly secretBytes: (count: number) => Uint8Array;
  /** Runs the tools. */
  readonly tools: ToolQueue;
}
