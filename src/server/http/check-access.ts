import type { Access, Caller } from './access.js';
import { Problem } from './problem.js';

/** @param isCollector whether it is what collects the server's figures that asks @throws Problem `not-signed-in`, `not-allowed` */
export function checkAccess(access: Access, caller: Caller | null, isCollector: boolean): void {
  if (access.who === 'anyone') return;
  if (access.who === 'admin' && access.orCollector === true && isCollector) return;
  if (caller === null) throw new Problem('not-signed-in', { headers: { 'www-authenticate': 'Bearer' } });
  // Whether there is something for administrators here is no business of others.
  if (access.who === 'admin' && caller.account.role !== 'admin') throw new Problem('not-allowed');
  if (caller.scopes === null) return;
  const { scope } = access;
  if (scope === 'session') {
    throw new Problem('not-allowed', { detail: 'A token cannot do this: sign in instead.' });
  }
  if (!caller.scopes.includes(scope)) {
    throw new Problem('not-allowed', { detail: `This token lacks the scope "${scope}".` });
  }
}
