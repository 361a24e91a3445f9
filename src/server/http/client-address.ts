import { isIPv6 } from 'node:net';

/**
 * The address that limits are counted by: of IPv6 the /64, which is what one household has.
 * @param socket the other end of the connection
 * @param forwarded the X-Forwarded-For header, null where no proxy is trusted
 */
export function clientAddress(socket: string | undefined, forwarded: string | null): string {
  // The proxy appends the address that it saw; what stands before is whatever the client wrote.
  const last = forwarded?.split(',').at(-1)?.trim();
  const address = (last === undefined || last === '' ? socket : last) ?? 'unknown';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  return isIPv6(address) ? `${groups(address).slice(0, 4).join(':')}::/64` : address;
}

function groups(address: string): readonly string[] {
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  if (tail === undefined) return before.map(plain);
  const after = tail === '' ? [] : tail.split(':');
  const missing = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...missing, ...after].map(plain);
}

const plain = (group: string): string => group.replace(/^0+(?=.)/, '');
