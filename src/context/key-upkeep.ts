import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { addKey, removeKey } from '../config/change-keys.js';
import { readKeys } from '../config/credentials.js';
import { knownKeys, type KnownKey } from '../config/known-keys.js';
import type { Environment } from '../config/environment.js';
import type { SettingName } from '../config/settings.js';
import type { Paths } from '../config/paths.js';
import { keyFingerprint } from '../domain/key-fingerprint.js';
import { keyName } from '../domain/key-name.js';
import type { KeyProvider } from '../domain/key-providers.js';
import type { Http } from '../providers/http/request.js';
import type { KeyVerdict } from '../providers/ports.js';
import { GEMINI_BUCKETS, withRests } from '../store/gemini-book.js';
import { openInsight, type OpenedInsight } from '../store/insight-db.js';
import { QuotaLedger } from '../store/quota-ledger.js';
import { RefusedKeys } from '../store/refused-keys.js';
import { YOUTUBE_DAILY_LIMITS, youtubeQuotaDay } from '../store/youtube-quota.js';
import type { Allowance, KeyName } from '../tools/key-report.js';
import { readText } from './read-text.js';

/** The keys as a user sees them. No secret leaves this. */
export interface KeyUpkeep {
  readonly names: readonly KeyName[];
  /** What all keys may spend now. @throws Failure `unexpected` when the ledger cannot be used */
  allowance(): Promise<Allowance>;
  /** Keeps a key. `isNew` is false for one that was kept before. @throws Failure `usage`, `key`, `unexpected` */
  add(provider: KeyProvider, secret: string): Promise<{ readonly name: KeyName; readonly isNew: boolean }>;
  /** Forgets a stored key by what `KeyName.key` shows. @throws Failure `not-found`, `usage`, `unexpected` */
  remove(which: string): Promise<KeyName>;
  /** Asks the provider one cheap question with a key; what it costs is booked. @throws Failure `provider`, `interrupted` */
  test(name: KeyName): Promise<KeyVerdict>;
}

export interface KeyParts {
  readonly world: {
    readonly env: Environment;
    readonly cwd: string;
    readonly now: () => number;
    readonly random: () => number;
  };
  readonly paths: Paths;
  /** The value of a setting. */
  readonly setting: (name: SettingName) => string;
  readonly http: () => Promise<Http>;
  readonly note: (sentence: string) => void;
  readonly signal: AbortSignal;
}

/** @throws Failure `key` when the file of keys cannot be read */
export function keyUpkeep(parts: KeyParts): KeyUpkeep {
  const { paths, note } = parts;
  const { env, cwd, now, random } = parts.world;
  const { keys: stored, notes } = readKeys(paths.config);
  for (const sentence of notes) note(sentence);
  const known = knownKeys({ env, dotEnv: readText(join(cwd, '.env'), note), stored });

  /** The ledger and the refused keys for one piece of work; `otherwise` when there is none yet, since looking must not make one. */
  const inLedger = async <T>(
    otherwise: T | null,
    work: (ledger: QuotaLedger, refused: RefusedKeys) => Promise<T> | T,
  ): Promise<T> => {
    if (otherwise !== null && !existsSync(join(paths.data, 'insight.db'))) return otherwise;
    const opened = await openInsight({ dir: paths.data, now, random });
    for (const sentence of opened.notes) note(sentence);
    try {
      return await work(new QuotaLedger(opened.database, now), new RefusedKeys(opened.database, now));
    } finally {
      opened.database.close();
    }
  };

  /** Changes the file of keys while no other process does. The ledger's lock, since the system lets go of it with us. */
  const alone = async <T>(change: () => T): Promise<T> => {
    let opened: OpenedInsight;
    try {
      opened = await openInsight({ dir: paths.data, now, random });
    } catch {
      // Whoever cannot have a ledger can have keys.
      return change();
    }
    for (const sentence of opened.notes) note(sentence);
    try {
      return opened.database.write(change);
    } finally {
      opened.database.close();
    }
  };

  return {
    names: known.map(keyNameOf),
    allowance: async () => ({
      ...(await inLedger({ spent: [], refusedAt: new Map() }, (ledger, refused) => {
        return { spent: withRests(ledger.spent()), refusedAt: refused.all() };
      })),
      limits: dailyLimits(Number(parts.setting('youtubeUnits'))),
      period: youtubeQuotaDay(now()),
    }),
    add: async (provider, secret) => {
      const { key, changed } = await alone(() => addKey(paths.config, provider, secret));
      await inLedger(undefined, (_, refused) => {
        refused.forget(keyFingerprint(key.key));
      }).catch(() => undefined);
      return { name: keyNameOf({ ...key, origin: 'stored', variable: null }), isNew: changed };
    },
    remove: async (which) => {
      const { key } = await alone(() => removeKey(paths.config, which.replace(/^[…#]/, '')));
      return keyNameOf({ ...key, origin: 'stored', variable: null });
    },
    test: async ({ provider, id }) => {
      const secret = known.find((each) => each.provider === provider && keyFingerprint(each.key) === id)?.key ?? '';
      const { testKey } = await import('./key-tests.js');
      return testKey({ ...parts, now, inLedger: (work) => inLedger(null, work) }, provider, { id, secret });
    },
  };
}

/** What a key may spend a day, by provider and bucket. @param youtubeUnits what the setting says */
export function dailyLimits(youtubeUnits: number): Allowance['limits'] {
  return {
    youtube: { ...YOUTUBE_DAILY_LIMITS, units: youtubeUnits },
    gemini: Object.fromEntries(GEMINI_BUCKETS.map((bucket) => [bucket, null])),
  };
}

/** What may be shown of a key. */
export function keyNameOf({ provider, key, origin, variable }: KnownKey): KeyName {
  const id = keyFingerprint(key);
  return { provider, id, key: keyName(key, id), origin, variable };
}
