import { expect } from 'chai';
import {
  type BerReader,
  createReader,
  enter,
  leave,
  readInteger,
  readOctetString,
  readOid,
  readUnsigned,
  skipValue,
  Tag,
} from '../../agent/snmp/ber.ts';
import { compareEncodedOids, decodeOid, encodeOid, isOid } from '../../agent/snmp/oid.ts';
import { readRecordings } from '../interop/exchanges.ts';
import { FUZZ_RUNS, fuzz } from './fuzz.ts';

const READERS: readonly ((reader: BerReader) => void)[] = [
  readInteger,
  (reader) => readUnsigned(reader, Tag.Counter32),
  readOctetString,
  readOid,
  skipValue,
  (reader) => {
    const outer = enter(reader, Tag.Sequence);
    readInteger(reader);
    leave(reader, outer);
  },
];

describe('any octets read as BER', () => {
  const seeds = readRecordings().flatMap(({ exchanges }) => exchanges.map(({ request }) => request));

  it(`are a value within their bounds or an error, wherever one begins (${FUZZ_RUNS} packets)`, function () {
    this.timeout(0);
    let values = 0;
    fuzz(seeds, (packet) => {
      for (let start = 0; start < packet.length; start += 3) {
        for (const read of READERS) {
          const end = packet.length - (start % 2);
          const reader = createReader(packet, start, end);
          read(reader);
          if (reader.at > end || reader.at < start || reader.end > end) throw new Error('read out of bounds');
          if (reader.error === undefined && reader.at > start) values += 1;
        }
      }
    });
    expect(values).to.be.above(FUZZ_RUNS);
  });

  it(`are an OID only where they are the one encoding of it (${FUZZ_RUNS} packets)`, function () {
    this.timeout(0);
    let oids = 0;
    fuzz(
      [Buffer.from('06082b06010201010500', 'hex'), Buffer.from('060a2b0601040181fd597f81', 'hex')],
      (packet) => {
        const reader = createReader(packet);
        const start = readOid(reader);
        if (reader.error !== undefined) return;
        oids += 1;
        const oid = decodeOid(packet, start, reader.at);
        expect(isOid(oid)).to.equal(true);
        const encoded = encodeOid(oid);
        expect(compareEncodedOids(encoded, 0, encoded.length, packet, start, reader.at)).to.equal(0);
        expect(encoded.length).to.equal(reader.at - start);
      },
    );
    expect(oids).to.be.above(FUZZ_RUNS / 20);
  });
});
