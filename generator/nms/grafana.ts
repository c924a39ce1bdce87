import { printer } from '../templates.ts';
import { grafanaUnit } from './grafana-units.ts';
import { uuidOf } from './names.ts';
import { rateName } from './prometheus.ts';
import type { NmsFigure, NmsModule, NmsTable, NmsView } from './view.ts';

interface DashboardView {
  readonly mark: string;
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** A metric of the module, by which its instances are found. */
  readonly metric: string;
  /** Rows, one a category, and the panels below them, in order; made one by one, for there may be many. */
  readonly panels: Iterable<RowView | PanelView>;
}

interface Placed {
  readonly id: number;
  readonly title: string;
  readonly x: number;
  readonly y: number;
}

interface RowView extends Placed {
  readonly isRow: true;
}

interface PanelView extends Placed {
  readonly isRow: false;
  readonly description: string;
  readonly expr: string;
  readonly legend: string;
  readonly unit: string;
  /** Empty: as Grafana thinks fit. */
  readonly decimals: string;
  readonly mappings: readonly { readonly value: string; readonly text: string }[];
  /** The first step begins at minus infinity, which JSON writes as null. */
  readonly steps: readonly { readonly color: string; readonly value: string }[];
  /** How the limits are drawn. */
  readonly thresholdsStyle: 'line' | 'off';
}

const COLUMNS = 24;
const WIDTH = 8;
const HEIGHT = 8;

const print = printer<DashboardView>('nms/grafana');

/** A dashboard for each module, over the metrics of snmp_exporter. */
export function printGrafana({ mark, modules }: NmsView): [path: string, text: string][] {
  return modules.map((module) => [`grafana/${module.name}.json`, print(dashboardOf(mark, module))]);
}

interface Shown {
  readonly figure: NmsFigure;
  readonly table: NmsTable | undefined;
}

function dashboardOf(mark: string, module: NmsModule): DashboardView {
  const shown: Shown[] = [
    ...module.scalars.map((figure) => ({ figure, table: undefined })),
    ...module.tables.flatMap((table) => table.columns.map((figure) => ({ figure, table }))),
  ].filter(({ figure }) => figure.kind !== 'text');
  return {
    mark,
    uid: uuidOf(`grafana ${module.oid}`),
    title: module.name,
    description: module.description,
    metric: shown[0]?.figure.descriptor ?? '',
    panels: place(byCategory(shown)),
  };
}

/** Categories in the order of their first figure; measurements come last. */
function byCategory(shown: readonly Shown[]): [category: string, shown: Shown[]][] {
  const groups = new Map<string, Shown[]>();
  for (const isMeasurement of [false, true]) {
    for (const each of shown) {
      if ((each.figure.role === 'measurement') !== isMeasurement) continue;
      const group = groups.get(each.figure.category);
      if (group) group.push(each);
      else groups.set(each.figure.category, [each]);
    }
  }
  return [...groups];
}

function* place(groups: readonly [category: string, shown: Shown[]][]): Generator<RowView | PanelView> {
  let id = 1;
  let y = 0;
  for (const [category, shown] of groups) {
    yield { isRow: true, id: id++, title: category, x: 0, y };
    y += 1;
    for (const [at, each] of shown.entries()) {
      const x = (at * WIDTH) % COLUMNS;
      if (at > 0 && x === 0) y += HEIGHT;
      yield panelOf(each, { id: id++, x, y });
    }
    y += HEIGHT;
  }
}

function panelOf({ figure, table }: Shown, { id, x, y }: Omit<Placed, 'title'>): PanelView {
  const { name, kind, descriptor, description, decimals, choices } = figure;
  const names = table === undefined ? [] : table.labels.length > 0 ? table.labels : table.index;
  const steps = stepsOf(figure);
  return {
    isRow: false,
    id,
    x,
    y,
    title: kind === 'counter' ? `${name} per second` : name,
    description,
    expr: `${kind === 'counter' ? rateName(figure) : descriptor}{instance=~"$instance"}`,
    legend: ['instance', ...names.map((each) => each.descriptor)].map((label) => `{{${label}}}`).join(' '),
    unit: grafanaUnit(figure),
    decimals: kind === 'counter' ? '' : `${decimals}`,
    mappings: choices.map((choice) => ({ value: `${choice.value}`, text: choice.name })),
    steps,
    thresholdsStyle: steps.length > 1 ? 'line' : 'off',
  };
}

const GREEN = 'green';
const COLOR = { warning: 'orange', critical: 'red' } as const;

/** Colours from the bottom up. Grafana's steps are of the kind `>=`: what is one number has none. */
function stepsOf({ thresholds }: NmsFigure): PanelView['steps'] {
  const limits = thresholds
    .filter(({ operator }) => operator !== '==' && operator !== '!=')
    .sort((one, other) => one.limit - other.limit);
  if (limits.every(({ operator }) => operator.startsWith('>'))) {
    return [
      { color: GREEN, value: 'null' },
      ...limits.map(({ severity, limit }) => ({ color: COLOR[severity], value: `${limit}` })),
    ];
  }
  if (!limits.every(({ operator }) => operator.startsWith('<'))) return [{ color: GREEN, value: 'null' }];
  // Below the first limit is the worst; above the last one all is well.
  return [
    ...limits.map(({ severity }, at) => ({
      color: COLOR[severity],
      value: at === 0 ? 'null' : `${limits[at - 1]?.limit}`,
    })),
    { color: GREEN, value: `${limits.at(-1)?.limit}` },
  ];
}
