import type { World } from '../../context.js';
import type { Check } from '../../domain/doctor/check.js';
import { problem } from '../../domain/doctor/check.js';
import { asFailure, Failure } from '../../errors.js';
import { loadDriver, type Driver } from '../../store/driver.js';
import { accountChecks } from './account-checks.js';
import { databaseChecks } from './database-checks.js';
import { keyChecks, keysFound } from './key-checks.js';
import { networkChecks } from './network-checks.js';
import { placeChecks } from './place-checks.js';
import { programChecks, terminalCheck } from './program-checks.js';
import { secretFiles } from './secret-files.js';
import { settingChecks } from './setting-checks.js';
import { surroundings, type DoctorWishes } from './surroundings.js';

/**
 * Looks at everything that a run may fail by, and changes nothing: what others mend in passing (a mode, a damaged
 * database) is only told here. What keeps one examination from being made is its result, and the others go on.
 */
export async function examine(
  context: { readonly notes: Set<string>; readonly signal: AbortSignal },
  world: World,
  wishes: Omit<DoctorWishes, 'signal'>,
): Promise<readonly Check[]> {
  const { parts, checks } = surroundings(world, { ...wishes, signal: context.signal });
  const driver = await loadDriver().catch((error: unknown) => asFailure(error));
  const files = secretFiles(parts);
  const keys = keysFound(parts, files);
  const usable: Driver | null = driver instanceof Failure ? null : driver;
  const [network, account] = await Promise.all([
    told('network', () => networkChecks(parts, new Set(keys.map(({ provider }) => provider)))),
    told('account', () => accountChecks(parts, files)),
  ]);
  // Whatever was to be said of settings is among the checks.
  context.notes.clear();
  return [
    ...(await told('program', () => programChecks(driver, world))),
    ...checks,
    ...(await told('terminal', () => [terminalCheck(world)])),
    ...(await told('settings', () => settingChecks(parts))),
    ...(await told('folders', () => placeChecks(parts))),
    ...(await told('database', () => (usable === null ? [] : databaseChecks(usable, parts)))),
    ...files.checks,
    ...(await told('keys', () => keyChecks(keys, usable, parts))),
    ...network,
    ...account,
  ];
}

async function told(name: string, look: () => Promise<readonly Check[]> | readonly Check[]): Promise<readonly Check[]> {
  try {
    return await look();
  } catch (error) {
    const { message, hint } = asFailure(error);
    return [problem(name, message, hint)];
  }
}
