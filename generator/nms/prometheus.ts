import { capitalize } from '../names/mangle.ts';
import { printer } from '../templates.ts';
import { conditionOf } from './names.ts';
import type { NmsFigure, NmsModule, NmsTable, NmsThreshold, NmsView } from './view.ts';

interface RulesView {
  readonly mark: string;
  readonly groups: readonly RuleGroup[];
}

interface RuleGroup {
  readonly name: string;
  readonly records: readonly { readonly record: string; readonly expr: string }[];
  readonly alerts: readonly Alert[];
}

interface Alert {
  readonly name: string;
  readonly expr: string;
  readonly severity: string;
  readonly module: string;
  readonly category: string;
  readonly summary: string;
  readonly description: string;
}

const print = printer<RulesView>('nms/rules');

/** rules.yml for Prometheus, over the metrics of snmp_exporter: rates of counters, alerts from thresholds. */
export function printRules({ mark, modules }: NmsView): [path: string, text: string] {
  const groups = modules.map(groupOf).filter(({ records, alerts }) => records.length + alerts.length > 0);
  return ['prometheus/rules.yml', print({ mark, groups })];
}

/** Name of the recorded rate of a counter, as PromQL asks for it. */
export function rateName({ descriptor }: NmsFigure): string {
  return `instance:${descriptor}:rate5m`;
}

function groupOf({ name, scalars, tables }: NmsModule): RuleGroup {
  const placed: Placed[] = [
    ...scalars.map((figure) => ({ figure, table: undefined })),
    ...tables.flatMap((table) => table.columns.map((figure) => ({ figure, table }))),
  ];
  return {
    name,
    records: placed
      .filter(({ figure }) => figure.kind === 'counter')
      .map(({ figure }) => ({ record: rateName(figure), expr: `rate(${figure.descriptor}[5m])` })),
    alerts: placed.flatMap((each) =>
      each.figure.thresholds.map((threshold) => alertOf(name, each, threshold)),
    ),
  };
}

interface Placed {
  readonly figure: NmsFigure;
  readonly table: NmsTable | undefined;
}

function alertOf(module: string, { figure, table }: Placed, threshold: NmsThreshold): Alert {
  const where = table === undefined ? '' : ` of ${table.row} ${rowOf(table)}`;
  const value = figure.choices.find((choice) => choice.value === threshold.limit)?.name;
  const state = value ?? `{{ $value }}${figure.unit === '' ? '' : ` ${literal(figure.unit)}`}`;
  const condition = value === undefined ? ` (${conditionOf(threshold)})` : '';
  return {
    name: `${capitalize(figure.descriptor)}${capitalize(threshold.severity)}`,
    expr: `${exact(figure)} ${conditionOf(threshold)}`,
    severity: threshold.severity,
    module,
    category: literal(figure.category),
    summary: `${literal(figure.name)}${where} is ${state}${condition} on {{ $labels.instance }}`,
    description: literal(figure.description),
  };
}

/**
 * snmp_exporter multiplies by 0.01, which makes 0.5700000000000001 of 57; round() divides and gives the number
 * that people mean, so that an alert at `> 0.57` does not fire at 0.57.
 */
function exact({ descriptor, decimals }: NmsFigure): string {
  return decimals === 0 ? descriptor : `round(${descriptor}, 1e-${decimals})`;
}

function rowOf({ index, labels }: NmsTable): string {
  const names = labels.length > 0 ? labels : index;
  return names.map(({ descriptor }) => `{{ $labels.${descriptor} }}`).join(', ');
}

/** A text in which Prometheus finds no template. */
function literal(text: string): string {
  return text.replaceAll('{{', '{{"{{"}}');
}
