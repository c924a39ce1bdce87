import { expect } from 'chai';
import { fixedInstances } from '../../agent/snmp/fixed-instances.ts';
import { agent, drops, oid, PDU, readResponse, request } from '../agent/snmp/messages.ts';
import { readRecordings } from '../interop/exchanges.ts';
import { FUZZ_RUNS, fuzz } from './fuzz.ts';

const names = ['1.3.6.1.2.1.1.1.0', '1.3.6.1.2.1.1.9.1.2.1', '1.3.6.1.4.1.32473.1.5', '2.999.4294967295'];
const seeds: readonly Buffer[] = [
  ...Object.values(PDU).flatMap((pdu) => [
    request(pdu, names.slice(0, 1)),
    request(pdu, names, { requestId: -2147483648, fields: [1, 10] }),
    request(pdu, [], { version: 0 }),
    request(pdu, names, { version: 0 }),
  ]),
  request(PDU.bulk, [`1.3${'.16384'.repeat(126)}`, '0.0'], { fields: [0, 2147483647] }),
  Buffer.from('308400000028020101040670756c6269', 'hex'),
];

const recorded = readRecordings()
  .filter(({ name }) => !name.startsWith('v3'))
  .flatMap(({ exchanges }) => exchanges.map(({ request: each }) => each));

function target() {
  const instances = Array.from({ length: 600 }, (_, i) => {
    const type = i % 3 === 0 ? 'Counter64' : 'Gauge32';
    return [`1.3.6.1.4.1.32473.${i % 7}.${i}`, { type, value: i * 1000 }] as const;
  });
  const system = fixedInstances(
    oid('1.3.6.1.2.1.1'),
    names
      .slice(0, 2)
      .map((name) => ({ oid: oid(name), read: () => ({ type: 'OCTET STRING', value: name }) as const })),
  );
  return agent({
    instances,
    subtrees: [system],
    view: { include: [[1], oid('2.999')], exclude: [oid('1.3.6.1.4.1.32473.3')] },
    maxMessageSize: 2000,
  });
}

describe('any octets sent to the engine', () => {
  it(`end in a well-formed answer or in one counted drop (${FUZZ_RUNS} packets)`, function () {
    this.timeout(0);
    const { answerOctets, counters, failures } = target();
    let answers = 0;
    fuzz([...seeds, ...recorded], (packet) => {
      const before = drops(counters);
      const response = answerOctets(packet);
      if (response) {
        answers += 1;
        expect(readResponse(response)).to.include({ type: PDU.response, community: 'public' });
        expect(response.length).to.be.at.most(2000);
      }
      expect(drops(counters) - before).to.equal(response ? 0 : 1);
    });
    expect(failures).to.deep.equal([]);
    expect([counters.internalErrors, counters.handlerErrors]).to.deep.equal([0, 0]);
    // Mutations that get nowhere would show nothing.
    expect(answers).to.be.greaterThan(FUZZ_RUNS / 50);
    expect(counters.snmpInASNParseErrs).to.be.greaterThan(FUZZ_RUNS / 4);
  });
});
