import { describe, expect, test } from '@jest/globals';
import { isPublicAddress } from '#platform/outbound/public-address.js';
import { ClosedAddressError, OutboundHttp } from '#platform/outbound/outbound-http.js';

describe('an address of the open internet', () => {
  test.each(['8.8.8.8', '1.1.1.1', '172.15.255.255', '172.32.0.0', '100.63.255.255', '2606:4700::1111'])(
    '%s is one',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  test.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'ff02::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '2001::1',
    'localhost',
    '',
  ])('%s is none', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('a request to an address that a stranger has chosen', () => {
  test.each([
    ['a private address', 'https://10.0.0.1/'],
    ['the loopback', 'https://[::1]/'],
    ['the loopback in another spelling', 'https://2130706433/'],
    ['an IPv4 in the guise of IPv6', 'https://[::ffff:127.0.0.1]/'],
    ['a name that leads to the loopback', 'https://localhost/'],
    ['plain http', 'http://93.184.216.34/'],
  ])('is not made to %s', async (_what, url) => {
    const outbound = new OutboundHttp({ privateNetworks: false });
    try {
      await expect(outbound.post(url, '{}', {})).rejects.toBeInstanceOf(ClosedAddressError);
    } finally {
      outbound.close();
    }
  });
});
