import { expect } from 'chai';
import fc from 'fast-check';
import { fixedInstances } from '../../../agent/snmp/fixed-instances.ts';
import type { ComputedSubtree, Oid } from '../../../agent/snmp/mib-view.ts';
import { encodeOid, formatOid, isInSubtree } from '../../../agent/snmp/oid.ts';
import { segmentsOf } from '../../../agent/snmp/segments.ts';
import { ValueIndex } from '../../../agent/snmp/value-index.ts';
import { View } from '../../../agent/snmp/view.ts';
import { oid } from './messages.ts';

const subtree = (root: string): ComputedSubtree => fixedInstances(oid(root), []);

const ranges = (include: string[], exclude: string[], roots: string[] = []) =>
  segmentsOf({ include: include.map(oid), exclude: exclude.map(oid) }, roots.map(subtree)).map(
    ({ startOid, endOid, subtree: source }) =>
      `${formatOid(startOid)}..${formatOid(endOid)}${source ? ` ${formatOid(source.root)}` : ''}`,
  );

const shows = (view: View, name: Oid) => {
  const encoded = encodeOid(name);
  return view.segmentOf(encoded, 0, encoded.length) !== undefined;
};

describe('views', () => {
  it('show nothing unless it is included', () => expect(ranges([], [])).to.deep.equal([]));

  it('show a subtree, up to where the next begins', () => {
    expect(ranges(['1.3.6.1'], [])).to.deep.equal(['1.3.6.1..1.3.6.2']);
  });

  it('show what is included within what is excluded', () => {
    expect(ranges(['1.3.6.1', '1.3.6.1.4.1.5'], ['1.3.6.1.4'])).to.deep.equal([
      '1.3.6.1..1.3.6.1.4',
      '1.3.6.1.4.1.5..1.3.6.1.4.1.6',
      '1.3.6.1.5..1.3.6.2',
    ]);
  });

  it('hide what is both included and excluded', () => {
    expect(ranges(['1.3.6'], ['1.3.6'])).to.deep.equal([]);
  });

  it('take neighbours together', () => {
    expect(ranges(['1.3.6.1', '1.3.6.2', '1.3.6.1.4'], [])).to.deep.equal(['1.3.6.1..1.3.6.3']);
  });

  it('reach over the largest sub-identifier and a whole arc', () => {
    expect(ranges(['1.3.4294967295', '0'], [])).to.deep.equal(['0.0..1.0', '1.3.4294967295..1.3.4294967296']);
  });

  it('are cut at computed subtrees, which may begin before them and end after them', () => {
    expect(ranges(['1.3.6.1'], ['1.3.6.1.2.1.1.9'], ['1.3.6.1.2.1.11', '1.3.6.1.2.1.1'])).to.deep.equal([
      '1.3.6.1..1.3.6.1.2.1.1',
      '1.3.6.1.2.1.1..1.3.6.1.2.1.1.9 1.3.6.1.2.1.1',
      '1.3.6.1.2.1.1.10..1.3.6.1.2.1.2 1.3.6.1.2.1.1',
      '1.3.6.1.2.1.2..1.3.6.1.2.1.11',
      '1.3.6.1.2.1.11..1.3.6.1.2.1.12 1.3.6.1.2.1.11',
      '1.3.6.1.2.1.12..1.3.6.2',
    ]);
    expect(ranges(['1.3.6.1.5'], [], ['1.3.6.1'])).to.deep.equal(['1.3.6.1.5..1.3.6.1.6 1.3.6.1']);
  });

  it('are refused where computed subtrees overlap', () => {
    expect(() => ranges([], [], ['1.3.6.1.4', '1.3.6.1'])).to.throw(
      Error,
      'the subtrees 1.3.6.1 and 1.3.6.1.4 overlap',
    );
    expect(() => ranges([], [], ['1.3.6', '1.3.6'])).to.throw(Error, 'overlap');
  });

  it('property: an OID is shown if the longest family that holds it includes it', () => {
    const family = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 }).map((rest) => [1, 3, ...rest]);
    const families = fc.array(family, { maxLength: 5 });
    fc.assert(
      fc.property(families, families, family, (include, exclude, name) => {
        const view = new View({ include, exclude }, { index: new ValueIndex(), subtrees: [] });
        const longest = (roots: Oid[]) =>
          Math.max(-1, ...roots.filter((root) => isInSubtree(name, root)).map((root) => root.length));
        expect(shows(view, name)).to.equal(longest(include) > longest(exclude));
      }),
      { numRuns: 2000 },
    );
  });
});
