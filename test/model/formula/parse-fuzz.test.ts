import { expect } from 'chai';
import fc from 'fast-check';
import { suggest } from '../../../document/did-you-mean.ts';
import { parseFormula } from '../../../model/formula/parse.ts';
import { printFormula } from '../../../model/formula/print.ts';
import { FORMULA_RULES } from '../../../model/formula/problem.ts';
import { walk } from '../../../model/formula/walk.ts';
import { anyLeaf, trees } from './random-tree.ts';

/** Bits that formulas are made of, right and wrong. */
const scraps = fc.constantFrom(
  ...[
    '(',
    ')',
    '[',
    ']',
    ',',
    '.',
    '-',
    '+',
    '*',
    '/',
    '<',
    '=',
    '!',
    ' ',
    'if(',
    'sum(',
    'a',
    'b.c',
    '[K]',
    '1',
    '0.5',
  ],
  ...['e', '1e', '×', '−', '"', "'", '\0', '\n', '\ud800', 'é', '🙂', ';', '%', '\u00a0'],
);

const mutated = fc
  .tuple(
    trees(anyLeaf, 4).map(printFormula),
    fc.array(fc.tuple(fc.nat(200), fc.nat(4), scraps), { minLength: 1, maxLength: 4 }),
  )
  .map(([text, edits]) =>
    edits.reduce((old, [place, cut, put]) => {
      const at = place % (old.length + 1);
      return old.slice(0, at) + put + old.slice(at + cut);
    }, text),
  );

/** Whatever the text: a tree within it, or problems within it. */
function expectTotal(text: string): void {
  const parsed = parseFormula(text, suggest);
  const inText = ([start, end]: readonly [number, number]) =>
    0 <= start && start <= end && end <= text.length;
  if (parsed.expression) {
    expect(parsed.problems).to.deep.equal([]);
    walk(parsed.expression, ({ at }) => expect(inText(at!) && at![0] < at![1]).to.equal(true));
    return;
  }
  expect(parsed.problems).to.not.be.empty;
  for (const problem of parsed.problems) {
    expect(inText(problem.at), JSON.stringify(problem)).to.equal(true);
    expect(FORMULA_RULES).to.have.property(problem.code);
    expect(problem.message).to.match(/\.$/);
    expect(problem.remedy ?? 'None.').to.match(/[.?]$/);
  }
}

describe('any text as a formula', () => {
  it('ends in a tree or in problems within the text: arbitrary strings', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), expectTotal), {
      numRuns: 2000,
      seed: 1,
    });
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), expectTotal), {
      numRuns: 1000,
      seed: 2,
    });
  });

  it('ends in a tree or in problems within the text: scraps of formulas', () => {
    const text = fc.array(scraps, { maxLength: 25 }).map((parts) => parts.join(''));
    fc.assert(fc.property(text, expectTotal), { numRuns: 3000, seed: 3 });
  });

  it('ends in a tree or in problems within the text: formulas with a few characters changed', () => {
    fc.assert(fc.property(mutated, expectTotal), { numRuns: 3000, seed: 4 });
  });
});
