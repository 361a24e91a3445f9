import { statSync } from 'node:fs';
import { jsonObject } from '../config/json-object.js';
import { userFile } from '../config/paths.js';
import type { Context, World } from '../context.js';
import { KEY_PROVIDERS } from '../domain/key-providers.js';
import { SYNCED_SETTINGS } from '../domain/sync/synced-settings.js';
import { Failure } from '../errors.js';
import { syncServer } from '../providers/account/sync-server.js';
import type { Database } from '../store/database.js';
import { SyncBook } from '../store/sync-book.js';
import type { OwnSettings, SyncParts } from '../tools/sync.js';
import { keysOf } from './keys-of.js';
import { readText } from './read-text.js';

/** Wires sync: the login, the database, the settings and the keys of this machine. */
export async function syncParts(
  context: Context,
  world: Pick<World, 'env' | 'cwd' | 'now' | 'random'>,
  database: Database,
): Promise<SyncParts> {
  const desk = await context.account(null);
  const { config } = context.paths;
  return {
    server: syncServer((request) => desk.ask(request)),
    book: new SyncBook(database, world.random),
    settings: ownSettings(context),
    secrets: KEY_PROVIDERS.flatMap((provider) => keysOf(provider, world, config).keys),
    now: world.now,
    note: (sentence) => {
      context.note(sentence);
    },
  };
}

function ownSettings(context: Context): OwnSettings {
  const file = userFile(context.paths.config);
  const text = readText(file, (sentence) => {
    context.note(sentence);
  });
  const found = text === null ? null : jsonObject(text);
  const values = Object.entries(found ?? {}).filter(
    (each): each is [string, string] => SYNCED_SETTINGS.includes(each[0]) && typeof each[1] === 'string',
  );
  return {
    values: found === null ? null : Object.fromEntries(values),
    changedAt: found === null ? 0 : Math.floor(statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0),
    keep: async (name, value) => {
      try {
        await context.keepSetting(name, value);
        return true;
      } catch (error) {
        // A newer program may know values that this one does not.
        if (!(error instanceof Failure) || error.kind !== 'usage') throw error;
        context.note(`The setting ${name} of the account is left out: ${error.message}.`);
        return false;
      }
    },
  };
}
