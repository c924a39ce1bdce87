import { expect } from 'chai';
import { followPointer, parsePointer } from '../../../../agent/collect/json/pointer.ts';

/** RFC 6901 section 5. */
const DOCUMENT = {
  ...{
    foo: ['bar', 'baz'],
    '': 0,
    'a/b': 1,
    'c%d': 2,
    'e^f': 3,
    'g|h': 4,
    'i\\j': 5,
    'k"l': 6,
    ' ': 7,
    'm~n': 8,
  },
};
const follow = (text: string) => followPointer(DOCUMENT, parsePointer(text) ?? ['not a pointer']);

describe('a JSON Pointer (RFC 6901)', () => {
  it('finds what the examples of the RFC say', () => {
    expect(follow('')).to.equal(DOCUMENT);
    const texts = ['/foo/0', '/', '/a~1b', '/c%d', '/e^f', '/g|h', '/i\\j', '/k"l', '/ ', '/m~0n'];
    expect(texts.map(follow)).to.deep.equal(['bar', 0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('finds nothing where there is nothing, and nothing that JSON has not said', () => {
    for (const text of ['/foo/2', '/foo/-', '/foo/01', '/foo/length', '/toString', '/__proto__', '/a~1b/c']) {
      expect(follow(text), text).to.equal(undefined);
    }
  });

  it('begins with a slash, and has no other escapes than ~0 and ~1', () => {
    expect(['foo', '$', '/a~2', '/a~'].map(parsePointer)).to.deep.equal(Array(4).fill(undefined));
    expect(parsePointer('/~01')).to.deep.equal(['~1']);
  });
});
