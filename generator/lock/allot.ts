import { BASE_MIB_NAME } from '../../model/base-mib.ts';
import type { Definitions, ModuleDefinition } from '../definition.ts';
import type { Findings } from '../findings.ts';
import { BASE_PREFIX, baseDescriptors } from '../mib/base-view.ts';
import { moduleOid } from '../mib/structure.ts';
import { DescriptorBook } from '../names/descriptor-book.ts';
import { STANDARD_NAMES } from '../names/standard-names.ts';
import { allotFigures } from './allot-figures.ts';
import { allotObjects } from './allot-objects.ts';
import { BASE_MODULE_ARC, highestTaken, type Lock, type LockedModule } from './lock.ts';

/** What allotting one module's names takes, beside the names. */
export interface Allotment {
  readonly module: ModuleDefinition;
  /** OID of the module's MODULE-IDENTITY. */
  readonly oid: string;
  /** What the lock has of the module. */
  readonly locked: LockedModule | undefined;
  readonly lockFile: string;
  readonly book: DescriptorBook;
  readonly findings: Findings;
}

/**
 * Gives every name of the definitions its number, descriptor and type: the lock's where it has them, otherwise
 * the next free ones. Names that only the lock has become obsolete. What contradicts the lock is a finding and
 * leaves the lock's entry as it was.
 */
export function allot(
  definitions: Definitions,
  lock: Lock | undefined,
  lockFile: string,
  findings: Findings,
): Lock {
  const { enterprise } = definitions.project;
  if (lock && lock.enterprise !== enterprise) {
    findings.add(
      'LOCK-ENTERPRISE',
      findings.match(lockFile, /^enterprise:.*$/m),
      `The definitions say enterprise ${enterprise}, but the OIDs of ${lockFile} are below enterprise ${lock.enterprise}.`,
      `Write enterprise: ${lock.enterprise}; or, if no manager has polled these OIDs yet, delete ${lockFile}.`,
    );
  }
  const known = lock?.modules ?? new Map<string, LockedModule>();
  const book = new DescriptorBook(findings);
  for (const [what, names] of Object.entries(STANDARD_NAMES)) book.takeAll(names, { what, place: undefined });
  book.takeStructural(BASE_PREFIX, { what: BASE_MIB_NAME, place: undefined });
  book.takeAll(baseDescriptors(), { what: BASE_MIB_NAME, place: undefined });
  for (const { name, prefix, file, at } of definitions.modules) {
    book.takeStructural(prefix, { what: `Module ${name}`, place: findings.place(file, at) });
  }
  for (const [name, module] of known) book.takeLocked(name, module, (line) => findings.line(lockFile, line));
  const modules = new Map<string, LockedModule>();
  for (const [name, module] of known) modules.set(name, { ...module, obsolete: true });
  let lastArc = Math.max(BASE_MODULE_ARC, ...[...known.values()].map(({ arc }) => arc));
  for (const module of definitions.modules) {
    const locked = known.get(module.name);
    const arc = locked?.arc ?? ++lastArc;
    const oid = moduleOid(enterprise, lock?.arc, arc);
    modules.set(module.name, allotModule({ module, oid, locked, lockFile, book, findings }, arc));
  }
  return { enterprise, ...(lock?.arc === undefined ? {} : { arc: lock.arc }), modules };
}

function allotModule(allotment: Allotment, arc: number): LockedModule {
  const { module, locked, lockFile, findings } = allotment;
  if (locked && locked.prefix !== module.prefix) {
    findings.add(
      'LOCK-PREFIX',
      findings.place(module.file, module.at),
      `${module.name} has the prefix ${module.prefix}, but ${lockFile} line ${locked.line} says ${locked.prefix}.`,
      `Write prefix: ${locked.prefix}; or give the module a new name, which gives it OIDs of its own.`,
    );
  }
  const objects = allotObjects(allotment);
  const lastColumns = new Map([...objects].map(([name, object]) => [name, highestTaken(object)]));
  for (const figure of [...(locked?.measurements.values() ?? []), ...(locked?.kpis.values() ?? [])]) {
    if (figure.per === undefined || figure.column === undefined) continue;
    lastColumns.set(figure.per, Math.max(lastColumns.get(figure.per) ?? 0, figure.column));
  }
  return {
    arc,
    prefix: module.prefix,
    obsolete: false,
    objects,
    measurements: allotFigures(allotment, 'measurements', lastColumns),
    kpis: allotFigures(allotment, 'kpis', lastColumns),
    ...(locked?.line === undefined ? {} : { line: locked.line }),
  };
}
