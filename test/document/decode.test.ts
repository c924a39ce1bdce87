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

  it('takes U+FFFD that is really there for a character', () => {
    expect(decodeText('f', Buffer.from('a: \uFFFD')).problem).to.equal(undefined);
    const bytes = Buffer.concat([Buffer.from('\uFFFD'), Buffer.from([0x80])]);
    expect(decodeText('f', bytes).problem?.place).to.include({ line: 1, column: 2 });
  });

  it('says so when a file is UTF-16', () => {
    const { problem } = decodeText('f', Buffer.from('\uFEFFa: 1', 'utf16le'));
    expect(problem?.message).to.equal('The file is UTF-16, not UTF-8.');
    expect(problem?.place).to.include({ line: 1, column: 1 });
  });
});
