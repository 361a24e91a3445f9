import { variable } from '../../config/environment.js';
import { systemKeyring } from '../../config/keyring.js';
import { secretsIn, type LoginSecrets } from '../../config/login.js';
import { jsonObject } from '../../config/json-object.js';
import { serverProblem } from '../../config/server-address.js';
import { ok, problem, warning, type Check } from '../../domain/doctor/check.js';
import { reached } from './network-checks.js';
import type { SecretFiles } from './secret-files.js';
import type { DoctorParts } from './surroundings.js';

/** Asked for without being there: an answer of any kind shows that the keyring works. */
const NOBODY = 'insight doctor';

/** Where a login is kept, and whether that of this machine still holds. */
export async function accountChecks(parts: DoctorParts, { login }: SecretFiles): Promise<readonly Check[]> {
  const moved = (variable(parts.world.env, 'INSIGHT_HOME') ?? '') !== '';
  const keyring = moved ? null : await systemKeyring();
  const inFile = 'a login is kept in a file that only you can read';
  const kept = await keyring?.read(NOBODY).then(
    () => 'a login is kept in the keyring of this system',
    () => `the keyring of this system does not answer: ${inFile}`,
  );
  const where = ok('keyring', kept ?? (moved ? `not used with INSIGHT_HOME: ${inFile}` : `there is none: ${inFile}`));
  if (login === null) return [where, ok('account', 'nobody is signed in, and nothing needs it')];
  const { server, email, secrets } = login;
  if (typeof server !== 'string' || typeof email !== 'string' || serverProblem(server) !== null) {
    return [where, problem('account', 'login.json names no server', 'sign in again: insight login')];
  }
  const found = secretsIn(secrets) ?? secretsIn(jsonObject((await keyring?.read(server).catch(() => null)) ?? ''));
  return [where, await loginCheck(parts, { who: `${email} at ${server}`, server, secrets: found })];
}

interface Login {
  readonly who: string;
  readonly server: string;
  readonly secrets: LoginSecrets | null;
}

async function loginCheck(parts: DoctorParts, { who, server, secrets }: Login): Promise<Check> {
  const name = 'account';
  const again = 'sign in again: insight login';
  if (secrets === null) return problem(name, `${who}: the keyring does not give the login out`, again);
  if (parts.offline) return ok(name, `${who}, not asked (--offline)`);
  // One that has to be exchanged first is not sent: an exchange would change what is kept.
  const old = secrets.until !== null && secrets.until <= parts.world.now();
  const url = new URL('/api/v1/me', server);
  const came = await reached(parts, url, old ? {} : { authorization: `Bearer ${secrets.accessToken}` });
  if (typeof came === 'string')
    return warning(name, `${who}: ${came}`, 'only sync and --remote need it; try again later');
  if (came.status >= 500) return warning(name, `${who}: the server answers with ${came.status}`, 'try again later');
  if (old || came.status === 200) return ok(name, `signed in as ${who}`);
  return secrets.refreshToken === null
    ? problem(name, `${who}: the server no longer takes this login`, again)
    : warning(name, `${who}: the server wants the login renewed`, 'insight whoami does it');
}
