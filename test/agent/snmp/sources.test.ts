import { expect } from 'chai';
import { networkOf } from '../../../agent/snmp/sources.ts';
import { ValueIndex } from '../../../agent/snmp/value-index.ts';
import { View } from '../../../agent/snmp/view.ts';
import { agent, drops, PDU, request } from './messages.ts';

const limits = { requestsPerSecond: 2, burst: 3, amplification: 4, trusted: ['127.0.0.0/8', '::1'] };

/** Forty instances of eight octets each below 1.3.6.1.1, a clock, and how often an address is answered. */
function limited(options: Parameters<typeof agent>[0] = {}) {
  const clock = { ms: 0 };
  const instances = Array.from({ length: 40 }, (_, i) => {
    return [`1.3.6.1.1.${i}`, { type: 'OCTET STRING', value: 'eight oc' }] as const;
  });
  const it = agent({ instances, limits, now: () => clock.ms, ...options });
  const answered = (address: string, times = 1, message = request(PDU.get, ['1.3.6.1.1.1'])) => {
    const answers = Array.from({ length: times }, () => it.answerOctets(message, address));
    return answers.filter((answer) => answer !== undefined).length;
  };
  return { ...it, clock, answered };
}

describe('O17 limits of addresses that are not trusted', () => {
  it('take a burst of requests from each, then so many a second; the rest is dropped unread and counted', () => {
    const { answered, clock, counters } = limited();
    expect([answered('192.0.2.1', 5), answered('192.0.2.2', 5)]).to.deep.equal([3, 3]);
    expect([counters.limitedSources, drops(counters), counters.snmpInPkts]).to.deep.equal([4, 4, 10]);
    clock.ms = 1000;
    expect(answered('192.0.2.1', 5)).to.equal(2);
  });

  it('count garbage, too, and wrong communities: guessing is as slow as asking', () => {
    const { answered, counters } = limited();
    answered('192.0.2.1', 2, request(PDU.get, [], { community: 'guess' }));
    answered('192.0.2.1', 1, Buffer.from('nonsense'));
    expect(answered('192.0.2.1')).to.equal(0);
    expect(counters).to.include({ snmpInBadCommunityNames: 2, snmpInASNParseErrs: 1, limitedSources: 1 });
  });

  it('hold reports of SNMPv3 back as well', () => {
    const message = Buffer.from('3003020103', 'hex');
    const report = {
      kind: 'report',
      counter: 'usmStatsUnknownEngineIDs',
      message: Buffer.from('report'),
    } as const;
    const { answered } = limited({ v3: { isOpenTo: () => true, process: () => report } });
    expect(answered('192.0.2.1', 9, message)).to.equal(3);
    expect(answered('127.0.0.1', 9, message)).to.equal(9);
  });

  it('take an IPv6 network of 64 bits for one source', () => {
    const { answered } = limited();
    expect([answered('2001:db8:1:2::1', 2), answered('2001:db8:1:2:ffff::2', 5)]).to.deep.equal([2, 1]);
    expect(answered('2001:db8:1:3::1', 5)).to.equal(3);
  });

  it('do not touch who is trusted, and nobody where there are none', () => {
    expect(limited().answered('127.0.0.1', 50)).to.equal(50);
    expect(limited().answered('::1', 50)).to.equal(50);
    expect(agent({}).answer(request(PDU.get, []), '192.0.2.1')).to.include({ status: 0 });
  });

  it('cut GETBULK short at so many times the size of the request', () => {
    const { answer } = limited();
    const bulk = request(PDU.bulk, ['1.3.6.1.1'], { fields: [0, 40] });
    const response = answer(bulk, '192.0.2.1')!;
    expect(response.status).to.equal(0);
    expect(response.size).to.be.within(4 * bulk.length - 30, 4 * bulk.length);
    expect(answer(bulk, '127.0.0.1')!.varbinds).to.have.length(40);
  });

  it('answer tooBig to a GET whose values are more than that', () => {
    const instances = [['1.3.6.1.2', { type: 'OCTET STRING', value: 'x'.repeat(300) }]] as const;
    const { answer } = limited({ instances });
    const get = request(PDU.get, ['1.3.6.1.2']);
    expect(answer(get, '192.0.2.1')).to.include({ status: 1, index: 0 });
    expect(answer(get, '127.0.0.1')).to.include({ status: 0 });
  });

  it('let the answer to what is signed be as large as it likes', () => {
    const bulk = request(PDU.bulk, ['1.3.6.1.1'], { version: 3, fields: [0, 40] });
    const start = bulk.indexOf(PDU.bulk);
    const index = new ValueIndex();
    for (let i = 0; i < 40; i++) index.publish(index.open([1, 3, 6, 1, 1, i]), { type: 'Gauge32', value: i });
    const access = new View({ include: [[1]] }, { index, subtrees: [] });
    const sizes = [true, false].map((isAuthenticated) => {
      const { answerOctets } = limited({
        v3: {
          isOpenTo: () => true,
          process: (bytes) => ({
            ...{ kind: 'request', userName: 'ops', access, isAuthenticated, maxSize: 1472, overhead: 0 },
            ...{ bytes, start, end: bytes.length, seal: () => {} },
          }),
        },
      });
      return answerOctets(bulk, '192.0.2.1')!.length / bulk.length;
    });
    expect(sizes[0]).to.be.above(10);
    expect(sizes[1]).to.be.within(3, 4);
  });
});

describe('the network of an address', () => {
  for (const [address, network] of [
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '20010db800010002'],
    ['2001:db8::1', '20010db800000000'],
    ['2001:db8:1:2:3::', '20010db800010002'],
    ['::1', '0000000000000000'],
    ['fe80::1%eth0', 'fe80000000000000'],
    ['nonsense', 'nonsense'],
  ] as const) {
    it(`of ${address} is ${network}`, () => expect(networkOf(address)).to.equal(network));
  }
});
