import { expect } from 'chai';
import fc from 'fast-check';
import { SourceText } from '../../document/source-text.ts';

describe('The text of a file', () => {
  const source = new SourceText('a.yaml', 'one\ntwo\r\n\nfour');

  it('places a range by line and column, both from 1', () => {
    expect(source.place([4, 7])).to.deep.equal({
      file: 'a.yaml',
      line: 2,
      column: 1,
      endLine: 2,
      endColumn: 4,
    });
  });

  it('places a range over several lines', () => {
    expect(source.place([5, 12])).to.include({ line: 2, column: 2, endLine: 4, endColumn: 3 });
  });

  it('places what ends before it begins as empty', () => {
    expect(source.place([5, 2])).to.include({ line: 2, column: 2, endLine: 2, endColumn: 2 });
  });

  it('gives lines without their ends, and none past the last', () => {
    expect([1, 2, 3, 4, 5].map((line) => source.line(line))).to.deep.equal([
      'one',
      'two',
      '',
      'four',
      undefined,
    ]);
  });

  it('agrees with counting line ends, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'é', '\n', '\r', '😀') }), fc.nat(), (text, at) => {
        const offset = Math.min(at, text.length);
        const before = text.slice(0, offset).split('\n');
        expect(new SourceText('f', text).place([offset, offset])).to.include({
          line: before.length,
          column: (before.at(-1) ?? '').length + 1,
        });
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
