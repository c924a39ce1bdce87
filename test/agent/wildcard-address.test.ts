import type { NetworkInterfaceInfo } from 'node:os';
import { expect } from 'chai';
import { addressesBehind } from '../../agent/wildcard-address.ts';

const common = { netmask: '', mac: '', cidr: null };
const ipv4 = (address: string, internal = false): NetworkInterfaceInfo => ({
  ...common,
  ...{ family: 'IPv4', address, internal },
});
const ipv6 = (address: string, scopeid = 0, internal = false): NetworkInterfaceInfo => ({
  ...common,
  ...{ family: 'IPv6', address, internal, scopeid },
});

const INTERFACES = {
  lo: [ipv4('127.0.0.1', true), ipv6('::1', 0, true)],
  eth0: [ipv4('192.0.2.1'), ipv4('192.0.2.2'), ipv6('2001:db8::1'), ipv6('fe80::1', 2)],
  eth1: [ipv4('198.51.100.1')],
};

describe('the addresses behind a wildcard', () => {
  it('are those of its family that other machines reach', () => {
    expect(addressesBehind('0.0.0.0', INTERFACES)).to.deep.equal(['192.0.2.1', '192.0.2.2', '198.51.100.1']);
    expect(addressesBehind('::', INTERFACES)).to.deep.equal(['2001:db8::1']);
  });

  it('are none of an address that is no wildcard', () => {
    expect(addressesBehind('192.0.2.1', INTERFACES)).to.deep.equal([]);
  });
});
