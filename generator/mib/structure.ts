import { capitalize, mangle } from '../names/mangle.ts';

/** Ends of the descriptors that a module needs for itself: `exSipMIB`, `exSipObjects` … */
export const NODE = {
  identity: 'MIB',
  notifications: 'Notifications',
  objects: 'Objects',
  measurements: 'Measurements',
  kpis: 'Kpis',
  tables: 'Tables',
  conformance: 'Conformance',
  compliances: 'Compliances',
  groups: 'Groups',
  compliance: 'Compliance',
  deprecatedCompliance: 'DeprecatedCompliance',
  measurementGroup: 'MeasurementGroup',
  kpiGroup: 'KpiGroup',
  deprecatedGroup: 'DeprecatedGroup',
  obsoleteGroup: 'ObsoleteGroup',
} as const;

/** Arcs below a module's MODULE-IDENTITY (RFC 4181 appendix D), and below its objects, for ever. */
export const ARC = {
  notifications: 0,
  objects: 1,
  conformance: 2,
  measurements: 1,
  kpis: 2,
  tables: 3,
  entry: 1,
  compliances: 1,
  groups: 2,
} as const;

/** Ends of the textual conventions a module may need now or later. */
const CONVENTIONS = ['Utf8', 'Gauge64'].concat(
  Array.from({ length: 9 }, (_, index) => [`Real${index + 1}`, `Gauge64Real${index + 1}`]).flat(),
);

const ENDS = new Set([...Object.values(NODE), ...CONVENTIONS].map((end) => end.toLowerCase()));

/** Whether a module needs a descriptor itself; SMI tools take those that differ only in case for a mistake. */
export function isStructural(prefix: string, descriptor: string): boolean {
  return descriptor.startsWith(prefix) && ENDS.has(descriptor.slice(prefix.length).toLowerCase());
}

/** Every descriptor that a module needs itself, conventions among them. */
export function structuralDescriptors(prefix: string): string[] {
  const nodes = Object.values(NODE).map((end) => prefix + end);
  return [...nodes, ...CONVENTIONS.map((end) => capitalize(prefix) + end)];
}

export const ENTERPRISES = '1.3.6.1.4.1';

/** OID of a module's MODULE-IDENTITY; `root` is the lock's `arc`. */
export function moduleOid(enterprise: number, root: number | undefined, arc: number): string {
  return `${ENTERPRISES}.${enterprise}.${root === undefined ? '' : `${root}.`}${arc}`;
}

/** OID of a table's entry; a column's is one arc below. */
export function entryOid(moduleOid: string, tableArc: number): string {
  return `${moduleOid}.${ARC.objects}.${ARC.tables}.${tableArc}.${ARC.entry}`;
}

/** OID of a scalar measurement or KPI. */
export function scalarOid(moduleOid: string, kind: 'measurements' | 'kpis', arc: number): string {
  return `${moduleOid}.${ARC.objects}.${ARC[kind]}.${arc}`;
}

/** The enterprise number in braces, and what the modules lie below. */
export interface Roots {
  /** `enterprises exampleInc(32473)`. */
  readonly enterprise: string;
  /** The same, or `enterprises exampleInc(32473) exampleIncKpi1(100)` with the lock's `arc`. */
  readonly modules: string;
}

/**
 * What OIDs of modules begin with; smilint wants every arc named. The label is made of the organization's name,
 * unless it begins as a module's descriptors do and could be one.
 */
export function rootsOf(
  { enterprise, organization }: { readonly enterprise: number; readonly organization: string },
  root: number | undefined,
  prefixes: readonly string[],
): Roots {
  const words = mangle(organization, 32, 32);
  const named = words.charAt(0).toLowerCase() + words.slice(1);
  const usable = /^[a-z]/.test(named) && !prefixes.some((prefix) => named.startsWith(prefix));
  const label = usable ? named : `enterprise${enterprise}`;
  const above = `enterprises ${label}(${enterprise})`;
  return { enterprise: above, modules: root === undefined ? above : `${above} ${label}Kpi1(${root})` };
}
