import { expect } from 'chai';
import { decodeText } from '../../document/decode.ts';

describe('Decoding a file', () => {
  it('drops a byte order mark, of bytes and of text', () => {
    expect(decodeText('f', Buffer.from('\uFEFFa: 1')).source.text).to.equal('a: 1');
    expect(decodeText('f', '\uFEFFa: 1').source.text).to.equal('a: 1');
  });

  it('places the first byte that is not UTF-8, a byte order mark not counted', () => {
    const bytes = Buffer.concat([Buffer.from('\uFEFFa: é\nb: '), Buffer.from([0xff, 0x41, 0xc3])]);
    const { problem } = decodeText('f', bytes);
    expect(problem).to.include({ rule: 'YAML-ENCODING', severity: 'error' });
    expect(problem?.place).to.include({ line: 2, column: 4 });
  });

  it('takes no other bytes for a byte order mark', () => {
    for (const bytes of [
      [0xff, 0x41],
      [0xfe, 0x41],
      [0x41, 0xff],
      [0x41, 0xfe],
      [0xff, 0xff],
      [0xfe, 0xfe],
    ]) {
      const { problem } = decodeText('f', Buffer.from(bytes));
      expect(problem?.message).to.equal('The file holds bytes that are not UTF-8.');
    }
    for (const bytes of [
      [0xef, 0xbb, 0x41, 0xff],
      [0xef, 0x41, 0xbf, 0xff],
      [0xc3, 0xbb, 0xbf, 0xff],
    ]) {
      const { problem, source } = decodeText('f', Buffer.from(bytes));
      expect(problem?.place?.column, `${bytes}`).to.equal(source.text.indexOf('\uFFFD') + 1);
    }
  });

  it('takes U+FFFD that is really there for a character', () => {
    expect(decodeText('f', Buffer.from('a: \uFFFD')).problem).to.equal(undefined);
    const bytes = Buffer.concat([Buffer.from('\uFFFD'), Buffer.from([0x80])]);
    expect(decodeText('f', bytes).problem?.place).to.include({ line: 1, column: 2 });
  });

  it('says so when a file is UTF-16', () => {
    const { problem } = decodeText('f', Buffer.from('\uFEFFa: 1', 'utf16le'));
    expect(problem?.message).to.equal('The file is UTF-16, not UTF-8.');
    const bigEndian = Buffer.from('\uFEFFa: 1', 'utf16le').swap16();
    expect(decodeText('f', bigEndian).problem?.message).to.equal('The file is UTF-16, not UTF-8.');
    expect(problem?.place).to.include({ line: 1, column: 1 });
  });
});
