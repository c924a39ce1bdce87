import { expect } from 'chai';
import { octetsOfAddress } from '../../../agent/snmp/ip-address.ts';

describe('the octets of an address', () => {
  for (const [address, hex] of [
    ['192.0.2.255', 'c00002ff'],
    ['::', '00000000000000000000000000000000'],
    ['::1', '00000000000000000000000000000001'],
    ['2001:db8::', '20010db8000000000000000000000000'],
    ['2001:db8:1:2:3:4:5:ffff', '20010db800010002000300040005ffff'],
    ['2001:DB8::a:0', '20010db80000000000000000000a0000'],
    ['::ffff:192.0.2.1', '00000000000000000000ffffc0000201'],
    ['fe80::1%eth0', 'fe800000000000000000000000000001'],
  ] as const) {
    it(`of ${address} are ${hex}`, () => {
      expect(Buffer.from(octetsOfAddress(address)!).toString('hex')).to.equal(hex);
    });
  }

  for (const text of ['', 'localhost', '192.0.2', '192.0.2.256', '2001:db8', '1::2::3', '%eth0']) {
    it(`are none of ${JSON.stringify(text)}`, () => expect(octetsOfAddress(text)).to.equal(undefined));
  }
});
