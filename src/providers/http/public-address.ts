/**
 * Blocks of IPv4 that are nobody's public host: private, shared (CGNAT), loopback, link-local, multicast, documentation,
 * benchmarks, reserved. From the IANA IPv4 Special-Purpose Address Registry, and RFC 5771 for multicast.
 */
const CLOSED_V4: readonly (readonly [address: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

/** Inside 2000::/3 but nobody's host, by their first 16-bit groups and how many bits of them count. */
const CLOSED_V6: readonly (readonly [first: number, second: number, bits: number])[] = [
  [0x2001, 0, 23], // protocol assignments; Teredo and ORCHID are among them
  [0x2001, 0xdb8, 32], // documentation
  [0x2002, 0, 16], // 6to4: an IPv4 address in disguise, and given up (RFC 7526)
  [0x2620, 0x4f, 32], // AS112, with its neighbours
  [0x3fff, 0, 20], // documentation
];

/** NAT64 (RFC 6052): the IPv4 address that is really meant stands in the last two groups. */
const NAT64 = [0x64, 0xff9b, 0, 0, 0, 0] as const;

/**
 * True when an IP address, as a resolver writes it, belongs to a public host: one that a stranger may send us to. Of IPv6
 * only global unicast (2000::/3) and NAT64 of a public IPv4 address count; of IPv4-mapped ones the IPv4 address. What is
 * no address is not public.
 */
export function isPublicAddress(address: string): boolean {
  const v4 = v4Bits(address);
  if (v4 !== null) return !CLOSED_V4.some(([block, bits]) => sameBits(v4, v4Bits(block) ?? 0, bits));
  const groups = v6Groups(address);
  if (groups === null) return false;
  const [first = 0, second = 0] = groups;
  const last = lastAsV4(groups);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) return isPublicAddress(last);
  if (NAT64.every((group, at) => groups[at] === group)) return isPublicAddress(last);
  if (first >> 13 !== 1) return false;
  const head = first * 0x10000 + second;
  return !CLOSED_V6.some(([a, b, bits]) => sameBits(head, a * 0x10000 + b, bits));
}

function sameBits(a: number, b: number, bits: number): boolean {
  return a >>> (32 - bits) === b >>> (32 - bits);
}

function v4Bits(address: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return null;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** The eight groups of an IPv6 address; null when it is none, or names an interface (`%eth0`). */
function v6Groups(address: string): readonly number[] | null {
  const url = `http://[${address}]/`;
  // The URL parser knows every way to write one, and writes it in a single way: hexadecimal, one `::` at most.
  if (!/^[\da-f:.]+$/i.test(address) || !URL.canParse(url)) return null;
  const [head = '', tail] = new URL(url).hostname.slice(1, -1).split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const [before, after] = [groups(head), groups(tail ?? '')];
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}

function lastAsV4(groups: readonly number[]): string {
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
