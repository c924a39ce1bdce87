import { expect } from 'chai';
import fc from 'fast-check';
import { cutText, dateAndTime } from '../../../agent/base-mib/cell.ts';
import { compareIndex, fixedRows, textIndex } from '../../../agent/base-mib/row-set.ts';
import { scalarSubtree, tableSubtree } from '../../../agent/base-mib/subtree.ts';
import type { ComputedSubtree } from '../../../agent/snmp/mib-view.ts';
import type { BaseScalars, BaseTable } from '../../../model/base-mib.ts';

const OBJECTS = [1, 3, 6, 1, 4, 1, 32473, 1, 1];
const TABLE: BaseTable = {
  kind: 'table',
  name: 'kpi1Test',
  arc: 5,
  description: '',
  rowDescription: '',
  impliedIndex: true,
  index: [{ name: 'kpi1TestName', arc: 1, syntax: { kind: 'text', min: 1, max: 8 }, description: '' }],
  columns: [
    { name: 'a', arc: 2, syntax: { kind: 'unsigned', min: 0, max: 9 }, description: '' },
    { name: 'b', arc: 4, syntax: { kind: 'text', max: 9 }, description: '' },
  ],
};

function walk(subtree: ComputedSubtree): string[] {
  const seen: string[] = [];
  for (let at = subtree.next([]); at; at = subtree.next(at.oid)) seen.push(at.oid.join('.'));
  return seen;
}

describe('A table of KPI1-MIB', () => {
  it('walks column by column in index order and leaves out cells that do not exist', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.string({ minLength: 1, maxLength: 4 }), fc.boolean()), {
          selector: ([n]) => n,
        }),
        (entries) => {
          const rows = fixedRows(() =>
            entries.map(([name, hasB]) => ({ index: textIndex(name, true), row: { name, hasB } })),
          );
          const subtree = tableSubtree(TABLE, OBJECTS, rows, (row, column) =>
            column === 'a' ? 1 : row.hasB ? row.name : undefined,
          );
          const indexes = entries
            .map(([name, hasB]) => ({ at: textIndex(name, true), hasB }))
            .sort((x, y) => compareIndex(x.at, y.at));
          const root = [...OBJECTS, 5, 1];
          const expected = [
            ...indexes.map(({ at }) => [...root, 2, ...at].join('.')),
            ...indexes.filter(({ hasB }) => hasB).map(({ at }) => [...root, 4, ...at].join('.')),
          ];
          expect(walk(subtree)).to.deep.equal(expected);
          for (const oid of expected) expect(subtree.get(oid.split('.').map(Number))).to.not.equal(undefined);
        },
      ),
    );
  });

  it('property: gives the same next instance whatever was asked for before in the same request', () => {
    const index = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(
        fc.uniqueArray(index),
        fc.uniqueArray(index),
        fc.array(index),
        (present, valued, probes) => {
          const rows = fixedRows(() => present.map((row) => ({ index: [row], row })));
          const subtree = tableSubtree(TABLE, OBJECTS, rows, (row, column) =>
            column === 'b' && valued.includes(row) ? 'x' : undefined,
          );
          const root = [...OBJECTS, 5, 1, 4];
          const visible = present.filter((row) => valued.includes(row)).sort((a, b) => a - b);
          for (const probe of probes) {
            const next = visible.find((row) => row > probe);
            const expected = next === undefined ? undefined : [...root, next];
            expect(subtree.next([...root, probe])?.oid).to.deep.equal(expected);
          }
        },
      ),
    );
  });

  it('looks at rows without a cell once in a request, and anew in the next', async () => {
    let present = false;
    let looks = 0;
    const rows = fixedRows(() => Array.from({ length: 1000 }, (_, row) => ({ index: [row], row })));
    const subtree = tableSubtree(TABLE, OBJECTS, rows, (row) => {
      looks += 1;
      return present && row === 999 ? 'x' : undefined;
    });
    const root = [...OBJECTS, 5, 1, 4];
    for (let row = 500; row < 1000; row++) expect(subtree.next([...root, row])).to.equal(undefined);
    for (let row = 499; row >= 0; row--) expect(subtree.next([...root, row])).to.equal(undefined);
    expect(looks).to.be.at.most(1000);
    present = true;
    await Promise.resolve();
    expect(subtree.next([...root, 3])?.oid).to.deep.equal([...root, 999]);
  });

  it('answers a GETNEXT from before, between and past its columns', () => {
    const rows = fixedRows(() => [{ index: [120], row: 'x' }]);
    const subtree = tableSubtree(TABLE, OBJECTS, rows, () => 1);
    const root = [...OBJECTS, 5, 1];
    expect(subtree.next([1, 3])?.oid).to.deep.equal([...root, 2, 120]);
    expect(subtree.next([...root, 3, 7])?.oid).to.deep.equal([...root, 4, 120]);
    expect(subtree.next([...root, 4, 120])).to.equal(undefined);
    expect(subtree.next([...OBJECTS, 6])).to.equal(undefined);
    expect(subtree.get([...root, 3, 120])).to.equal(undefined);
    expect(subtree.get(root)).to.equal(undefined);
  });
});

describe('A group of scalars of KPI1-MIB', () => {
  const group: BaseScalars = {
    kind: 'scalars',
    name: 'g',
    arc: 1,
    access: 'read-only',
    description: '',
    objects: TABLE.columns,
  };

  it('has instance .0 of each object that has a value', () => {
    const subtree = scalarSubtree(group, OBJECTS, (name) => (name === 'a' ? undefined : 'text'));
    expect(walk(subtree)).to.deep.equal(['1.3.6.1.4.1.32473.1.1.1.4.0']);
    expect(subtree.get([...OBJECTS, 1, 4])).to.equal(undefined);
  });
});

describe('A cell of KPI1-MIB', () => {
  it('is cut between characters, never inside one, and says so', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 20 }), (text, max) => {
        const octets = Buffer.from(cutText(text, max));
        expect(octets.length).to.be.at.most(max);
        expect(() => new TextDecoder('utf-8', { fatal: true }).decode(octets)).to.not.throw();
        if (octets.length !== Buffer.byteLength(text)) expect(octets.toString()).to.match(/\.\.\.$/);
      }),
    );
  });

  it('holds a time as RFC 2579 DateAndTime in UTC', () => {
    const octets = dateAndTime(new Date('2026-11-21T20:46:06.700Z'));
    expect(Buffer.from(octets).toString('hex')).to.equal('07ea0b15142e06072b0000');
  });
});
