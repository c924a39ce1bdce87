import { LOCK_VERSION, type Lock, type LockedFigure, type LockedIndex, type LockedObject } from './lock.ts';
import { writeScalar } from './scalar.ts';

const HEADER = `\
# The OIDs of this project. Every name keeps the number and descriptor it has here; no number is used twice.
# Written by kpi1 build: commit it. A name that is renamed or removed by mistake is put right in the
# definitions, not here. What each field means: docs/lock.md.
`;

/** Writes a lock, one line an entry. The same lock gives the same bytes. */
export function writeLock(lock: Lock): string {
  const lines = [`${HEADER}version: ${LOCK_VERSION}`, `enterprise: ${lock.enterprise}`];
  if (lock.arc !== undefined) lines.push(`arc: ${lock.arc}`);
  lines.push(lock.modules.size === 0 ? 'modules: {}' : 'modules:');
  for (const [name, module] of lock.modules) {
    lines.push(
      `  ${writeScalar(name)}:`,
      `    arc: ${module.arc}`,
      `    prefix: ${writeScalar(module.prefix)}`,
    );
    if (module.obsolete) lines.push('    status: obsolete');
    writeSection(lines, 'objects', module.objects, formatObject);
    writeSection(lines, 'measurements', module.measurements, formatFigure);
    writeSection(lines, 'kpis', module.kpis, formatFigure);
  }
  return `${lines.join('\n')}\n`;
}

function writeSection<T>(
  lines: string[],
  title: string,
  entries: ReadonlyMap<string, T>,
  format: (entry: T) => string,
): void {
  if (entries.size > 0) lines.push(`    ${title}:`);
  for (const [name, entry] of entries) lines.push(`      ${writeScalar(name)}: ${format(entry)}`);
}

function formatObject(object: LockedObject): string {
  const index = object.index.map(formatIndex).join(', ');
  const last = object.lastColumn === undefined ? '' : `, lastColumn: ${object.lastColumn}`;
  return `{ arc: ${object.arc}${oid(object)}${last}, descriptor: ${writeScalar(object.descriptor)}, index: [${index}]${status(object)} }`;
}

function formatIndex({ name, column, descriptor, syntax }: LockedIndex): string {
  const arc = column === undefined ? '' : `, column: ${column}`;
  return `{ name: ${writeScalar(name)}${arc}, descriptor: ${writeScalar(descriptor)}, syntax: ${writeScalar(syntax)} }`;
}

function formatFigure(figure: LockedFigure): string {
  const column =
    figure.per === undefined ? '' : `, per: ${writeScalar(figure.per)}, column: ${figure.column}`;
  const described = `descriptor: ${writeScalar(figure.descriptor)}, syntax: ${writeScalar(figure.syntax)}`;
  return `{ arc: ${figure.arc}${oid(figure)}${column}, ${described}, unit: ${writeScalar(figure.unit)}${status(figure)} }`;
}

function oid(entry: { readonly oid?: string }): string {
  return entry.oid === undefined ? '' : `, oid: ${entry.oid}`;
}

function status(entry: { readonly obsolete: boolean }): string {
  return entry.obsolete ? ', status: obsolete' : '';
}
