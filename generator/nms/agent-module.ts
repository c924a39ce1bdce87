import {
  BASE_ARCS,
  BASE_GROUPS,
  BASE_MIB_NAME,
  BASE_MIB_REVISIONS,
  type BaseObject,
  type BaseScalars,
  type BaseTable,
  TARGET_STATUS,
} from '../../model/base-mib.ts';
import { moduleKey } from './names.ts';
import type { NmsFigure, NmsIndex, NmsModule, NmsTable, NmsThreshold } from './view.ts';

/** What of KPI1-MIB is worth watching; the rest repeats definitions, or is for managers that catch up. */
const WATCHED: ReadonlySet<string> = new Set([
  'kpi1InstanceId',
  'kpi1InstanceSoftware',
  'kpi1KpiStatus',
  'kpi1KpiReason',
  'kpi1SourceStatus',
  'kpi1SourceReason',
  'kpi1EngineRefused',
  'kpi1EngineLimited',
  'kpi1EngineHandlerErrors',
  'kpi1EngineInternalErrors',
  'kpi1EngineNotificationsLost',
  'kpi1TargetStatus',
  'kpi1TargetReason',
  'kpi1TargetWaiting',
  'kpi1TargetDropped',
]);

/** Columns that tell people which row it is, by table; elsewhere the index does. */
const LABELS: Readonly<Record<string, readonly string[]>> = {
  kpi1Kpi: ['kpi1KpiModuleName', 'kpi1KpiName'],
};

/** What one row of a table is. */
const ROWS: Readonly<Record<string, string>> = {
  kpi1Kpi: 'KPI',
  kpi1Source: 'source',
  kpi1Target: 'target',
};

const DOWN: readonly NmsThreshold[] = [
  { severity: 'warning', operator: '==', limit: TARGET_STATUS.indexOf('down') + 1 },
];
const THRESHOLDS: Readonly<Record<string, readonly NmsThreshold[]>> = {
  kpi1SourceStatus: DOWN,
  kpi1TargetStatus: DOWN,
};

const POLL_SECONDS = 60;

/** KPI1-MIB as far as it is to be watched: the agent, its sources, its targets, and which KPIs have a value. */
export function agentModule(baseOid: string): NmsModule {
  const scalars: NmsFigure[] = [];
  const tables: NmsTable[] = [];
  for (const group of BASE_GROUPS) {
    const below = groupOid(baseOid, group);
    if (group.kind === 'scalars') {
      scalars.push(...group.objects.filter(isWatched).map((object) => figureOf(object, below)));
    } else if (group.columns.some(isWatched)) {
      tables.push(tableOf(group, `${below}.1`));
    }
  }
  return {
    name: BASE_MIB_NAME,
    key: moduleKey(BASE_MIB_NAME),
    description: 'The agent itself: its sources, its targets, and which of its KPIs have a value.',
    oid: baseOid,
    revision: BASE_MIB_REVISIONS[0].date,
    subtrees: [
      ...scalars.map(({ oid }) => oid),
      ...tables.flatMap(({ labels, columns }) => [...labels, ...columns].map(({ oid }) => oid)),
    ],
    scalars,
    tables,
  };
}

/** OID of a group of KPI1-MIB. */
export function groupOid(baseOid: string, { arc }: BaseScalars | BaseTable): string {
  return `${baseOid}.${BASE_ARCS.objects}.${arc}`;
}

function isWatched({ name }: BaseObject): boolean {
  return WATCHED.has(name);
}

function tableOf(table: BaseTable, entryOid: string): NmsTable {
  const labels = LABELS[table.name] ?? [];
  return {
    row: ROWS[table.name] ?? 'row',
    descriptor: `${table.name}Table`,
    entryOid,
    description: table.description,
    index: table.index.map((part, at) => indexOf(part, table.impliedIndex && at === table.index.length - 1)),
    labels: table.columns
      .filter(({ name }) => labels.includes(name))
      .map(({ name, arc }) => ({ descriptor: name, oid: `${entryOid}.${arc}` })),
    columns: table.columns.filter(isWatched).map((column) => figureOf(column, entryOid)),
  };
}

function indexOf({ name, syntax }: BaseObject, implied: boolean): NmsIndex {
  return { descriptor: name, kind: syntax.kind === 'text' ? 'text' : 'number', implied };
}

function figureOf({ name, arc, syntax, units = '', description }: BaseObject, below: string): NmsFigure {
  return {
    role: 'agent',
    name: wordsOf(name),
    descriptor: name,
    oid: `${below}.${arc}`,
    description,
    unit: units,
    kind: kindOf(syntax.kind),
    decimals: 0,
    choices:
      syntax.kind === 'enumeration'
        ? syntax.names.map((choice, at) => ({ value: at + 1, name: choice }))
        : [],
    category: 'Agent',
    pollSeconds: POLL_SECONDS,
    thresholds: THRESHOLDS[name] ?? [],
  };
}

function kindOf(kind: BaseObject['syntax']['kind']): NmsFigure['kind'] {
  if (kind === 'enumeration') return 'choice';
  if (kind === 'counter') return 'counter';
  return kind === 'unsigned' ? 'gauge' : 'text';
}

/** `kpi1SourceStatus` → `Source status`. */
function wordsOf(descriptor: string): string {
  return descriptor.replace(/^kpi1/, '').replace(/(?!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
