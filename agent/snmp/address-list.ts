import { BlockList, isIP } from 'node:net';

/** Addresses that may ask: of IPv4 and IPv6, where ::ffff:192.0.2.1 is 192.0.2.1. */
export class AddressList {
  readonly #ranges = new BlockList();

  /** Each range is an address or a CIDR prefix. Throws an Error that says what is wrong with one. */
  constructor(ranges: readonly string[]) {
    for (const range of ranges) this.#add(range);
  }

  has(address: string): boolean {
    const [unscoped = ''] = address.split('%'); // fe80::1%eth0
    const version = isIP(unscoped);
    return version !== 0 && this.#ranges.check(unscoped, version === 4 ? 'ipv4' : 'ipv6');
  }

  #add(range: string): void {
    const [address = '', prefix, ...rest] = range.split('/');
    const version = isIP(address);
    const bits = version === 4 ? 32 : 128;
    const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
    if (version === 0 || rest.length > 0 || length < 0 || length > bits) {
      throw new Error(
        `${JSON.stringify(range)} is no address range; write 192.0.2.0/24, 2001:db8::/32 or an address`,
      );
    }
    this.#ranges.addSubnet(address, length, version === 4 ? 'ipv4' : 'ipv6');
  }
}
