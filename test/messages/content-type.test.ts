import { expect } from 'chai';
import { parseContentType, xmlTypeProblem } from '../../messages/content-type.ts';

function parsed(text: string): readonly [string, Record<string, string>] | undefined {
  const { type, parameters } = parseContentType(text) ?? {};
  return type === undefined ? undefined : [type, Object.fromEntries(parameters ?? [])];
}

describe('a Content-Type', () => {
  const good: readonly (readonly [string, string, Record<string, string>])[] = [
    ['application/xml', 'application/xml', {}],
    [' Application/XML ; Charset=UTF-8 ', 'application/xml', { charset: 'UTF-8' }],
    ['multipart/mixed;boundary="a b\\"c;d"; ;', 'multipart/mixed', { boundary: 'a b"c;d' }],
  ];
  for (const [text, type, parameters] of good) {
    it(`is read from "${text}"`, () => {
      expect(parsed(text)).to.deep.equal([type, parameters]);
    });
  }

  for (const text of ['', 'xml', 'a/b c', 'a/b; c', 'a/b; c=', 'a/b; c="d', 'a/b; c="d"e', 'ä/b']) {
    it(`is not read from "${text}"`, () => {
      expect(parsed(text)).to.equal(undefined);
    });
  }

  it('says whether content may be a message, and what to send where not (K39)', () => {
    const problemOf = (text: string) => xmlTypeProblem(parseContentType(text)!);
    expect(problemOf('application/xml; charset="utf-8"')).to.equal(undefined);
    expect(problemOf('text/xml')).to.equal(undefined);
    expect(problemOf('application/json')).to.equal('application/json is not read: send application/xml');
    expect(problemOf('text/xml; charset=latin1')).to.equal('the charset latin1 is not read: send UTF-8');
  });
});
