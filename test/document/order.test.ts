import { expect } from 'chai';
import type { Diagnostic } from '../../document/diagnostic.ts';
import { inOrder } from '../../document/order.ts';

function at(file: string, line: number, column: number): Diagnostic {
  const place = { file, line, column, endLine: line, endColumn: column };
  return { severity: 'error', rule: 'X', message: `${file}:${line}:${column}`, place };
}

describe('Diagnostics in order', () => {
  it('stand by file, line and column, those without a place first', () => {
    const nowhere: Diagnostic = { severity: 'error', rule: 'X', message: 'nowhere' };
    const ordered = [nowhere, at('a', 1, 2), at('a', 1, 10), at('a', 2, 1), at('a', 10, 1), at('b', 1, 1)];
    const shuffled = [5, 3, 0, 4, 2, 1].map((position) => ordered[position]!);
    expect(inOrder(shuffled)).to.deep.equal(ordered);
    expect(inOrder([...shuffled].reverse())).to.deep.equal(ordered);
    expect(shuffled[0]).to.equal(ordered[5]);
  });

  it('keep the order they came in where they are of one place', () => {
    const first = { ...at('a', 1, 1), message: 'first' };
    const second = { ...at('a', 1, 1), message: 'second' };
    expect(inOrder([second, first])).to.deep.equal([second, first]);
  });
});
