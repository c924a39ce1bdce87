import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { MAX_DEPTH } from '../../../model/formula/check.ts';
import { FUNCTIONS } from '../../../model/formula/functions.ts';
import { MAX_TOKENS } from '../../../model/formula/lexer.ts';
import { MAX_NESTING, parseFormula } from '../../../model/formula/parse.ts';

const docs = readFileSync('docs/formulas.md', 'utf8');

/** Rows of the table under a header line, as cells. */
function tableUnder(header: string): string[][] {
  const [, , ...lines] = docs.slice(docs.indexOf(header)).split('\n');
  return lines.slice(0, lines.indexOf('')).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('docs/formulas.md', () => {
  it('has the grammar that the parser is written after', () => {
    const source = readFileSync('model/formula/parse.ts', 'utf8');
    const comment = source.slice(0, source.indexOf(' */')).split('\n');
    const grammar = comment.filter((line) => line.startsWith(' *   ')).map((line) => line.slice(5));
    expect(/```ebnf\n([^`]*)\n```/.exec(docs)?.[1]?.split('\n')).to.deep.equal(grammar);
  });

  it('has only examples that parse', () => {
    const blocks = [...docs.matchAll(/```formula\n([^`]*)```/g)].map(([, formula]) => formula ?? '');
    const listed = tableUnder('| KPI | formula |').map(([, cell]) => (cell ?? '').replaceAll('`', ''));
    expect([blocks.length, listed.length].every((count) => count > 2)).to.equal(true);
    const ofFunctions = FUNCTIONS.map(({ example }) => example);
    for (const formula of [...blocks, ...listed, ...ofFunctions])
      expect(parseFormula(formula).problems, formula).to.deep.equal([]);
  });

  it('has the limits that there are', () => {
    const limits = docs
      .slice(docs.indexOf('## Limits'), docs.indexOf('## Grammar'))
      .match(/\d+/g)
      ?.map(Number);
    expect(limits).to.deep.equal([MAX_TOKENS, MAX_NESTING, MAX_DEPTH]);
  });
});
