import { expect } from 'chai';
import fc from 'fast-check';
import { decodeMessage } from '../../../messages/xml/decode.ts';
import { encodeMessage } from '../../../messages/xml/encode.ts';
import { MESSAGE_LIMITS } from '../../../messages/xml/limits.ts';
import { messagesOfAnyUnits, sendableMessages } from '../arbitrary-messages.ts';

/** XML 1.0, 2.2: Char. */
function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}

/** With U+FFFD for what XML cannot hold. */
function asSent<T>(value: T): T {
  if (typeof value === 'string') {
    return Array.from(value, (one) => (isXmlCharacter(one.codePointAt(0)!) ? one : '\ufffd')).join('') as T;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(asSent) as T;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, asSent(part)])) as T;
}

describe('a message that is encoded and decoded', () => {
  it('is the same again (K54 to K63)', () => {
    fc.assert(
      fc.property(sendableMessages, (message) => {
        expect(decodeMessage(Buffer.from(encodeMessage(message)))).to.deep.equal({ ok: true, message });
      }),
      { numRuns: 500 },
    );
  });

  it('has U+FFFD for each character that XML cannot hold', () => {
    fc.assert(
      fc.property(messagesOfAnyUnits, (message) => {
        const decoded = decodeMessage(Buffer.from(encodeMessage(message)));
        expect(decoded).to.deep.equal({ ok: true, message: asSent(message) });
      }),
      { numRuns: 500 },
    );
  });

  it('is the same under another namespace and under none (O01)', () => {
    fc.assert(
      fc.property(sendableMessages, fc.constantFrom('', 'urn:example:"kpi"'), (message, namespace) => {
        const document = Buffer.from(encodeMessage(message, namespace));
        expect(decodeMessage(document, MESSAGE_LIMITS, namespace)).to.deep.equal({ ok: true, message });
      }),
    );
  });

  it('begins where <?xml is and nowhere else, so that appended documents can be split (O14)', () => {
    fc.assert(
      fc.property(sendableMessages, (message) => {
        const document = encodeMessage(message);
        expect(document.lastIndexOf('<?xml')).to.equal(0);
        expect(document.endsWith('>\n')).to.equal(true);
      }),
    );
  });
});
