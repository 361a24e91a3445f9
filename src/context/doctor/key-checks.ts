import { join } from 'node:path';
import { knownKeys } from '../../config/known-keys.js';
import type { KnownKey } from '../../config/known-keys.js';
import { instant } from '../../domain/figures.js';
import { KEY_NAMES, KEY_PROVIDERS, type KeyProvider } from '../../domain/key-providers.js';
import { ok, problem, warning, type Check } from '../../domain/doctor/check.js';
import { isSendable } from '../../domain/sendable-key.js';
import type { Driver } from '../../store/driver.js';
import { foundFile } from '../../store/found-file.js';
import { withRests } from '../../store/gemini-book.js';
import { lookInto } from '../../store/look-into.js';
import { QuotaLedger } from '../../store/quota-ledger.js';
import { RefusedKeys } from '../../store/refused-keys.js';
import { youtubeQuotaDay } from '../../store/youtube-quota.js';
import { bucketReports, keyReports, type Allowance, type KeyName } from '../../tools/key-report.js';
import { dailyLimits, keyNameOf } from '../key-upkeep.js';
import type { SecretFiles } from './secret-files.js';
import type { DoctorParts } from './surroundings.js';

/** What most work draws on. Of the others only an empty one is worth a word. */
const MAIN_BUCKETS: readonly string[] = ['units', 'search'];

/** The keys that may be used, wherever they stand. */
export function keysFound({ world, dotEnv }: DoctorParts, { stored }: SecretFiles): readonly KnownKey[] {
  return knownKeys({ env: world.env, dotEnv, stored });
}

/** Of which providers there are keys, where they stand, whether they can be used, and what is left of them. */
export function keyChecks(known: readonly KnownKey[], driver: Driver | null, parts: DoctorParts): readonly Check[] {
  const allowance = allowanceNow(driver, parts);
  const none = KEY_PROVIDERS.filter((provider) => !known.some((key) => key.provider === provider));
  return [
    ...KEY_PROVIDERS.flatMap((provider) => {
      const own = known.filter((key) => key.provider === provider);
      return own.length === 0 ? [] : [keyCheck(provider, own, allowance), ...quotaCheck(provider, own, allowance)];
    }),
    ...(none.length === 0 ? [] : [withoutKeys(none)]),
  ];
}

function withoutKeys(none: readonly KeyProvider[]): Check {
  const titles = none.map((provider) => KEY_NAMES[provider].title).join(', ');
  const feed = none.includes('youtube') ? '; channels are read from the public feed or from files' : '';
  return ok('no key', `${titles}${feed}`, `insight keys add ${none[0] ?? ''}`);
}

function keyCheck(provider: KeyProvider, own: readonly KnownKey[], allowance: Allowance): Check {
  const name = `keys ${provider}`;
  const bad = own.find(({ key }) => !isSendable(key));
  const where = ({ origin, variable }: KeyName) => variable ?? origin;
  const names = own.map(keyNameOf);
  const words = names.map((each) => `${each.key} (${where(each)})`).join(', ');
  if (bad !== undefined) {
    const key = keyNameOf(bad);
    return problem(
      name,
      `the key in ${where(key)} has a space or a sign in it that no key has`,
      'copy it again, without quotes',
    );
  }
  const states = keyReports(names, allowance);
  const refused = states.filter(({ state }) => state === 'refused').map(({ key }) => key);
  if (refused.length === 0) return ok(name, words);
  const message = `${words}; refused within the last day: ${refused.join(', ')}`;
  const hint = 'insight keys test asks the provider, which costs a unit, and says why';
  return refused.length === own.length ? problem(name, message, hint) : warning(name, message, hint);
}

function quotaCheck(provider: KeyProvider, own: readonly KnownKey[], allowance: Allowance): readonly Check[] {
  const buckets = bucketReports(own.map(keyNameOf), allowance).filter(
    ({ bucket, left }) => left === 0 || (left !== null && MAIN_BUCKETS.includes(bucket)),
  );
  if (buckets.length === 0) return [];
  const names = [...new Set(buckets.map(({ bucket }) => bucket))];
  const sums = names.map((bucket) => {
    const same = buckets.filter((each) => each.bucket === bucket);
    return {
      bucket,
      left: same.reduce((sum, { left }) => sum + (left ?? 0), 0),
      resetsAt: same.map(({ resetsAt }) => resetsAt).toSorted()[0],
    };
  });
  const words = sums.map(({ bucket, left }) => `${left} ${bucket}`).join(', ');
  const message = `${words} left today, as far as this program counts`;
  const spent = sums.filter(({ left }) => left === 0);
  if (spent.length === 0) return [ok(`quota ${provider}`, message)];
  const back = spent[0]?.resetsAt ?? null;
  const hint = `it is full again on ${instant(back, 'UTC')} UTC; insight quota tells more`;
  return [warning(`quota ${provider}`, message, hint)];
}

/** What was spent, read without opening the ledger as its users do. */
function allowanceNow(driver: Driver | null, { paths, settings, world }: DoctorParts): Allowance {
  const { now } = world;
  const rest = { limits: dailyLimits(unitsOf(settings)), period: youtubeQuotaDay(now()) };
  const file = paths === null ? '' : join(paths.data, 'insight.db');
  if (driver === null || (foundFile(file)?.size ?? 0) === 0) return { spent: [], refusedAt: new Map(), ...rest };
  try {
    return lookInto(driver, file, (connection) => {
      const read = { read: <T>(work: (c: typeof connection) => T) => work(connection), write: never };
      return {
        spent: withRests(new QuotaLedger(read, now).spent()),
        refusedAt: new RefusedKeys(read, now).all(),
        ...rest,
      };
    });
  } catch {
    // What is wrong with the database has a line of its own.
    return { spent: [], refusedAt: new Map(), ...rest };
  }
}

function never(): never {
  throw new Error('an examination writes nothing');
}

function unitsOf({ values }: DoctorParts['settings']): number {
  try {
    return Number(values.get('youtubeUnits'));
  } catch {
    return 0;
  }
}
