import { printer } from '../templates.ts';
import type { NmsFigure, NmsModule, NmsTable, NmsView } from './view.ts';

interface ExporterView {
  readonly mark: string;
  readonly modules: readonly ExporterModule[];
}

interface ExporterModule {
  readonly name: string;
  readonly get: readonly string[];
  readonly walk: readonly string[];
  /** Made one by one as they are printed: there may be tens of thousands. */
  readonly metrics: Iterable<ExporterMetric>;
}

interface ExporterMetric {
  readonly name: string;
  readonly oid: string;
  readonly type: 'gauge' | 'counter' | 'DisplayString';
  readonly help: string;
  readonly indexes: readonly ExporterIndex[];
  readonly lookups: readonly ExporterLookup[];
  readonly choices: NmsFigure['choices'];
  /** What the wire's number is multiplied by; empty where by nothing. */
  readonly scale: string;
  /** The same for a program that cannot multiply: the type that has a text, and how to put the point into it. */
  readonly extractedType: ExporterMetric['type'];
  readonly extracts: readonly Extract[];
}

interface ExporterIndex {
  readonly label: string;
  readonly type: 'gauge' | 'DisplayString';
  /** 0 where the size is not fixed. */
  readonly fixedSize: number;
  readonly implied: boolean;
}

interface ExporterLookup {
  readonly label: string;
  readonly oid: string;
  readonly by: readonly string[];
}

interface Extract {
  readonly regex: string;
  readonly value: string;
}

const print = printer<ExporterView>('nms/snmp_exporter');
const print021 = printer<ExporterView>('nms/snmp_exporter-0.21');

/** snmp.yml of snmp_exporter 0.25 and later. */
export function printSnmpExporter(view: NmsView): [path: string, text: string] {
  return ['snmp_exporter/snmp.yml', print(viewOf(view))];
}

/** snmp.yml of snmp_exporter 0.21 and 0.22: the same metrics with the same figures. */
export function printSnmpExporter021(view: NmsView): [path: string, text: string] {
  return ['snmp_exporter-0.21/snmp.yml', print021(viewOf(view))];
}

function viewOf({ mark, modules }: NmsView): ExporterView {
  return { mark, modules: modules.map(moduleOf) };
}

function moduleOf({ key, scalars, tables }: NmsModule): ExporterModule {
  return {
    name: key,
    get: scalars.map(({ oid }) => `${oid}.0`),
    walk: tables.flatMap(({ columns, labels }) => [...labels, ...columns].map(({ oid }) => oid)),
    metrics: metricsOf(scalars, tables),
  };
}

function* metricsOf(scalars: readonly NmsFigure[], tables: readonly NmsTable[]): Generator<ExporterMetric> {
  for (const figure of scalars) yield metricOf(figure, undefined);
  for (const table of tables) for (const figure of table.columns) yield metricOf(figure, table);
}

function metricOf(figure: NmsFigure, table: NmsTable | undefined): ExporterMetric {
  const { descriptor, oid, kind, decimals, unit, description } = figure;
  const isScaled = decimals > 0;
  const type = kind === 'text' ? 'DisplayString' : kind === 'counter' ? 'counter' : 'gauge';
  return {
    name: descriptor,
    oid,
    type,
    help: `${figure.name}${unit === '' ? '' : ` (${unit})`}: ${description} - ${oid}`,
    indexes: indexesOf(table),
    lookups: lookupsOf(table),
    choices: figure.choices,
    scale: isScaled ? `1e-${decimals}` : '',
    extractedType: isScaled ? 'DisplayString' : type,
    extracts: isScaled ? extractsOf(decimals) : [],
  };
}

function indexesOf(table: NmsTable | undefined): ExporterIndex[] {
  return (table?.index ?? []).map(({ descriptor, kind, fixedSize = 0, implied }) => ({
    label: descriptor,
    type: kind === 'text' ? 'DisplayString' : 'gauge',
    fixedSize,
    implied,
  }));
}

function lookupsOf(table: NmsTable | undefined): ExporterLookup[] {
  const by = (table?.index ?? []).map(({ descriptor }) => descriptor);
  return (table?.labels ?? []).map(({ descriptor, oid }) => ({ label: descriptor, oid, by }));
}

/** `9876` → `98.76`, `-5` → `-0.05`: the first expression that matches the whole text decides. */
function extractsOf(decimals: number): Extract[] {
  const short = Array.from({ length: decimals }, (_, at) => at + 1).map((digits) => ({
    regex: `(-?)(\\d{${digits}})`,
    value: `\${1}0.${'0'.repeat(decimals - digits)}\${2}`,
  }));
  return [...short, { regex: `(-?\\d+)(\\d{${decimals}})`, value: '$1.$2' }];
}
