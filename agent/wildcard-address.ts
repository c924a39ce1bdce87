import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

/**
 * The addresses of this machine that 0.0.0.0 or :: stands for, those that stay within a host or a link left out;
 * none for any other address. Where they are several, a socket bound to all cannot say which of them an answer is
 * to leave from: the system takes the one that routing suggests, which need not be the one that was asked.
 */
export function addressesBehind(
  host: string,
  interfaces: NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces(),
): string[] {
  const family = { '0.0.0.0': 'IPv4', '::': 'IPv6' }[host];
  return Object.values(interfaces)
    .flatMap((addresses = []) => addresses)
    .filter((each) => each.family === family && !each.internal && !each.scopeid)
    .map(({ address }) => address);
}
