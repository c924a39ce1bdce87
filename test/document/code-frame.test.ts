import { expect } from 'chai';
import fc from 'fast-check';
import { codeFrame } from '../../document/code-frame.ts';
import { SourceText } from '../../document/source-text.ts';

/** The frame around the first `[[…]]` in a text, which is taken out. */
function frame(marked: string): string[] {
  const start = marked.indexOf('[[');
  const end = marked.indexOf(']]') - 2;
  const source = new SourceText('f', marked.replace('[[', '').replace(']]', ''));
  return codeFrame(source, source.place([start, end])).split('\n');
}

describe('A code frame', () => {
  it('shows the line, the one before, and carets', () => {
    expect(frame('a: 1\nb: [[real]](2)\nc: 3')).to.deep.equal(['1 | a: 1', '2 | b: real(2)', '  |    ^^^^']);
  });

  it('leaves out a line before that is blank', () => {
    expect(frame('a: 1\n  \n[[b]]: 2')).to.deep.equal(['3 | b: 2', '  | ^']);
  });

  it('lines numbers up', () => {
    expect(frame(`${'a\n'.repeat(8)}nine\n[[ten]]`)).to.deep.equal([' 9 | nine', '10 | ten', '   | ^^^']);
  });

  it('points at a place without width', () => {
    expect(frame('a:[[]] b')).to.deep.equal(['1 | a: b', '  |   ^']);
    expect(frame('[[]]')).to.deep.equal(['1 |', '  | ^']);
    expect(frame('a: (b[[]]')).to.deep.equal(['1 | a: (b', '  |      ^']);
  });

  it('marks the first line of several', () => {
    expect(frame('a: [[b  \n  c]]\n')).to.deep.equal(['1 | a: b', '  |    ^']);
  });

  it('expands tabs', () => {
    expect(frame('a:\t[[b]]\tc')).to.deep.equal(['1 | a:  b   c', '  |     ^']);
  });

  it('gives wide letters two columns, and combining ones none', () => {
    expect(frame('中e\u0301: [[文字]] x')).to.deep.equal(['1 | 中e\u0301: 文字 x', '  |      ^^^^']);
  });

  it('makes control characters visible, so that none reaches a terminal', () => {
    expect(frame('a: \u001b[31m[[b]]\u202e')).to.deep.equal(['1 | a: \uFFFD[31mb\uFFFD', '  |         ^']);
  });

  it('cuts long lines around the problem', () => {
    const [line, carets] = frame(`${'x'.repeat(500)}[[here]]${'y'.repeat(500)}`);
    expect(line).to.equal(`1 | …${'x'.repeat(30)}here${'y'.repeat(66)}…`);
    expect(carets).to.equal(`  |  ${' '.repeat(30)}^^^^`);
  });

  it('shows the whole of a line that just fits', () => {
    expect(frame(`${'x'.repeat(96)}[[here]]`)[0]).to.equal(`1 | ${'x'.repeat(96)}here`);
    expect(frame(`${'x'.repeat(97)}[[here]]`)[0]).to.equal(`1 | …${'x'.repeat(30)}here`);
  });

  it('cuts a line before the problem, after it, or both', () => {
    expect(frame(`[[here]]${'y'.repeat(97)}`)[0]).to.equal(`1 | here${'y'.repeat(96)}…`);
    expect(frame(`${'x'.repeat(31)}[[here]]${'y'.repeat(90)}`)[0]).to.equal(
      `1 | …${'x'.repeat(30)}here${'y'.repeat(66)}…`,
    );
  });

  it('cuts long problems', () => {
    const [line, carets] = frame(`a: [[${'x'.repeat(500)}]]`);
    expect(line).to.equal(`1 | a: ${'x'.repeat(97)}…`);
    expect(carets).to.equal(`  |    ${'^'.repeat(97)}`);
  });

  it('keeps carets under the problem, whatever the line', () => {
    const unit = fc.constantFrom('a', ' ', '\t', '中', '\u0301', '😀', '\u0007');
    const text = fc.string({ unit, maxLength: 300 });
    fc.assert(
      fc.property(text, text, text, (before, middle, after) => {
        const source = new SourceText('f', `${before}${middle}${after}`);
        const place = source.place([before.length, before.length + middle.length]);
        const [line = '', carets = ''] = codeFrame(source, place).split('\n');
        expect(line.length).to.be.lessThan(500);
        expect(carets).to.match(/^ {2}\| *\^+$/);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});
