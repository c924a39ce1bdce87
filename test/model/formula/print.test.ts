import { expect } from 'chai';
import fc from 'fast-check';
import type { Expression } from '../../../model/formula/expression.ts';
import { printFormula } from '../../../model/formula/print.ts';
import { children, walk } from '../../../model/formula/walk.ts';
import { anyLeaf, trees } from './random-tree.ts';
import { parse, withoutRanges } from './test-module.ts';

describe('printing a formula', () => {
  it('uses single blanks and only the parentheses that the tree needs', () => {
    const printed = {
      '( 100*ok )/( all-( redirected ) )': '100 * ok / (all - redirected)',
      'a+(b+c)': 'a + (b + c)',
      '((a+b))+c': 'a + b + c',
      'a/(b*c)': 'a / (b * c)',
      '-(a*b)': '-(a * b)',
      '(-a)*(-b)': '-a * -b',
      '-(-a)': '--a',
      '(a<b)==(c<d)': '(a < b) == (c < d)',
      'if((a<b),(1),[ X  Y ])': 'if(a < b, 1, [X Y])',
      'sum((a + b))': 'sum(a + b)',
      '1e21 + 0.0000001': '1e+21 + 1e-7',
    };
    for (const [text, canonical] of Object.entries(printed))
      expect(printFormula(parse(text)), text).to.equal(canonical);
  });

  it('parses back to the same tree', () => {
    fc.assert(
      fc.property(trees(anyLeaf), (tree) => {
        expect(withoutRanges(parse(printFormula(tree)))).to.deep.equal(tree);
      }),
      { numRuns: 1000 },
    );
  });

  it('needs every pair of parentheses that it prints', () => {
    fc.assert(
      fc.property(trees(anyLeaf.filter((leaf) => leaf.kind !== 'kpi')), (tree) => {
        const text = printFormula(tree);
        for (const match of text.matchAll(/(?<![\w.])\(/g)) {
          const without = dropParentheses(text, match.index);
          expect(() => expect(withoutRanges(parse(without))).to.deep.equal(tree), without).to.throw();
        }
      }),
    );
  });

  it('prints each node’s range of the text back as the node', () => {
    fc.assert(
      fc.property(trees(anyLeaf), (tree) => {
        const text = printFormula(tree);
        const root = parse(text);
        walk(root, (node) => {
          const [start, end] = node.at!;
          expect(withoutRanges(parse(text.slice(start, end)))).to.deep.equal(withoutRanges(node));
          for (const child of children(node)) expect(within(child, node), text).to.equal(true);
        });
      }),
    );
  });
});

function within({ at: inner }: Expression, { at: outer }: Expression): boolean {
  return outer![0] <= inner![0] && inner![1] <= outer![1];
}

function dropParentheses(text: string, open: number): string {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')' && --depth === 0) {
      return `${text.slice(0, open)} ${text.slice(open + 1, i)} ${text.slice(i + 1)}`;
    }
  }
  throw new Error(`${text} has an open parenthesis`);
}
