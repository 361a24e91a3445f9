import { describe, expect, it } from 'vitest';
import { clientAddress } from '../../src/server/http/client-address.js';

const HOUSE = '2001:db8:0:7::/64';

describe('the address that limits are counted by', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:201', '192.0.2.1'],
    ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:0:7::1', HOUSE],
    ['2001:DB8:0:7:ffff:ffff:ffff:ffff', HOUSE],
    ['2001:0db8:0000:0007:0000:0000:0000:0001', HOUSE],
    ['2001:db8:0:7::192.0.2.1', HOUSE],
    ['2001:db8:0:7:1:2:3:4', HOUSE],
    ['2001:db8::7:0:0:0:1', HOUSE],
    ['2001:db8:0:8::1', '2001:db8:0:8::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    [undefined, 'unknown'],
  ])('of the socket %s is %s', (socket, expected) => {
    expect(clientAddress(socket, null)).toBe(expected);
  });

  it.each([
    ['198.51.100.7', '198.51.100.7'],
    // What stands before the last was written by the client.
    ['10.0.0.1, 127.0.0.1, 198.51.100.7', '198.51.100.7'],
    [' 198.51.100.7 ', '198.51.100.7'],
    ['198.51.100.7:4711', '198.51.100.7'],
    ['[2001:db8:0:7::1]:4711', HOUSE],
    ['[2001:db8:0:7::1]', HOUSE],
    ['2001:db8:0:7::1', HOUSE],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    // What is no address leaves the socket's: nobody gets a fresh allowance by writing nonsense.
    ['', '192.0.2.1'],
    ['198.51.100.7,', '192.0.2.1'],
    ['unknown', '192.0.2.1'],
    ['198.51.100.7.8', '192.0.2.1'],
    ['[evil]:1', '192.0.2.1'],
    ["'; drop table account", '192.0.2.1'],
  ])('behind a proxy that says "%s" is %s', (forwarded, expected) => {
    expect(clientAddress('192.0.2.1', forwarded)).toBe(expected);
  });
});
