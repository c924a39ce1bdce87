/** What one direction of a network interface counted since the interface came up. */
interface Traffic {
  readonly octets: bigint;
  readonly packets: bigint;
  readonly errors: bigint;
  readonly drops: bigint;
}

export interface NetworkInterface {
  readonly name: string;
  readonly in: Traffic;
  readonly out: Traffic;
}

/** Columns of /proc/net/dev from which each direction's octets, packets, errors and drops stand. */
const RECEIVE = 0;
const TRANSMIT = 8;

/** Reads /proc/net/dev, in its order; a line that is no interface's is passed over. */
export function parseInterfaces(text: string): NetworkInterface[] {
  const interfaces: NetworkInterface[] = [];
  for (const line of text.split('\n')) {
    // Old kernels write a large octet count right after the colon.
    const [, name, figures] = /^ *([^ ]+): *(\d+(?: +\d+){11,})$/.exec(line.trimEnd()) ?? [];
    if (name === undefined || figures === undefined) continue;
    const columns = figures.split(/ +/).map(BigInt);
    interfaces.push({ name, in: traffic(columns, RECEIVE), out: traffic(columns, TRANSMIT) });
  }
  return interfaces;
}

function traffic(columns: readonly bigint[], first: number): Traffic {
  const [octets = 0n, packets = 0n, errors = 0n, drops = 0n] = columns.slice(first, first + 4);
  return { octets, packets, errors, drops };
}
