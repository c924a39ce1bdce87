import { expect } from 'chai';
import fc from 'fast-check';
import { wrapText } from '../../../generator/text/wrap.ts';

describe('Wrapped text', () => {
  it('breaks between words, as late as it can', () => {
    expect(wrapText('one two three four', 9)).to.deep.equal(['one two', 'three', 'four']);
  });

  it('fills a line to its last column', () => {
    expect(wrapText('one two', 7)).to.deep.equal(['one two']);
    expect(wrapText('one two', 6)).to.deep.equal(['one', 'two']);
    expect(wrapText('one two x', 7)).to.deep.equal(['one two', 'x']);
    expect(wrapText('four five', 4)).to.deep.equal(['four', 'five']);
  });

  it('keeps paragraphs and lists', () => {
    expect(wrapText('one\n\ntwo three\n- four\n', 6)).to.deep.equal([
      'one',
      '',
      'two',
      'three',
      '- four',
      '',
    ]);
  });

  it('breaks a word only where it is longer than a line', () => {
    expect(wrapText('a bcdefghij k', 4)).to.deep.equal(['a', 'bcde', 'fghi', 'j k']);
  });

  it('has no blanks at the ends of lines, and one between words', () => {
    expect(wrapText('  one   two  \n  ', 20)).to.deep.equal(['one two', '']);
  });

  it('has an empty line for an empty text', () => {
    expect(wrapText('', 10)).to.deep.equal(['']);
  });

  it('keeps every word in its order and within the width, whatever the text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '-', ' ', '\n'), maxLength: 120 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 30 }), (written, width) => {
        const lines = wrapText(written, width);
        for (const line of lines) {
          expect(line.length).to.be.at.most(width);
          expect(line).to.equal(line.trim());
        }
        expect(lines.join('').replace(/\s/g, '')).to.equal(written.replace(/\s/g, ''));
        const words = written.split(/\s+/).filter((word) => word !== '');
        if (words.every((word) => word.length <= width)) {
          expect(lines.flatMap((line) => line.split(' ')).filter((word) => word !== '')).to.deep.equal(words);
        }
      }),
      { seed: 13, numRuns: 500 },
    );
  });
});
