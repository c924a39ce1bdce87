import type { Syntax } from '../../model/model.ts';
import type { IndexDefinition, ObjectDefinition } from '../definition.ts';
import { entryOid } from '../mib/structure.ts';
import { indexEncoding, indexSyntaxOf, typeText } from '../mib/syntax.ts';
import type { Allotment } from './allot.ts';
import { indexLength, indexRoom } from './index-length.ts';
import type { LockedIndex, LockedObject } from './lock.ts';

/**
 * Allots a module's objects that have a measurement or KPI: each is a table. One that no longer has any is
 * obsolete; one that never had any has no table yet.
 */
export function allotObjects(allotment: Allotment): Map<string, LockedObject> {
  const { module, locked } = allotment;
  const used = new Set([...module.measurements, ...module.kpis].map(({ per }) => per));
  const known = locked?.objects ?? new Map<string, LockedObject>();
  const objects = new Map<string, LockedObject>();
  let lastArc = 0;
  for (const [name, object] of known) {
    objects.set(name, { ...object, obsolete: true });
    lastArc = Math.max(lastArc, object.arc);
  }
  for (const object of module.objects) {
    if (!used.has(object.name)) continue;
    const old = known.get(object.name);
    const arc = old?.arc ?? ++lastArc;
    if (old) checkLocked(allotment, object, old);
    objects.set(object.name, old ? keep(allotment, object, old) : allotObject(allotment, object, arc));
    checkLength(allotment, object, old?.oid ? `${old.oid}.1` : entryOid(allotment.oid, arc));
    checkRow(allotment, object);
  }
  return objects;
}

function allotObject(allotment: Allotment, object: ObjectDefinition, arc: number): LockedObject {
  const { module, book, findings } = allotment;
  const descriptor = book.takeTable(module.prefix, object.name, object.snmpName, {
    what: `Object "${object.name}" of ${module.name}`,
    place: findings.place(module.file, object.at),
  });
  const index = object.index.map(
    (column): LockedIndex => ({
      name: column.name,
      descriptor: book.takeIndex(module.prefix, object.name, column.name, {
        what: `Index "${column.name}" of object "${object.name}" of ${module.name}`,
        place: findings.place(module.file, column.at),
      }),
      syntax: indexType(allotment, column),
    }),
  );
  return { arc, descriptor, index, obsolete: false };
}

/** The lock's entry with the sizes and ranges of today, and the descriptor that is asked for. */
function keep(allotment: Allotment, object: ObjectDefinition, locked: LockedObject): LockedObject {
  const index = locked.index.map((column, position) => {
    const today = object.index[position];
    return today ? { ...column, syntax: indexType(allotment, today) } : column;
  });
  const descriptor = allotment.book.chosen(allotment.module.prefix, object.snmpName) ?? locked.descriptor;
  return { ...locked, descriptor, index, obsolete: false };
}

/** The definitions were read with the same function: it has a type. */
function indexType({ module }: Allotment, column: IndexDefinition): string {
  return typeText(indexSyntaxOf(column, module.prefix) as Syntax, module.prefix);
}

function checkLocked(allotment: Allotment, object: ObjectDefinition, locked: LockedObject): void {
  const { module, lockFile, findings, book } = allotment;
  const place = findings.place(module.file, object.at);
  const where = `${lockFile} line ${locked.line}`;
  const today = object.index.map((column) => `${column.name} ${indexEncoding(indexType(allotment, column))}`);
  const then = locked.index.map(({ name, syntax }) => `${name} ${indexEncoding(syntax)}`);
  if (today.join() !== then.join()) {
    findings.add(
      'LOCK-INDEX',
      place,
      `Object "${object.name}" is indexed by ${today.join(', ')}, but its table by ${then.join(', ')} (${where}).`,
      'A table never changes its index, or its rows would move: give the object, and what is measured per it, new names; or put the old index back.',
    );
  }
  const chosen = book.chosen(module.prefix, object.snmpName);
  if (chosen !== undefined && chosen !== locked.descriptor) {
    findings.add(
      'LOCK-DESCRIPTOR',
      place,
      `The table of object "${object.name}" is ${locked.descriptor}Table (${where}), not ${chosen}Table.`,
      `Leave snmpName out; or, if no manager uses the name yet, write ${chosen} in the lock.`,
    );
  }
}

/** Handlers and reports know the fields of a row by their names: index and measurements must differ. */
function checkRow({ module, findings }: Allotment, object: ObjectDefinition): void {
  for (const figure of [...module.measurements, ...module.kpis]) {
    const column = figure.per === object.name && object.index.find(({ name }) => name === figure.name);
    if (!column) continue;
    for (const { at } of [column, figure]) {
      findings.add(
        'NAME-CLASH',
        findings.place(module.file, at),
        `A row of object "${object.name}" has "${figure.name}" twice: in its index, and measured.`,
        'Give one of the two another name.',
      );
    }
  }
}

/** A row's index must leave room for the column's OID (RFC 2578 sections 3.5 and 7.7). */
function checkLength({ module, findings }: Allotment, object: ObjectDefinition, entry: string): void {
  const index = indexLength(object.index.map(({ dataType }) => dataType));
  const room = indexRoom(entry);
  if (index <= room) return;
  findings.add(
    'INDEX-LONG',
    findings.place(module.file, object.at),
    `The index of object "${object.name}" takes up to ${index} sub-identifiers; an OID has room for ${room}.`,
    `Give its strings a smaller size: string(1..${Math.max(1, room - 1)}) fits where it is the only one.`,
  );
}
