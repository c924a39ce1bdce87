import type { Diagnostic } from '../../document/diagnostic.ts';
import type { SourceText } from '../../document/source-text.ts';
import { Findings } from '../findings.ts';
import { foreignOids } from '../mib/foreign-nodes.ts';
import { structuralDescriptors } from '../mib/structure.ts';
import { checkForeign } from './check-foreign.ts';
import { indexColumn, type Lock, type LockedFigure, type LockedModule } from './lock.ts';

const PUT_BACK = 'Put back the lock of the last commit that was right, and run kpi1 build again.';

/** Finds what a lock says against itself: numbers and descriptors that stand twice, columns of no table. */
export function checkLock(lock: Lock, source: SourceText): Diagnostic[] {
  const findings = new Findings(new Map([[source.file, source]]));
  const once = new OnceOnly(findings, source.file);
  for (const [name, module] of lock.modules) {
    once.see('LOCK-ARC', 'module', `arc ${module.arc}`, name, module.line);
    for (const own of structuralDescriptors(module.prefix)) {
      once.see('LOCK-DESCRIPTOR', 'descriptor', `the descriptor ${own}`, name, module.line);
    }
    checkModule(name, module, once);
    checkPrefixes(module, findings, source.file);
    checkColumns(name, module, findings, source.file);
  }
  checkForeign(lock, findings, source.file);
  return findings.list;
}

/** Notes who has what; the second one who has it is a finding. */
class OnceOnly {
  readonly #seen = new Map<string, { readonly name: string; readonly line: number | undefined }>();
  readonly #findings: Findings;
  readonly #file: string;

  constructor(findings: Findings, file: string) {
    this.#findings = findings;
    this.#file = file;
  }

  /** `space` is within what `thing` must be unique. */
  see(
    rule: 'LOCK-ARC' | 'LOCK-DESCRIPTOR',
    space: string,
    thing: string,
    name: string,
    line: number | undefined,
  ): void {
    const key = `${space}\n${thing.toLowerCase()}`;
    const first = this.#seen.get(key);
    if (first === undefined) {
      this.#seen.set(key, { name, line });
      return;
    }
    this.#findings.add(
      rule,
      this.#findings.line(this.#file, line),
      `"${name}" has ${thing}, as "${first.name}" has (line ${first.line}).`,
      PUT_BACK,
    );
  }
}

function checkModule(name: string, module: LockedModule, once: OnceOnly): void {
  const descriptor = (thing: string, owner: string, line: number | undefined) =>
    once.see('LOCK-DESCRIPTOR', 'descriptor', `the descriptor ${thing}`, owner, line);
  for (const [object, { arc, descriptor: table, index, line }] of module.objects) {
    once.see('LOCK-ARC', `${name} tables`, `arc ${arc}`, object, line);
    descriptor(`${table}Table`, object, line);
    descriptor(`${table}Entry`, object, line);
    for (const column of index) descriptor(column.descriptor, `${object} ${column.name}`, line);
  }
  for (const section of ['measurements', 'kpis'] as const) {
    for (const [figure, { arc, per, column, descriptor: own, line }] of module[section]) {
      once.see('LOCK-ARC', `${name} ${section}`, `arc ${arc}`, figure, line);
      if (per !== undefined) once.see('LOCK-ARC', `${name} table ${per}`, `column ${column}`, figure, line);
      descriptor(own, figure, line);
    }
  }
}

function checkColumns(name: string, module: LockedModule, findings: Findings, file: string): void {
  for (const [figure, locked] of [...module.measurements, ...module.kpis]) {
    const problem = columnProblem(name, module, locked);
    if (problem === undefined) continue;
    findings.add('LOCK-ARC', findings.line(file, locked.line), `"${figure}" ${problem}.`, PUT_BACK);
  }
}

function columnProblem(
  name: string,
  { objects }: LockedModule,
  { per, column }: LockedFigure,
): string | undefined {
  if (per === undefined)
    return column === undefined ? undefined : 'has a column, but no object it is measured per';
  if (column === undefined) return `is measured per "${per}", but has no column`;
  const object = objects.get(per);
  if (object === undefined) return `is a column of "${per}", which is no object of ${name}`;
  if (!object.index.some((_, position) => indexColumn(object, position) === column)) return undefined;
  return `is column ${column} of "${per}", which is a column of its index`;
}

function checkPrefixes(module: LockedModule, findings: Findings, file: string): void {
  // The names of a module that was imported were not made of its prefix.
  if (foreignOids(module).length > 0) return;
  const { prefix, objects, measurements, kpis } = module;
  for (const [, { descriptor, line }] of [...objects, ...measurements, ...kpis]) {
    if (descriptor.startsWith(prefix) && descriptor !== prefix) continue;
    findings.add(
      'LOCK-DESCRIPTOR',
      findings.line(file, line),
      `The descriptor ${descriptor} does not begin with the module's prefix ${prefix}.`,
      PUT_BACK,
    );
  }
}
