import { expect } from 'chai';
import { parseInterfaces } from '../../../../agent/handlers/host/interfaces.ts';

const HEADER = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
`;

describe('/proc/net/dev', () => {
  it('gives both directions of each interface', () => {
    const text = `${HEADER}    lo:    3193      29    0    0    0     0          0         0     3193      29    0    0    0     0       0          0
  eth0: 189704651    5131    3    2    0     0          0         7   387766    3271    5    4    0     0       0          0
`;
    expect(parseInterfaces(text)).to.deep.equal([
      {
        name: 'lo',
        in: { octets: 3193n, packets: 29n, errors: 0n, drops: 0n },
        out: { octets: 3193n, packets: 29n, errors: 0n, drops: 0n },
      },
      {
        name: 'eth0',
        in: { octets: 189704651n, packets: 5131n, errors: 3n, drops: 2n },
        out: { octets: 387766n, packets: 3271n, errors: 5n, drops: 4n },
      },
    ]);
  });

  it('keeps every digit of a counter beyond 2^53, also where it touches the colon', () => {
    const text = `${HEADER}eth0.100:18446744073709551615 1 2 3 0 0 0 0 9007199254740993 5 6 7 0 0 0 0\n`;
    expect(parseInterfaces(text)).to.deep.equal([
      {
        name: 'eth0.100',
        in: { octets: 18446744073709551615n, packets: 1n, errors: 2n, drops: 3n },
        out: { octets: 9007199254740993n, packets: 5n, errors: 6n, drops: 7n },
      },
    ]);
  });

  it('keeps the colon of an alias in its name', () => {
    const text = `${HEADER}eth0:1: 8 1 0 0 0 0 0 0 9 1 0 0 0 0 0 0\n`;
    expect(parseInterfaces(text).map((each) => each.name)).to.deep.equal(['eth0:1']);
  });

  it('passes over what is no interface', () => {
    for (const text of ['', HEADER, 'eth0: 1 2 3\n', 'eth0 1 2 3 4 5 6 7 8 9 10 11 12\n', 'eth0: a b\n']) {
      expect(parseInterfaces(text), JSON.stringify(text)).to.deep.equal([]);
    }
  });
});
