import { deflateRawSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import {
  CodingError,
  decodeContent,
  encodeContent,
  limitForStrangers,
  parseContentCoding,
} from '../../messages/content-coding.ts';

const TEXT = Buffer.from('<InstancePMReport/>'.repeat(100));

describe('A content coding (K45)', () => {
  for (const coding of ['identity', 'gzip', 'deflate'] as const) {
    it(`of ${coding} is undone`, async () => {
      const coded = await encodeContent(TEXT, coding);
      expect((await decodeContent(coded, coding, 10_000)).equals(TEXT)).to.equal(true);
    });
  }

  it('of deflate is undone also without the zlib format (RFC 9110 section 8.4.1.2)', async () => {
    expect((await decodeContent(deflateRawSync(TEXT), 'deflate', 10_000)).equals(TEXT)).to.equal(true);
  });

  it('is named in any case; several, or another, are none', () => {
    const named = ['', ' GZip ', 'x-gzip', 'deflate', 'br', 'gzip, gzip'].map(parseContentCoding);
    expect(named).to.deep.equal(['identity', 'gzip', 'gzip', 'deflate', undefined, undefined]);
  });

  const refusal = (octets: Buffer, limit: number) =>
    decodeContent(octets, 'gzip', limit).then(
      () => expect.fail('it was undone'),
      (error: CodingError) => error,
    );

  it('that is torn, or becomes too large, is a CodingError', async () => {
    const coded = gzipSync(TEXT);
    for (const [octets, limit, status, said] of [
      [coded.subarray(0, -12), 10_000, 400, /^it is no whole gzip \(/],
      [TEXT, 10_000, 400, /^it is no whole gzip \(/],
      [coded, TEXT.length - 1, 413, /^decompressed it is larger than 1899 octets$/],
    ] as const) {
      const error = await refusal(octets, limit);
      expect(error).to.be.instanceOf(CodingError).and.have.property('status', status);
      expect(error.message).to.match(said);
    }
  });

  it('of a stranger may become no larger than text would', () => {
    const limits = [10, 1000, 1_000_000].map((size) => limitForStrangers(Buffer.alloc(size), 1_000_000));
    expect(limits).to.deep.equal([65_536, 100_000, 1_000_000]);
    expect(limitForStrangers(Buffer.alloc(10), 99)).to.equal(99);
  });
});
