import { printer } from '../templates.ts';
import type { NmsFigure, NmsIndex, NmsModule, NmsTable, NmsView } from './view.ts';

interface LibreNmsView {
  readonly mark: string;
  readonly organization: string;
  readonly agentOid: string;
  readonly classes: readonly { readonly name: string; readonly sensors: readonly Sensor[] }[];
}

interface Sensor {
  readonly module: string;
  /** What is walked, and the column of it that has the value. */
  readonly oid: string;
  readonly value: string;
  readonly numOid: string;
  /** Tells the sensor from others of its class, in 128 characters: so a text stands as such, not as its octets. */
  readonly index: string;
  readonly description: string;
  readonly group: string;
  readonly divisor: number;
  readonly limits: readonly { readonly name: string; readonly value: number }[];
  readonly states: readonly State[];
}

interface State {
  readonly value: number;
  /** Nagios' numbers: 0 is well, 1 a warning, 2 critical, 3 unknown. */
  readonly generic: number;
  readonly name: string;
}

/** Sensor classes of LibreNMS by unit, and what it takes to get to their own unit. */
const CLASSES: Readonly<Record<string, { readonly name: string; readonly divisor: number }>> = {
  percent: { name: 'percent', divisor: 1 },
  'bit/s': { name: 'bitrate', divisor: 1 },
  'bits/s': { name: 'bitrate', divisor: 1 },
  seconds: { name: 'delay', divisor: 1 },
  milliseconds: { name: 'delay', divisor: 1000 },
  microseconds: { name: 'delay', divisor: 1_000_000 },
};
const OTHER = { name: 'count', divisor: 1 };
const STATE = { name: 'state', divisor: 1 };

const printDetection = printer<LibreNmsView>('nms/librenms-detection');
const printDiscovery = printer<LibreNmsView>('nms/librenms-discovery');

/** An operating system for LibreNMS, known by its sysObjectID, with a sensor for each KPI and gauge. */
export function printLibreNms(view: NmsView): [path: string, text: string][] {
  const libre = viewOf(view);
  return [
    ['librenms/os_detection/kpi1.yaml', printDetection(libre)],
    ['librenms/os_discovery/kpi1.yaml', printDiscovery(libre)],
  ];
}

function viewOf({ mark, organization, agentOid, modules }: NmsView): LibreNmsView {
  const classes = new Map<string, Sensor[]>();
  for (const { module, figure, table } of modules.flatMap(shownOf)) {
    const { name, divisor } = figure.kind === 'choice' ? STATE : (CLASSES[figure.unit] ?? OTHER);
    const sensor = sensorOf(module, figure, table, divisor);
    const sensors = classes.get(name);
    if (sensors) sensors.push(sensor);
    else classes.set(name, [sensor]);
  }
  return {
    mark,
    organization,
    agentOid,
    classes: [...classes].map(([name, sensors]) => ({ name, sensors })),
  };
}

interface Shown {
  readonly module: string;
  readonly figure: NmsFigure;
  readonly table: NmsTable | undefined;
}

/** Sensors are gauges: counters, which LibreNMS keeps elsewhere, and texts are left out. */
function shownOf({ name, scalars, tables }: NmsModule): Shown[] {
  const all: Shown[] = [
    ...scalars.map((figure) => ({ module: name, figure, table: undefined })),
    ...tables.flatMap((table) => table.columns.map((figure) => ({ module: name, figure, table }))),
  ];
  return all.filter(({ figure }) => figure.kind === 'gauge' || figure.kind === 'choice');
}

function sensorOf(module: string, figure: NmsFigure, table: NmsTable | undefined, divisor: number): Sensor {
  const { name, descriptor, oid, decimals, unit, category, thresholds, choices } = figure;
  const labels = table?.labels ?? [];
  const index = labels.length > 0 || table === undefined ? ['{{ $index }}'] : indexTemplates(table.index);
  const row = labels.length > 0 ? labels.map((label) => `{{ ${module}::${label.descriptor} }}`) : index;
  const isOther = CLASSES[unit] === undefined && unit !== '';
  return {
    module,
    oid: labels.length > 0 ? (table?.descriptor ?? '') : descriptor,
    value: descriptor,
    numOid: `.${oid}.{{ $index }}`,
    index: `${descriptor}.${index.join('.')}`,
    description: `${literal(`${name}${isOther ? ` (${unit})` : ''}`)}${table ? ` of ${table.row} ${row.join(', ')}` : ''}`,
    group: literal(category),
    divisor: divisor * 10 ** decimals,
    limits: choices.length > 0 ? [] : thresholds.flatMap((each) => limitOf(each, divisor)),
    states: choices.map((choice) => ({
      ...choice,
      generic: thresholds.some(({ limit }) => limit === choice.value) ? 1 : choice.value === 1 ? 0 : 3,
    })),
  };
}

/** A text in which LibreNMS finds no template: `{ { x }}`. */
function literal(text: string): string {
  return text.replace(/\{(?=\{)/g, '{ ');
}

/** Templates for the parts of an index; LibreNMS finds no number behind a text, and no text without its length. */
function indexTemplates(index: readonly NmsIndex[]): string[] {
  const templates: string[] = [];
  // The kinds of the parts so far: n is a number, s a text.
  let format = '';
  for (const { kind, fixedSize, implied } of index) {
    if (kind === 'number') {
      if (format.includes('s')) return ['{{ $index }}'];
      templates.push(`{{ $subindex${format.length} }}`);
      format += 'n';
    } else {
      if (implied || fixedSize !== undefined) return ['{{ $index }}'];
      format += 's';
      templates.push(`{{ $index_string${format === 's' ? '' : `:${format}`} }}`);
    }
  }
  return templates;
}

/** LibreNMS knows limits above and below, not numbers that are or are not to be. */
function limitOf({ severity, operator, limit }: NmsFigure['thresholds'][number], divisor: number) {
  const value = limit / divisor;
  if (operator.startsWith('<'))
    return [{ name: severity === 'warning' ? 'low_warn_limit' : 'low_limit', value }];
  if (operator.startsWith('>'))
    return [{ name: severity === 'warning' ? 'warn_limit' : 'high_limit', value }];
  return [];
}
