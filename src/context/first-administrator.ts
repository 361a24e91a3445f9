import { Failure } from '../errors.js';
import type { Log } from '../server/log.js';
import type { Parts } from '../server/parts.js';
import type { HostParts } from './host-parts.js';

const TAKE_OUT = 'take them out of the environment';

/**
 * Does what ADMIN_USERNAME and ADMIN_PASSWORD ask for at the very first start; later says that they are ignored.
 * @throws Failure `usage` for what no administrator can be made of
 */
export async function firstAdministrator(
  { setting }: Pick<HostParts, 'setting'>,
  parts: Pick<Parts, 'database' | 'passwords' | 'commonPasswords' | 'now' | 'secretBytes'>,
  log: Log,
): Promise<void> {
  const [{ administratorOfFirstStart }, { Problem }] = await Promise.all([
    import('../server/admin/make-administrator.js'),
    import('../server/http/problem.js'),
  ]);
  const [email, password] = [setting('adminUsername'), setting('adminPassword')];
  const end = await administratorOfFirstStart({ email, password }, parts).catch((cause: unknown) => {
    if (!(cause instanceof Problem)) throw cause;
    const words = `ADMIN_USERNAME and ADMIN_PASSWORD make no administrator: ${cause.message.replace(/\.$/, '')}`;
    throw new Failure('usage', words, 'change them, or leave both out and run: insight admin create', { cause });
  });
  if (end === 'made') log.warn({}, `the administrator that ADMIN_USERNAME names was made; ${TAKE_OUT} now`);
  if (end === 'ignored') {
    log.warn({}, `ADMIN_USERNAME and ADMIN_PASSWORD are ignored: they count at the very first start; ${TAKE_OUT}`);
  }
}
