import { expect } from 'chai';
import fc from 'fast-check';
import { Tag } from '../../../agent/snmp/ber.ts';
import { createWriter } from '../../../agent/snmp/ber-writer.ts';
import type { Oid, SmiValue } from '../../../agent/snmp/mib-view.ts';
import { compareOids, decodeOid, encodeOid, formatOid } from '../../../agent/snmp/oid.ts';
import { type IndexCursor, type Slot, ValueIndex } from '../../../agent/snmp/value-index.ts';
import { appendValue } from '../../../agent/snmp/varbind.ts';
import { anyTail } from './any-oid.ts';

/** All that a reader sees, in order: OID and value. In SNMPv1 Counter64s are not seen. */
function contents(index: ValueIndex, isV1 = false): string[] {
  const cursor: IndexCursor = { ordinal: 0, page: undefined, position: 0 };
  const seen: string[] = [];
  index.seek(cursor, encodeOid([0, 0]), 0, 1, false);
  for (; cursor.page; index.nextPage(cursor, isV1)) {
    const { page } = cursor;
    let published = 0;
    for (let i = cursor.position; i < page.count; i++) {
      if (page.tagAt(i) === 0) continue;
      published += 1;
      if (isV1 && page.tagAt(i) === Tag.Counter64) continue;
      const varbind = page.varbindAt(i);
      const name = decodeOid(page.bytes, page.nameStart(i), page.nameEnd(i));
      const value = page.bytes.subarray(page.nameEnd(i), page.varbindEnd(varbind));
      seen.push(`${formatOid(name)} ${Buffer.from(value).toString('hex')}`);
    }
    expect(page.published).to.equal(published);
  }
  return seen;
}

function encoded(value: SmiValue): string {
  const writer = createWriter(0, 70_000);
  appendValue(writer, value);
  return Buffer.from(writer.bytes.subarray(0, writer.end)).toString('hex');
}

const gauge = (value: number): SmiValue => ({ type: 'Gauge32', value });
const text = (length: number): SmiValue => ({ type: 'OCTET STRING', value: 'x'.repeat(length) });

