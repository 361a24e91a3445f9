import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** Every address of a name; `dns.lookup` with `all`. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

/** The addresses behind a URL: of a name all that it has, of an address itself. @throws what `resolve` throws */
export async function addressesBehind(resolve: Resolve, url: URL): Promise<readonly LookupAddress[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (host.includes(':')) return [{ address: host, family: 6 }];
  // The URL parser has turned every other way to write an IPv4 address into this one.
  if (/^[\d.]+$/.test(host)) return [{ address: host, family: 4 }];
  return resolve(host);
}

/** Makes a connection go to addresses that were checked, whatever the name says by then. */
export function lookupOf(addresses: readonly LookupAddress[]): LookupFunction {
  return (_, options, answer) => {
    const [first] = addresses;
    if (options.all === true) answer(null, [...addresses]);
    else answer(null, first?.address ?? '', first?.family);
  };
}
