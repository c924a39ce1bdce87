import type { Findings } from '../findings.ts';
import { foreignNodes } from '../mib/foreign-nodes.ts';
import { ENTERPRISES } from '../mib/structure.ts';
import type { Lock } from './lock.ts';

const REMEDY = 'Put back the lock of the last commit that was right, and run kpi1 build again.';

interface Foreign {
  readonly module: string;
  readonly name: string;
  readonly oid: string;
  readonly line: number | undefined;
}

/** Finds OIDs of other trees that are not of this enterprise, stand twice, or lie below each other. */
export function checkForeign(lock: Lock, findings: Findings, file: string): void {
  const all = foreignEntries(lock);
  const tell = ({ name, oid, line }: Foreign, problem: string) =>
    findings.add('LOCK-ARC', findings.line(file, line), `"${name}" has the OID ${oid}, ${problem}.`, REMEDY);
  const enterprise = `${ENTERPRISES}.${lock.enterprise}.`;
  const seen: Foreign[] = [];
  for (const entry of all.sort((one, other) => (`${one.oid}.` < `${other.oid}.` ? -1 : 1))) {
    if (!entry.oid.startsWith(enterprise)) tell(entry, `which is not below enterprise ${lock.enterprise}`);
    else if (lock.arc === undefined)
      tell(entry, 'but the lock has no arc that keeps modules apart from such');
    else if (`${entry.oid}.`.startsWith(`${enterprise}${lock.arc}.`)) {
      tell(entry, `which is below arc ${lock.arc}, where the modules are`);
    }
    // Sorted as text, what lies below an OID follows it.
    const above = seen.at(-1);
    if (above && `${entry.oid}.`.startsWith(`${above.oid}.`)) {
      tell(entry, `which is that of "${above.name}" or below it (line ${above.line})`);
    } else seen.push(entry);
  }
  checkNodes(lock, all, findings, file);
}

function foreignEntries({ modules }: Lock): Foreign[] {
  return [...modules].flatMap(([module, { objects, measurements, kpis }]) =>
    [objects, measurements, kpis].flatMap((section) =>
      [...section].flatMap(([name, { oid, line }]) =>
        oid === undefined ? [] : [{ module, name, oid, line }],
      ),
    ),
  );
}

/** The nodes above such OIDs get descriptors of their own. */
function checkNodes({ modules }: Lock, all: readonly Foreign[], findings: Findings, file: string): void {
  for (const [name, module] of modules) {
    const oids = all.filter((entry) => entry.module === name).map(({ oid }) => oid);
    const nodes = new Set(foreignNodes(module.prefix, oids, '').map(({ descriptor }) => descriptor));
    const own = [...module.objects, ...module.measurements, ...module.kpis];
    for (const [figure, { descriptor, line }] of own) {
      if (!nodes.has(descriptor)) continue;
      const message = `"${figure}" has the descriptor ${descriptor}, which a node above imported OIDs needs.`;
      findings.add('LOCK-DESCRIPTOR', findings.line(file, line), message, REMEDY);
    }
  }
}
