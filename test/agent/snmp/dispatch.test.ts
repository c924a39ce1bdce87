import { expect } from 'chai';
import { prependHeader, prependOctets } from '../../../agent/snmp/ber-writer.ts';
import type { EngineCounters } from '../../../agent/snmp/counters.ts';
import type { DispatcherOptions } from '../../../agent/snmp/dispatch.ts';
import { COUNTER_OIDS, type SecurityCounter } from '../../../agent/snmp/usm/statistics.ts';
import type { V3Result } from '../../../agent/snmp/usm/v3-processor.ts';
import { ValueIndex } from '../../../agent/snmp/value-index.ts';
import { View } from '../../../agent/snmp/view.ts';
import { agent, drops, octets, oid, PDU, readResponse, request } from './messages.ts';

const COUNTERS = Object.keys(COUNTER_OIDS) as SecurityCounter[];
const instances = [['1.3.6.1.1', { type: 'Integer32', value: 1 }] as const];
const view = new View({ include: [oid('1.3')] }, { index: new ValueIndex(), subtrees: [] });

describe('the dispatcher', () => {
  const dropped: [name: string, hex: string, counter: keyof EngineCounters][] = [
    ['nothing', '', 'snmpInASNParseErrs'],
    ['a message that is no sequence', '0403 020101', 'snmpInASNParseErrs'],
    ['a message that is cut off', '300b 020101', 'snmpInASNParseErrs'],
    ['octets after the message', '3003 020101 00', 'snmpInASNParseErrs'],
    [
      'octets after a whole request',
      '3025 020101 0406 7075626c6963 a018 020207d0 020100 020100 300c 300a 0606 2b0601010102 0500 00',
      'snmpInASNParseErrs',
    ],
    ['an indefinite length', '3080 020101 0406 7075626c6963 0000', 'snmpInASNParseErrs'],
    ['a version that is no integer', '3003 040101', 'snmpInASNParseErrs'],
    ['SNMPv2p', '3003 020102', 'snmpInBadVersions'],
    ['SNMPv3 where it is not configured', '3003 020103', 'snmpInBadVersions'],
    ['a negative version', '3003 0201ff', 'snmpInBadVersions'],
    ['a community that is no string', '3006 020101 020100', 'snmpInASNParseErrs'],
    ['an unknown community', '300a 020101 0405 7075626c69', 'snmpInBadCommunityNames'],
    ['a community with more to it', '300c 020101 0407 7075626c696363', 'snmpInBadCommunityNames'],
    ['no community', '3005 020101 0400', 'snmpInBadCommunityNames'],
    ['no PDU', '300b 020101 0406 7075626c6963', 'snmpInASNParseErrs'],
    ['an unknown PDU', '300d 020101 0406 7075626c6963 a900', 'snmpInASNParseErrs'],
    ['a response', '300d 020101 0406 7075626c6963 a200', 'snmpUnknownPDUHandlers'],
    ['a v1 trap', '300d 020100 0406 7075626c6963 a400', 'snmpUnknownPDUHandlers'],
    ['a v1 trap in v2c', '300d 020101 0406 7075626c6963 a400', 'snmpInASNParseErrs'],
    ['an inform', '300d 020101 0406 7075626c6963 a600', 'snmpUnknownPDUHandlers'],
    ['a v2 trap', '300d 020101 0406 7075626c6963 a700', 'snmpUnknownPDUHandlers'],
    ['a report', '300d 020101 0406 7075626c6963 a800', 'snmpUnknownPDUHandlers'],
    ['an inform in v1', '300d 020100 0406 7075626c6963 a600', 'snmpInASNParseErrs'],
    [
      'an error-index that is no integer',
      '3018 020101 0406 7075626c6963 a00b 020101 020100 040100 3000',
      'snmpInASNParseErrs',
    ],
    [
      'a request-id beyond 2^31',
      '301c 020101 0406 7075626c6963 a00f 02050080000000 020100 020100 3000',
      'snmpInASNParseErrs',
    ],
    [
      'octets after the list',
      '301a 020101 0406 7075626c6963 a00d 020101 020100 020100 3000 0500',
      'snmpInASNParseErrs',
    ],
    [
      'octets after the PDU',
      '301a 020101 0406 7075626c6963 a00b 020101 020100 020100 3000 0500',
      'snmpInASNParseErrs',
    ],
    [
      'a variable binding without a value',
      '301d 020101 0406 7075626c6963 a010 020101 020100 020100 3005 3003 0601 50',
      'snmpInASNParseErrs',
    ],
    [
      'a value of an unknown type',
      '301f 020101 0406 7075626c6963 a012 020101 020100 020100 3007 3005 0601 50 0900',
      'snmpInASNParseErrs',
    ],
    [
      'three values in a variable binding',
      '3021 020101 0406 7075626c6963 a014 020101 020100 020100 3009 3007 0601 50 0500 0500',
      'snmpInASNParseErrs',
    ],
    [
      'a sub-identifier with a leading 0x80',
      '3021 020101 0406 7075626c6963 a014 020101 020100 020100 3009 3007 0603 2b8001 0500',
      'snmpInASNParseErrs',
    ],
  ];
  for (const [name, hex, counter] of dropped) {
    it(`drops ${name} and counts it as ${counter}`, () => {
      const { answer, counters, failures } = agent({ instances });
      expect(answer(octets(hex))).to.equal(undefined);
      expect([counters.snmpInPkts, counters[counter], drops(counters)]).to.deep.equal([1, 1, 1]);
      expect(failures).to.deep.equal([]);
    });
  }

  it('K73 answers in the version and under the community of the request', () => {
    for (const version of [0, 1]) {
      expect(agent({ instances }).ask(PDU.get, ['1.3.6.1.1'], { version })).to.include({
        version,
        community: 'public',
        type: 0xa2,
        status: 0,
      });
    }
  });

  it('answers lengths in the long form, four octets and all', () => {
    const message =
      '3084 0000002b 020101 0406 7075626c6963 a084 0000001a 020101 020100 020100 308400 00000b 3009 0604 2b060101 0501 00';
    expect(agent({ instances }).answer(octets(message))!.varbinds).to.deep.equal(['1.3.6.1.1 02:01']);
  });

  describe('communities', () => {
    const communities: DispatcherOptions['communities'] = [
      { name: 'near', from: ['127.0.0.0/8', '::1'], view },
      { name: 'far', from: ['198.51.100.0/24', '2001:db8::/32'], view },
    ];
    const from = (address: string, community: string) => {
      const failed: string[] = [];
      const { answer, counters } = agent({ communities, onAuthenticationFailure: (a) => failed.push(a) });
      const answered = answer(request(PDU.get, [], { community }), address) !== undefined;
      return { answered, counters, failed };
    };

    for (const [address, community] of [
      ['127.0.0.1', 'near'],
      ['::1', 'near'],
      ['::ffff:127.9.9.9', 'near'],
      ['198.51.100.255', 'far'],
      ['2001:db8:ffff::1', 'far'],
      ['2001:db8::1%eth0', 'far'],
    ] as const) {
      it(`lets ${address} use ${community}`, () => expect(from(address, community).answered).to.equal(true));
    }

    it('takes a community from elsewhere for an unknown one, and tells of it', () => {
      const { answered, counters, failed } = from('127.0.0.1', 'far');
      expect([answered, counters.snmpInBadCommunityNames, failed]).to.deep.equal([false, 1, ['127.0.0.1']]);
    });

    for (const address of ['198.51.101.1', '::2', '2001:db9::1', 'nonsense']) {
      it(`drops what comes from ${address} unread`, () => {
        const { answered, counters, failed } = from(address, 'near');
        expect([answered, counters.refusedSources, drops(counters), failed]).to.deep.equal([false, 1, 1, []]);
      });
    }

    it('may share a name: who asks decides what is shown', () => {
      const index = new ValueIndex();
      index.publish(index.open(oid('1.3.6.1.1')), { type: 'Integer32', value: 1 });
      const all = new View({ include: [[1]] }, { index, subtrees: [] });
      const { answer } = agent({
        communities: [
          { name: 'public', from: ['127.0.0.1'], view: all },
          { name: 'public', from: ['0.0.0.0/0'], view },
        ],
      });
      const ask = request(PDU.get, ['1.3.6.1.1']);
      expect(answer(ask, '127.0.0.1')!.varbinds).to.deep.equal(['1.3.6.1.1 02:01']);
      expect(answer(ask, '127.0.0.2')!.varbinds).to.deep.equal(['1.3.6.1.1 80:']);
    });

    it('remembers addresses without end, in bounded memory', () => {
      const { answer, counters } = agent({ communities });
      const ask = request(PDU.get, [], { community: 'far' });
      for (let i = 0; i < 10_000; i++) answer(ask, `198.51.${100 + (i % 2)}.${i % 256}`);
      expect([counters.refusedSources, counters.snmpInPkts]).to.deep.equal([5000, 10_000]);
    });

    for (const range of [
      '127.0.0.0/33',
      '::/129',
      '127.0.0.0/',
      'localhost',
      '1.2.3.4/8/9',
      '10.0.0.0/-1',
      '',
    ]) {
      it(`refuse the range ${JSON.stringify(range)}`, () => {
        expect(() => agent({ communities: [{ name: 'x', from: [range], view }] })).to.throw(
          Error,
          `${JSON.stringify(range)} is no address range`,
        );
      });
    }

    it('refuse a name of more than 255 octets, and answer one of 255', () => {
      const community = (length: number) => [{ name: 'c'.repeat(length), from: ['0.0.0.0/0'], view }];
      expect(() => agent({ communities: community(256) })).to.throw(Error, 'longer than 255 octets');
      const { ask } = agent({ communities: community(255) });
      expect(ask(PDU.get, [], { community: 'c'.repeat(255) }).status).to.equal(0);
    });
  });

  it('survives an exception of its own: the datagram is dropped and counted', () => {
    const { answer, counters, failures } = agent({
      onAuthenticationFailure: () => {
        throw new Error('listener');
      },
    });
    expect(answer(request(PDU.get, [], { community: 'x' }))).to.equal(undefined);
    expect([counters.internalErrors, failures.map(String)]).to.deep.equal([1, ['Error: listener']]);
    expect(answer(request(PDU.get, []))).to.include({ status: 0 });
  });

  describe('SNMPv3', () => {
    const message = octets('3003 020103');
    const get = request(PDU.get, ['1.3.6.1.1']);
    const pdu = get.subarray(get.indexOf(0xa0));
    const index = new ValueIndex();
    index.publish(index.open(oid('1.3.6.1.1')), { type: 'Integer32', value: 1 });
    const access = new View({ include: [[1]] }, { index, subtrees: [] });
    const v3 = (
      result: Partial<
        Extract<ReturnType<NonNullable<DispatcherOptions['v3']>['process']>, { kind: 'request' }>
      >,
    ) =>
      agent({
        communities: [],
        v3: {
          isOpenTo: () => true,
          process: () => ({
            kind: 'request',
            bytes: pdu,
            start: 0,
            end: pdu.length,
            userName: 'ops',
            access,
            isAuthenticated: true,
            maxSize: 484,
            overhead: 16,
            seal: (writer) => {
              prependOctets(writer, 0x04, Buffer.from('sealed'));
              prependOctets(writer, 0x02, Buffer.from([3]));
              prependHeader(writer, 0x30);
            },
            ...result,
          }),
        },
      });

    it('hands the message on, answers the PDU that comes back, and has the answer sealed', () => {
      const { answer } = v3({});
      expect(answer(message)).to.include({ version: 3, community: 'sealed', status: 0 });
      expect(answer(message)!.varbinds).to.deep.equal(['1.3.6.1.1 02:01']);
    });

    it('gives authorizationError, index 0, to a user who may not ask like this', () => {
      const { status, index: at, varbinds } = v3({ access: undefined }).answer(message)!;
      expect([status, at, varbinds]).to.deep.equal([16, 0, ['1.3.6.1.1 05:']]);
    });

    it('keeps to the size that the requester takes', () => {
      const { answer, counters } = v3({ maxSize: 40 });
      expect(answer(message)).to.include({ status: 1, index: 0 });
      expect(v3({ maxSize: 30 }).answer(message)).to.equal(undefined);
      expect(drops(counters)).to.equal(0);
    });

    it('counts a PDU that is none as a parse error', () => {
      const { answer, counters } = v3({ end: pdu.length - 1 });
      expect(answer(message)).to.equal(undefined);
      expect(counters.snmpInASNParseErrs).to.equal(1);
    });

    it('sends the reports it is given, and nothing where a message is dropped', () => {
      const report = request(PDU.response, []);
      const answering = (result: V3Result<View>) =>
        agent({ v3: { isOpenTo: () => true, process: () => result } });
      const counter = 'usmStatsUnknownEngineIDs';
      expect(answering({ kind: 'report', counter, message: report }).answerOctets(message)).to.deep.equal(
        report,
      );
      expect(readResponse(report).type).to.equal(0xa2);
      for (const counter of ['parseError', 'snmpInvalidMsgs'] as const) {
        const { answer, counters } = answering({ kind: 'drop', counter });
        expect(answer(message)).to.equal(undefined);
        expect(counters.snmpInASNParseErrs).to.equal(Number(counter === 'parseError'));
      }
    });

    it('tells of unknown users and wrong digests, and of nothing else that is refused', () => {
      const told = COUNTERS.filter((counter) => {
        const failed: string[] = [];
        const v3 = { isOpenTo: () => true, process: () => ({ kind: 'drop', counter }) as const };
        agent({ v3, onAuthenticationFailure: (address) => failed.push(address) }).answer(message);
        return failed.length > 0;
      });
      expect(told).to.deep.equal(['usmStatsUnknownUserNames', 'usmStatsWrongDigests']);
    });
  });
});
