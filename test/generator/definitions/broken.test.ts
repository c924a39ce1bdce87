import { expect } from 'chai';
import { RULES } from '../../../generator/rules.ts';
import { BROKEN_CASES, type BrokenCase } from './broken-cases.ts';
import { edit, load, SAMPLE } from './sample.ts';

interface Marked {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** Where the mark ends, if it is on the same line. */
  readonly endColumn: number | undefined;
}

/** Takes the marks out of a text. */
function unmark(marked: string): Marked {
  const before = marked.slice(0, marked.indexOf('«'));
  const line = before.split('\n').length;
  const column = before.length - before.lastIndexOf('\n');
  const end = marked.indexOf('»');
  return {
    text: marked.replace(/[«»]/g, ''),
    line,
    column,
    endColumn: end < 0 ? undefined : column + end - before.length - 1,
  };
}

function brokenFile({ file = 'sip.yaml', edits }: BrokenCase): Marked {
  return unmark(edits.reduce((text, [from, to]) => edit(text, from, to), SAMPLE[file]));
}

describe('Broken definitions', () => {
  it('has a sample without a problem', () => {
    const { definitions, diagnostics } = load();
    expect(diagnostics).to.deep.equal([]);
    expect(definitions?.modules).to.have.length(1);
  });

  for (const broken of BROKEN_CASES) {
    it(`reports ${broken.what}`, () => {
      const { text, line, column, endColumn } = brokenFile(broken);
      const file = broken.file ?? 'sip.yaml';
      const { definitions, diagnostics } = load({ [file]: text });
      const [first] = diagnostics;
      expect(diagnostics.map(({ rule }) => rule)).to.deep.equal([broken.rule]);
      expect(first?.place).to.include({ file, line, column });
      if (endColumn !== undefined) expect(first?.place).to.include({ endLine: line, endColumn });
      if (broken.remedy !== undefined) expect(first?.remedy).to.include(broken.remedy);
      if (broken.message !== undefined) expect(first?.message).to.include(broken.message);
      const { severity } = RULES[broken.rule];
      expect(first?.severity).to.equal(severity);
      expect(definitions === undefined).to.equal(severity === 'error');
    });
  }
});
