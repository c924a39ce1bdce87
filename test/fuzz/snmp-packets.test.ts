import { expect } from 'chai';
import fc from 'fast-check';
import { fixedInstances } from '../../agent/snmp/fixed-instances.ts';
import { agent, drops, oid, PDU, readResponse, request } from '../agent/snmp/messages.ts';

/** FUZZ_RUNS=1000000 for a long run, FUZZ_SEED to repeat one. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 20_000);
const seed = Number(process.env['FUZZ_SEED'] ?? 3416);

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

/** Octets that mean something in BER, at places where a change goes deep. */
const telling = fc.constantFrom(
  0x00,
  0x02,
  0x04,
  0x05,
  0x06,
  0x30,
  0x7f,
  0x80,
  0x81,
  0x82,
  0x84,
  0xa0,
  0xa5,
  0xff,
);
const octet = fc.oneof(telling, fc.nat(255));
const position = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

type Mutation = (packet: Buffer) => Buffer;
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(position, octet).map(
    ([at, value]): Mutation =>
      (packet) => {
        const changed = Buffer.from(packet);
        changed[Math.floor(at * changed.length)] = value;
        return changed;
      },
  ),
  fc.tuple(position, fc.array(octet, { minLength: 1, maxLength: 4 })).map(
    ([at, values]): Mutation =>
      (packet) => {
        const cut = Math.floor(at * packet.length);
        return Buffer.concat([packet.subarray(0, cut), Buffer.from(values), packet.subarray(cut)]);
      },
  ),
  fc.tuple(position, position).map(
    ([from, to]): Mutation =>
      (packet) => {
        const [start, end] = [from, to].sort((a, b) => a - b).map((at) => Math.floor(at * packet.length));
        return Buffer.concat([packet.subarray(0, start), packet.subarray(end)]);
      },
  ),
);

const packet = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom(...seeds), fc.array(mutation, { minLength: 1, maxLength: 3 }))
      .map(([start, mutations]) => mutations.reduce((bytes, mutate) => mutate(bytes), start)),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
);

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
  it(`end in a well-formed answer or in one counted drop (${numRuns} packets)`, function () {
    this.timeout(0);
    const { answerOctets, counters, failures } = target();
    let answers = 0;
    fc.assert(
      fc.property(packet, (bytes) => {
        const before = drops(counters);
        const response = answerOctets(bytes);
        if (response) {
          answers += 1;
          expect(readResponse(response)).to.include({ type: PDU.response, community: 'public' });
          expect(response.length).to.be.at.most(2000);
        }
        expect(drops(counters) - before).to.equal(response ? 0 : 1);
      }),
      { numRuns, seed },
    );
    expect(failures).to.deep.equal([]);
    expect([counters.internalErrors, counters.handlerErrors]).to.deep.equal([0, 0]);
    // Mutations that get nowhere would show nothing.
    expect(answers).to.be.greaterThan(numRuns / 50);
    expect(counters.snmpInASNParseErrs).to.be.greaterThan(numRuns / 4);
  });
});
