import { expect } from 'chai';
import { decodeMessage } from '../../../messages/xml/decode.ts';

const DOCUMENT = '<OEConfigQueryRequest OE="München 😀" ConfigInfoIdentifier="a"/>';
const EXPECTED = {
  ok: true,
  message: { kind: 'OEConfigQueryRequest', oeId: 'München 😀', identifiers: ['a'] },
};
const utf16le = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

describe('the encoding of a document', () => {
  it('is UTF-8, with or without a byte order mark', () => {
    expect(decodeMessage(Buffer.from(DOCUMENT))).to.deep.equal(EXPECTED);
    expect(
      decodeMessage(Buffer.from(`\ufeff<?xml version="1.0" encoding="utf-8"?>${DOCUMENT}`)),
    ).to.deep.equal(EXPECTED);
  });

  it('is UTF-16 in both orders of octets, where a byte order mark says so', () => {
    const document = `<?xml version="1.0" encoding="UTF-16"?>${DOCUMENT}`;
    expect(decodeMessage(utf16le(document))).to.deep.equal(EXPECTED);
    expect(decodeMessage(utf16le(document).swap16())).to.deep.equal(EXPECTED);
  });

  it('is not what a declaration says of UTF-16', () => {
    expect(decodeMessage(utf16le(`<?xml version="1.0" encoding="UTF-8"?>${DOCUMENT}`))).to.deep.equal({
      ok: false,
      problems: [
        {
          place: '1:1',
          message: 'the encoding UTF-8 is declared, but this is UTF-16: send and declare UTF-8',
        },
      ],
    });
  });

  it('is told to be none where octets mean nothing in it', () => {
    expect(decodeMessage(Buffer.from(DOCUMENT, 'latin1'))).to.deep.equal({
      ok: false,
      problems: [{ place: '', message: 'octet 28 is not UTF-8: send the document in UTF-8' }],
    });
    expect(decodeMessage(Buffer.from([0xff, 0xfe, 0x00, 0xd8]))).to.deep.equal({
      ok: false,
      problems: [
        {
          place: '',
          message: 'the document is not UTF-16, as its byte order mark says: send it in UTF-8',
        },
      ],
    });
  });
});
