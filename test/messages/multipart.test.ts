import { expect } from 'chai';
import fc from 'fast-check';
import { decodeMultipart, encodeMultipart, MULTIPART_LIMITS } from '../../messages/multipart.ts';
import { decodeMessage } from '../../messages/xml/decode.ts';
import { encodeMessage } from '../../messages/xml/encode.ts';
import { sendableMessages } from './arbitrary-messages.ts';

const TYPE = 'multipart/mixed; boundary=b';

function documentsOf(body: string, contentType = TYPE): string[] {
  const decoded = decodeMultipart(contentType, Buffer.from(body));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.problems));
  return decoded.documents.map((document) => Buffer.from(document).toString());
}

/** Problems as `place message`. */
function problemsOf(body: string, contentType = TYPE, limits = MULTIPART_LIMITS): string[] {
  const decoded = decodeMultipart(contentType, Buffer.from(body), limits);
  if (decoded.ok) throw new Error('there is no problem');
  return decoded.problems.map(({ place, message }) => `${place} ${message}`);
}

describe('a multipart body (K40)', () => {
  it('holds messages that come out as they went in', () => {
    fc.assert(
      fc.property(fc.array(sendableMessages, { minLength: 1, maxLength: 5 }), (messages) => {
        const { contentType, body } = encodeMultipart(messages.map((message) => encodeMessage(message)));
        const decoded = decodeMultipart(contentType, body);
        if (!decoded.ok) throw new Error(JSON.stringify(decoded.problems));
        expect(decoded.documents.map((document) => decodeMessage(document))).to.deep.equal(
          messages.map((message) => ({ ok: true, message })),
        );
      }),
    );
  });

  it('holds any documents, line breaks at their ends too', () => {
    const text = fc.string({ unit: fc.constantFrom('\r', '\n', '-', '--b', '--b--', 'b', ' ', 'ä') });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (documents) => {
        const { contentType, body } = encodeMultipart(documents);
        expect(documentsOf(body.toString(), contentType)).to.deep.equal(documents);
      }),
    );
  });

  it('is not made of no messages', () => {
    expect(() => encodeMultipart([])).to.throw(/needs at least one message/);
  });

  it('has a preamble, an epilogue, padding and white space that mean nothing (RFC 2046 5.1.1)', () => {
    const body =
      'preamble --b\r\n--b \t\r\nContent-Type: application/xml\r\n\r\n<a/>\r\n--bc\r\n--b\r\n\r\n<b/>\r\n--b--\r\nepilogue\r\n--b\r\n';
    expect(documentsOf(body)).to.deep.equal(['<a/>\r\n--bc', '<b/>']);
  });

  it('ends with the closing delimiter, without a line break', () => {
    expect(documentsOf('--b\r\n\r\n<a/>\r\n--b--')).to.deep.equal(['<a/>']);
  });

  it('may have lines that end in LF alone', () => {
    expect(documentsOf('--b\ncontent-type: text/xml\n\n<a/>\n\n--b--\n')).to.deep.equal(['<a/>\n']);
  });

  it('may have folded header fields, ones that mean nothing, and a quoted boundary', () => {
    const body =
      '--b c\r\nContent-Type:\r\n application/xml;\r\n\tcharset=utf-8\r\nX: y\r\n\r\n<a/>\r\n--b c--\r\n';
    expect(documentsOf(body, 'Multipart/Mixed; Boundary="b c"')).to.deep.equal(['<a/>']);
  });

  describe('is refused', () => {
    const part = (header: string) => `--b\r\n${header}\r\n\r\n<a/>\r\n--b--\r\n`;
    const NO_BOUNDARY =
      " the Content-Type multipart/mixed needs a boundary of 1 to 70 letters, digits and '()+_,-./:=?";
    const refused: readonly (readonly [string, string, string, readonly string[]])[] = [
      [
        'under another type',
        'application/xml',
        part(''),
        [' the body is no multipart/mixed: its Content-Type is "application/xml"'],
      ],
      ['without a boundary', 'multipart/mixed', part(''), [NO_BOUNDARY]],
      [
        'with a boundary that is too long',
        `multipart/mixed; boundary=${'b'.repeat(71)}`,
        part(''),
        [NO_BOUNDARY],
      ],
      ['with a boundary that ends in a space', 'multipart/mixed; boundary="b "', part(''), [NO_BOUNDARY]],
      [
        'without the boundary in it',
        TYPE,
        ' --b\r\n',
        [' the body has no line --b: there are no parts in it'],
      ],
      ['without parts', TYPE, '--b--\r\n', [' the body has no parts: send at least one message']],
      [
        'when it was cut off',
        TYPE,
        '--b\r\n\r\n<a/>\r\n--b\r\n',
        [' the body does not end in a line --b--: it was cut off'],
      ],
      [
        'within a part',
        TYPE,
        '--b\r\n\r\n<a/>\r\n--b-',
        [' the body does not end in a line --b--: it was cut off'],
      ],
      [
        'with a part without blank line',
        TYPE,
        '--b\r\nX: y\r\n--b--',
        ['part 1 there is no blank line between header fields and message'],
      ],
      [
        'with an empty part',
        TYPE,
        '--b\r\n--b--',
        ['part 1 there is no blank line between header fields and message'],
      ],
      [
        'with a message among the header fields',
        TYPE,
        '--b\r\n<a/>\r\n\r\n\r\n--b--',
        ['part 1 "<a/>" is no header field: write Content-Type: application/xml, then a blank line'],
      ],
      [
        'with a multipart in it',
        TYPE,
        part('Content-Type: multipart/mixed; boundary=c'),
        ['part 1 a multipart within a part is refused: send its messages as parts'],
      ],
      [
        'with parts of other types, encodings and charsets, all told',
        TYPE,
        `--b\r\nContent-Type: text/plain\r\n\r\n\r\n--b\r\nContent-Transfer-Encoding: base64\r\n\r\n\r\n--b\r\nContent-Type: text/xml;charset=ibm037\r\n\r\n\r\n${part('Content-Type: xml')}`,
        [
          'part 1 text/plain is not read: send application/xml',
          'part 2 the Content-Transfer-Encoding base64 is not read: send binary',
          'part 3 the charset ibm037 is not read: send UTF-8',
          'part 4 "xml" is no Content-Type: send application/xml',
        ],
      ],
    ];
    for (const [when, contentType, body, expected] of refused) {
      it(when, () => {
        expect(problemsOf(body, contentType)).to.deep.equal(expected);
      });
    }

    it('with more parts than it may have', () => {
      const limits = { ...MULTIPART_LIMITS, parts: 2 };
      const parts = (count: number) => `${'--b\r\n\r\n<a/>\r\n'.repeat(count)}--b--`;
      expect(decodeMultipart(TYPE, Buffer.from(parts(2)), limits).ok).to.equal(true);
      for (const count of [3, 4, 100]) {
        expect(problemsOf(parts(count), TYPE, limits)).to.deep.equal([
          ' the body has more than 2 parts: send several bodies',
        ]);
      }
    });

    it('with longer header fields than a part may have', () => {
      expect(problemsOf(part(`X: ${'y'.repeat(5000)}`))).to.deep.equal([
        'part 1 its header fields have more than 4096 octets',
      ]);
    });
  });
});