describe('the index of values', () => {
  it('keeps instances in lexicographic order, whatever order they were opened in', () => {
    const index = new ValueIndex();
    const arcs = [16384, 127, 4294967295, 0, 128, 16383, 1];
    for (const arc of arcs) index.publish(index.open([1, 3, arc]), gauge(1));
    const sorted = arcs.sort((a, b) => a - b).map((arc) => `1.3.${arc} 420101`);
    expect(contents(index)).to.deep.equal(sorted);
  });

  it('shows nothing of an instance before it is published and after it is withdrawn', () => {
    const index = new ValueIndex();
    const slot = index.open([1, 3, 1]);
    expect(contents(index)).to.deep.equal([]);
    index.publish(slot, gauge(7));
    expect(contents(index)).to.deep.equal(['1.3.1 420107']);
    index.withdraw(slot);
    expect(contents(index)).to.deep.equal([]);
    index.publish(slot, gauge(8));
    expect(contents(index)).to.deep.equal(['1.3.1 420108']);
  });

  it('takes values of any type and size in turn', () => {
    const index = new ValueIndex();
    const before = index.open([1, 3, 1]);
    const slot = index.open([1, 3, 2]);
    const after = index.open([1, 3, 3]);
    for (const other of [before, after]) index.publish(other, gauge(1));
    for (const length of [0, 100, 118, 119, 120, 121, 260, 3, 65_535, 1]) {
      index.publish(slot, text(length));
      const [first, second, third] = contents(index);
      expect([first, third]).to.deep.equal(['1.3.1 420101', '1.3.3 420101']);
      expect(second!.endsWith('78'.repeat(length))).to.equal(true);
      index.publish(slot, { type: 'Counter64', value: 2n ** 64n - 1n });
      expect(contents(index)[1]).to.equal('1.3.2 460900ffffffffffffffff');
    }
  });

  it('refuses an instance that is open, and a slot that is not', () => {
    const index = new ValueIndex();
    const slot = index.open([1, 3, 1]);
    expect(() => index.open([1, 3, 1])).to.throw(Error, '1.3.1 is open already');
    expect(() => index.open([1])).to.throw(RangeError, 'not an OID');
    index.close(slot);
    for (const use of [
      () => index.publish(slot, gauge(1)),
      () => index.withdraw(slot),
      () => index.close(slot),
      () => index.publish(99, gauge(1)),
    ]) {
      expect(use).to.throw(Error, 'is not open');
    }
  });

  it('keeps the old value where the new one is none', () => {
    const index = new ValueIndex();
    const slot = index.open([1, 3, 1]);
    index.publish(slot, gauge(5));
    expect(() => index.publish(slot, gauge(-1))).to.throw(RangeError, '-1 is no Gauge32');
    expect(contents(index)).to.deep.equal(['1.3.1 420105']);
  });

  it('fills its pages where instances are opened in ascending order', () => {
    const index = new ValueIndex();
    for (let i = 0; i < 2560; i++) index.publish(index.open([1, 3, i]), gauge(1));
    const cursor: IndexCursor = { ordinal: -1, page: undefined, position: 0 };
    const counts: number[] = [];
    for (index.nextPage(cursor, false); cursor.page; index.nextPage(cursor, false))
      counts.push(cursor.page.count);
    expect(counts).to.deep.equal(new Array(10).fill(256));
  });

  it('gives back the memory that values have outgrown', () => {
    const index = new ValueIndex();
    const slot = index.open([1, 3, 1]);
    for (let length = 1; length < 65_535; length += 97) index.publish(slot, text(length));
    const cursor: IndexCursor = { ordinal: 0, page: undefined, position: 0 };
    index.seek(cursor, encodeOid([1, 3]), 0, 1, false);
    expect(cursor.page!.bytes.length).to.be.lessThan(4 * 65_535);
  });

  it('gives slots out again', () => {
    const index = new ValueIndex();
    const slots = Array.from({ length: 1000 }, (_, i) => index.open([1, 3, i]));
    for (const slot of slots) index.close(slot);
    expect(contents(index)).to.deep.equal([]);
    const again = Array.from({ length: 1000 }, (_, i) => index.open([1, 3, 5000 - i]));
    expect(new Set(again)).to.deep.equal(new Set(slots));
  });

  it('property: it is a sorted map, through any openings, closings and changes', () => {
    interface Entry {
      oid: Oid;
      slot: Slot;
      value?: SmiValue;
    }
    const value = fc.oneof(
      fc.nat().map(gauge),
      fc.nat(300).map(text),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((v): SmiValue => ({ type: 'Counter64', value: v })),
    );
    const command = fc.tuple(
      fc.constantFrom('open', 'open', 'open', 'publish', 'publish', 'publish', 'withdraw', 'close'),
      anyTail,
      fc.nat(),
      value,
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 900, size: 'max' }), (commands) => {
        const index = new ValueIndex();
        const entries = new Map<string, Entry>();
        for (const [what, tail, pick, v] of commands) {
          const entry = [...entries.values()][pick % Math.max(entries.size, 1)];
          if (what === 'open') {
            const oid = [1, 3, ...tail];
            if (!entries.has(formatOid(oid))) entries.set(formatOid(oid), { oid, slot: index.open(oid) });
          } else if (!entry) {
          } else if (what === 'publish') {
            index.publish(entry.slot, v);
            entry.value = v;
          } else if (what === 'withdraw') {
            index.withdraw(entry.slot);
            delete entry.value;
          } else {
            index.close(entry.slot);
            entries.delete(formatOid(entry.oid));
          }
        }
        const expected = [...entries.values()]
          .flatMap(({ oid, value: v }) => (v ? [{ oid, v }] : []))
          .sort((a, b) => compareOids(a.oid, b.oid))
          .map(({ oid, v }) => `${formatOid(oid)} ${encoded(v)}`);
        expect(contents(index)).to.deep.equal(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('finds what there is to read beyond pages that have nothing, in SNMPv1 too', () => {
    const index = new ValueIndex();
    const slots = Array.from({ length: 6000 }, (_, i) => index.open([1, 3, i]));
    const publish = (row: number, value: SmiValue) => index.publish(slots[row] as Slot, value);
    const rows = (isV1: boolean) => contents(index, isV1).map((line) => Number(line.split(' ')[0]?.slice(4)));
    expect(rows(false)).to.deep.equal([]);
    publish(3000, gauge(1));
    publish(4500, { type: 'Counter64', value: 1 });
    expect([rows(false), rows(true)]).to.deep.equal([[3000, 4500], [3000]]);
    publish(5999, gauge(1));
    publish(3000, { type: 'Counter64', value: 1 });
    expect([rows(false), rows(true)]).to.deep.equal([[3000, 4500, 5999], [5999]]);
    index.withdraw(slots[4500] as Slot);
    index.close(slots[5999] as Slot);
    expect([rows(false), rows(true)]).to.deep.equal([[3000], []]);
    publish(0, gauge(1));
    for (let i = 256; i < 3000; i++) index.close(slots[i] as Slot);
    expect([rows(false), rows(true)]).to.deep.equal([[0, 3000], [0]]);
  });

  it('holds 20,000 instances opened in no order, and drops them again', () => {
    const index = new ValueIndex();
    const slots: Slot[] = [];
    for (let i = 0; i < 20_000; i++) {
      const row = (i * 7919) % 20_000;
      const slot = index.open([1, 3, 6, 1, row % 10, row]);
      index.publish(slot, gauge(row));
      slots.push(slot);
    }
    expect(contents(index).length).to.equal(20_000);
    for (const [i, slot] of slots.entries()) if (i % 100 !== 0) index.close(slot);
    expect(contents(index).length).to.equal(200);
  });
});
