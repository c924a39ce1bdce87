import type { Syntax } from '../../model/model.ts';
import type { FigureDefinition } from '../definition.ts';
import { syntaxOf, typeName, typeText } from '../mib/syntax.ts';
import type { Allotment } from './allot.ts';
import type { LockedFigure } from './lock.ts';

const KIND = { measurements: 'Measurement', kpis: 'KPI' } as const;
const NEW_NAME = 'give it a new name, which gives it an OID of its own';

/**
 * Allots a module's measurements or KPIs: scalars and columns are counted together, and a column gets an arc of
 * its table as well, after the highest in `lastColumns`.
 */
export function allotFigures(
  allotment: Allotment,
  section: 'measurements' | 'kpis',
  lastColumns: Map<string, number>,
): Map<string, LockedFigure> {
  const known = allotment.locked?.[section] ?? new Map<string, LockedFigure>();
  const figures = new Map<string, LockedFigure>();
  let lastArc = 0;
  for (const [name, figure] of known) {
    figures.set(name, { ...figure, obsolete: true });
    lastArc = Math.max(lastArc, figure.arc);
  }
  for (const figure of allotment.module[section]) {
    const locked = known.get(figure.name);
    const type = typeOf(allotment, figure);
    if (locked) {
      checkLocked(allotment, section, figure, locked, type);
      const descriptor = allotment.book.chosen(allotment.module.prefix, figure.snmpName) ?? locked.descriptor;
      figures.set(figure.name, { ...locked, descriptor, syntax: type, unit: figure.unit, obsolete: false });
      continue;
    }
    const descriptor = describe(allotment, section, figure);
    const column =
      figure.per === undefined ? {} : { per: figure.per, column: nextColumn(figure.per, lastColumns) };
    lastArc++;
    figures.set(figure.name, {
      arc: lastArc,
      ...column,
      descriptor,
      syntax: type,
      unit: figure.unit,
      obsolete: false,
    });
  }
  return figures;
}

function nextColumn(object: string, lastColumns: Map<string, number>): number {
  const column = (lastColumns.get(object) ?? 0) + 1;
  lastColumns.set(object, column);
  return column;
}

/** The definitions were read with the same function: it has a type. */
function typeOf({ module }: Allotment, figure: FigureDefinition): string {
  return typeText(syntaxOf(figure, module.prefix) as Syntax, module.prefix);
}

function describe(
  { module, book, findings }: Allotment,
  section: 'measurements' | 'kpis',
  figure: FigureDefinition,
): string {
  return book.takeFigure(module.prefix, figure.name, figure.snmpName, {
    what: `${KIND[section]} "${figure.name}" of ${module.name}`,
    place: findings.place(module.file, figure.at),
  });
}

/** An OID keeps its type and its shape, a descriptor its spelling, for ever (RFC 2578 section 10.2). */
function checkLocked(
  allotment: Allotment,
  section: 'measurements' | 'kpis',
  figure: FigureDefinition,
  locked: LockedFigure,
  type: string,
): void {
  const { module, lockFile, findings } = allotment;
  const place = findings.place(module.file, figure.at);
  const what = `${KIND[section]} "${figure.name}"`;
  const where = `${lockFile} line ${locked.line}`;
  const forget = `if no manager has polled it yet, delete line ${locked.line} of ${lockFile}`;
  if (typeName(type) !== typeName(locked.syntax)) {
    findings.add(
      'LOCK-TYPE',
      place,
      `${what} became ${typeName(type)}, but its OID is of type ${typeName(locked.syntax)} (${where}).`,
      `An OID never changes its type: ${NEW_NAME}; or, ${forget}.`,
    );
  }
  if (figure.per !== locked.per) {
    findings.add(
      'LOCK-PER',
      place,
      `${what} became ${shape(figure.per)}, but its OID is ${shape(locked.per)} (${where}).`,
      `An OID never moves: ${NEW_NAME}; or, ${forget}.`,
    );
  }
  const chosen = allotment.book.chosen(module.prefix, figure.snmpName);
  if (chosen !== undefined && chosen !== locked.descriptor) {
    findings.add(
      'LOCK-DESCRIPTOR',
      place,
      `${what} has the descriptor ${locked.descriptor} (${where}), not ${chosen}.`,
      `Leave snmpName out; or, if no manager uses the name yet, write ${chosen} in the lock.`,
    );
  }
}

function shape(per: string | undefined): string {
  return per === undefined ? 'a scalar' : `a column of ${per}`;
}
