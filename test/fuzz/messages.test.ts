import { expect } from 'chai';
import type { Kpi1Message } from '../../messages/message.ts';
import { decodeMultipart, encodeMultipart } from '../../messages/multipart.ts';
import { decodeMessage } from '../../messages/xml/decode.ts';
import { encodeMessage } from '../../messages/xml/encode.ts';
import { FUZZ_RUNS, fuzz } from './fuzz.ts';

const items = [
  { name: 'kpi1.begin', value: '2026-11-21T12:00:00Z' },
  { name: 'Calls["München"]', value: '7', description: 'a < b & c' },
];
const measurements = [{ identifier: 'EX-SIP-MIB', items }];
const infos = [{ identifier: 'report', items }];

const MESSAGES: readonly Kpi1Message[] = [
  { kind: 'InstancePMReport', instanceId: 'i', measurements },
  { kind: 'OEConfigurationCmd', oeId: 'x', info: infos[0]! },
  { kind: 'OEConfigQueryRequest', oeId: 'x', identifiers: ['a', 'b'] },
  { kind: 'OEConfigQueryRequest', oeId: 'x', identifiers: ['a b', 'c'] },
  { kind: 'OEConfigQueryResponse', instanceId: 'i', infos, unknown: ['a'] },
  { kind: 'OEPMQueryRequest', oeId: 'x', identifiers: ['a'], range: { begin: 0, end: 1e12 } },
  { kind: 'OEPMQueryResponse', instanceId: 'i', measurements, unknown: ['a', 'b c'] },
  { kind: 'OEPMCollectionCmd', oeId: 'x', configInfoIdentifier: 'c', identifiers: ['a'] },
  { kind: 'KPI1Error', status: 400, problems: [{ place: '1:1', message: 'wrong' }] },
];
const DOCUMENTS = MESSAGES.map((message) => encodeMessage(message));

/** What XML is made of, and multipart, for the octets beyond ASCII that would but end a document as no UTF-8. */
const TELLING = Buffer.from('<>&"\'=/!?[]-#;: \r\n\tax');

/** Most packets are made of ASCII, so that they come as far as the parser. */
function intoAscii(packet: Buffer): Buffer {
  if (packet.length % 8 === 0) return packet;
  return packet.map((octet) => (octet < 0x80 ? octet : TELLING[octet % TELLING.length]!)) as Buffer;
}

describe('any octets', () => {
  it(`are a message or problems at their places (${FUZZ_RUNS} documents)`, function () {
    this.timeout(0);
    const seen = new Set<string>();
    const seeds = [
      ...DOCUMENTS.map((document) => Buffer.from(document)),
      Buffer.from(`\ufeff${DOCUMENTS[2]}`, 'utf16le'),
    ];
    const target = (document: Buffer) => {
      const decoded = decodeMessage(document);
      if (decoded.ok) {
        seen.add(decoded.message.kind);
        const again = decodeMessage(Buffer.from(encodeMessage(decoded.message)));
        expect(again).to.deep.equal(decoded);
        return;
      }
      seen.add('problems');
      expect(decoded.problems).to.have.length.within(1, 21);
      for (const { place, message } of decoded.problems) {
        expect(place).to.match(/^(?:[1-9]\d*:[1-9]\d*)?$/);
        expect(message).to.match(/\S: \S|; \S|\(/);
      }
    };
    fuzz(seeds, target, intoAscii);
    expect([...seen]).to.include.members(['problems', ...MESSAGES.map(({ kind }) => kind)]);
  });

  it(`are parts or problems (${FUZZ_RUNS} bodies)`, function () {
    this.timeout(0);
    const { body } = encodeMultipart(DOCUMENTS.slice(2, 5));
    const boundary = body.toString('latin1', 2, body.indexOf('\r'));
    const seed = Buffer.from(body.toString('latin1').replaceAll(boundary, 'b'), 'latin1');
    const seen = new Set<number>();
    fuzz(
      [seed],
      (packet) => {
        const decoded = decodeMultipart('multipart/mixed; boundary=b', packet);
        if (decoded.ok) {
          const octets = decoded.documents.reduce((sum, document) => sum + document.length, 0);
          expect(octets).to.be.below(packet.length);
          seen.add(decoded.documents.length);
        } else {
          expect(decoded.problems).to.not.have.length(0);
          seen.add(0);
        }
      },
      intoAscii,
    );
    expect([...seen]).to.include.members([0, 1, 2, 3]);
  });
});
