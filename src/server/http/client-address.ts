import { isIPv4, isIPv6 } from 'node:net';

/**
 * The address that limits are counted by: of IPv6 the /64, which is what one household has.
 * @param socket the other end of the connection
 * @param forwarded the X-Forwarded-For header, null where no proxy is trusted
 */
export function clientAddress(socket: string | undefined, forwarded: string | null): string {
  // The proxy appends the address that it saw; what stands before is whatever the client wrote.
  const last = bare(forwarded?.split(',').at(-1)?.trim() ?? '');
  if (isIPv4(last)) return last;
  const address = isIPv6(last) ? last : (socket ?? 'unknown').replace(/%.*$/, '');
  return isIPv6(address) ? ofGroups(groups(address)) : address;
}

/** Some proxies write a port (`192.0.2.1:443`, `[2001:db8::1]:443`), some the name of a network card (`fe80::1%eth0`). */
function bare(address: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(address)?.[1];
  const plain = bracketed ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address;
  return plain.replace(/%.*$/, '');
}

/** An IPv4 address in the clothes of IPv6 is the IPv4 address: else everybody who is reached so would share a /64. */
function ofGroups(all: readonly string[]): string {
  const [high = 0, low = 0] = all.slice(6).map((group) => parseInt(group, 16));
  if (all.slice(0, 6).join(':') === '0:0:0:0:0:ffff') {
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  }
  return `${all.slice(0, 4).join(':')}::/64`;
}

/** All eight, as every writing of the same address has them. */
function groups(address: string): readonly string[] {
  // The parser of URLs knows every writing, and gives one: small letters, no zeros in front, IPv4 at the end as groups.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const split = (part: string) => (part === '' ? [] : part.split(':'));
  if (tail === undefined) return split(head);
  const [before, after] = [split(head), split(tail)];
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after];
}
