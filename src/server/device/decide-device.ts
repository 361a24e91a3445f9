import { audit } from '../audit/audit.js';
import type { DeviceGrant } from '../database/tables.js';
import { Problem } from '../http/problem.js';
import type { Parts } from '../parts.js';
import { decideDevice, findDevice } from './device-grants.js';

type DeviceParts = Pick<Parts, 'database' | 'now'>;

/** The device that waits under a code somebody typed. @throws Problem `not-found`, `too-many-requests` */
export async function waitingDevice(accountId: string, typed: string, parts: DeviceParts): Promise<DeviceGrant> {
  const found = await findDevice(accountId, typed, parts);
  if (found === null) throw new Problem('not-found', { detail: 'No device waits under this code.' });
  return found;
}

/** Lets the device in that waits under a code, or sends it away. @throws Problem `not-found`, `too-many-requests` */
export async function decideByCode(
  accountId: string,
  { typed, decision }: { readonly typed: string; readonly decision: 'approved' | 'denied' },
  parts: DeviceParts,
): Promise<void> {
  const { database, now } = parts;
  const grant = await waitingDevice(accountId, typed, parts);
  const decided = await database.write(async (writer) => {
    if (!(await decideDevice(writer, grant, accountId, decision))) return false;
    const detail = { label: grant.label, client: grant.client };
    await audit(writer, now(), { actor: accountId, action: `device.${decision}`, subject: accountId, detail });
    return true;
  });
  if (!decided) throw new Problem('not-found');
}
