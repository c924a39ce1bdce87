import { expect } from 'chai';
import fc from 'fast-check';
import { splitDocuments } from '../../messages/split-documents.ts';
import { encodeMessage } from '../../messages/xml/encode.ts';

const report = (value: string) =>
  encodeMessage({
    kind: 'InstancePMReport',
    instanceId: 'sip-01',
    measurements: [{ identifier: 'SIP-KPI-MIB', items: [{ name: 'inviteAttempts', value }] }],
  });
const split = (text: string) =>
  splitDocuments(Buffer.from(text)).map(({ offset, bytes, isTorn }) => ({
    offset,
    text: Buffer.from(bytes).toString(),
    isTorn,
  }));

describe('Documents appended one after the other', () => {
  it('are told apart again (O14)', () => {
    const [first, second] = [report('1'), report('<?xml version="1.0"?></InstancePMReport>\n')];
    expect(split(first + second)).to.deep.equal([
      { offset: 0, text: first, isTorn: false },
      { offset: Buffer.byteLength(first), text: second, isTorn: false },
    ]);
  });

  it('are none in an empty file or one of line breaks', () => {
    expect(split('')).to.deep.equal([]);
    expect(split('\n \r\n')).to.deep.equal([]);
  });

  it('may have comments, a prefix, and white space between them', () => {
    const other = '<?xml version="1.0"?>\n<k:Report xmlns:k="urn:x"><!-- -->\n</k:Report>';
    expect(split(`\n${other}\n\n${other}`).map(({ isTorn }) => isTorn)).to.deep.equal([false, false]);
  });

  it('are found whatever was torn before, between and after them, and nothing torn is taken for one (O14)', () => {
    const piece = fc.record({ value: fc.string(), cut: fc.nat() });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const written = pieces.map(({ value, cut }, i) => {
          const whole = Buffer.from(report(`${i} ${value}`));
          // Cut before the end tag is closed, or not at all.
          const end = cut % 2 === 0 ? whole.length : cut % (whole.length - 1);
          return { bytes: whole.subarray(0, end), isTorn: end < whole.length - 1 };
        });
        const found = splitDocuments(Buffer.concat(written.map(({ bytes }) => bytes)));
        const wanted = written.filter(({ isTorn }) => !isTorn).map(({ bytes }) => bytes.toString().trim());
        expect(
          found.filter(({ isTorn }) => !isTorn).map(({ bytes }) => Buffer.from(bytes).toString().trim()),
        ).to.deep.equal(wanted);
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it('are no reason to fail, whatever the octets', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), (bytes, at) => {
        const middle = Math.min(at, bytes.length);
        const text = Buffer.concat([
          bytes.subarray(0, middle),
          Buffer.from('<?xml '),
          bytes.subarray(middle),
        ]);
        const pieces = splitDocuments(text);
        expect(
          pieces.every(({ bytes: piece, offset }) => text.subarray(offset).indexOf(piece) === 0),
        ).to.equal(true);
      }),
      { numRuns: 300, seed: 6 },
    );
  });
});
