import { isIP } from 'node:net';

/** The octets of an address, 4 of IPv4 and 16 of IPv6, without its zone; undefined where it is none. */
export function octetsOfAddress(address: string): Uint8Array | undefined {
  const [unscoped = ''] = address.split('%'); // fe80::1%eth0
  const version = isIP(unscoped);
  if (version === 0) return undefined;
  if (version === 4) return octetsOfIPv4(unscoped);
  const [head = '', tail] = unscoped.split('::');
  const front = octetsOfGroups(head);
  const back = octetsOfGroups(tail ?? '');
  const octets = new Uint8Array(16);
  octets.set(front);
  octets.set(back, 16 - back.length);
  return octets;
}

function octetsOfIPv4(address: string): Uint8Array {
  return Uint8Array.from(address.split('.'), Number);
}

/** Of `2001:db8`, and of `ffff:192.0.2.1`. */
function octetsOfGroups(text: string): number[] {
  return text
    .split(':')
    .filter(Boolean)
    .flatMap((group) => {
      if (group.includes('.')) return [...octetsOfIPv4(group)];
      const value = Number.parseInt(group, 16);
      return [value >> 8, value & 0xff];
    });
}
