import { printer } from '../templates.ts';
import { toSmiText } from '../text/transliterate.ts';
import type { NmsFigure, NmsModule, NmsTable, NmsThreshold, NmsView } from './view.ts';

interface NagiosView {
  readonly mark: string;
  readonly module: string;
  readonly key: string;
  readonly commands: readonly NagiosCommand[];
  readonly services: readonly NagiosCommand[];
}

interface NagiosCommand {
  readonly command: string;
  /** The last argument of a column's command is its row's index. */
  readonly oid: string;
  readonly label: string;
  /** The name that operators see, once on a host. */
  readonly service: string;
  /** Options of check_snmp, each with a blank before it. */
  readonly options: string;
}

const print = printer<NagiosView>('nms/nagios');

/** A file for each module, with a check_snmp command for each number, and a service for each scalar KPI. */
export function printNagios({ mark, modules }: NmsView): [path: string, text: string][] {
  return modules.map((module) => [`nagios/${module.name}.cfg`, print(viewOf(mark, module))]);
}

function viewOf(mark: string, { name, key, scalars, tables }: NmsModule): NagiosView {
  const ofScalars = scalars
    .filter(isNumber)
    .map((figure) => ({ figure, view: commandOf(figure, undefined) }));
  const ofTables = tables.flatMap((table) =>
    table.columns.filter(isNumber).map((figure) => commandOf(figure, table)),
  );
  return {
    mark,
    module: name,
    key,
    commands: [...ofScalars.map(({ view }) => view), ...ofTables],
    services: ofScalars.filter(({ figure }) => figure.role !== 'measurement').map(({ view }) => view),
  };
}

function isNumber({ kind }: NmsFigure): boolean {
  return kind !== 'text';
}

function commandOf(figure: NmsFigure, table: NmsTable | undefined): NagiosCommand {
  const { descriptor, oid, name, kind, decimals, unit } = figure;
  // check_snmp compares the number on the wire, and shows it: the unit says what it is in.
  const unitOnWire = [...(decimals === 0 ? [] : [(10 ** -decimals).toFixed(decimals)]), unit]
    .join(' ')
    .trim();
  const ranges = figure.thresholds.flatMap((threshold) => {
    const range = rangeOf(threshold, decimals);
    return range === undefined ? [] : [` -${threshold.severity.charAt(0)} '${range}'`];
  });
  const rate = kind === 'counter' ? ' --rate' : '';
  return {
    command: `check_${descriptor}`,
    oid: table === undefined ? `${oid}.0` : `${oid}.$ARG1$`,
    label: plain(unitOnWire === '' ? name : `${name} in ${unitOnWire}`, NOT_IN_LABELS),
    service: `${plain(name, NOT_IN_NAMES)} - ${descriptor}`,
    options: rate + ranges.join(''),
  };
}

/**
 * The range of whole numbers on the wire that is no alarm, or with `@` that is one, in the notation of the
 * Monitoring Plugins' guidelines; undefined where the wire cannot hold the one figure that would be.
 */
function rangeOf({ operator, limit }: NmsThreshold, decimals: number): string | undefined {
  // By text: a product is not exact, and a limit such as 0.57 must be 57.
  const [mantissa, exponent = '0'] = String(limit).split('e');
  const wire = Number(`${mantissa}e${Number(exponent) + decimals}`);
  switch (operator) {
    case '<':
      return `${Math.ceil(wire)}:`;
    case '<=':
      return `${Math.floor(wire) + 1}:`;
    case '>':
      return `~:${Math.floor(wire)}`;
    case '>=':
      return `~:${Math.ceil(wire) - 1}`;
    case '==':
      return Number.isInteger(wire) ? `@${wire}:${wire}` : undefined;
    case '!=':
      return Number.isInteger(wire) ? `${wire}:${wire}` : '@~:';
  }
}

/** A comma is in no name of a service, and would begin another OID's label; a percent sign only a label may have. */
const NOT_IN_NAMES = /[^\w .:/+-]+/g;
const NOT_IN_LABELS = /[^\w .:/+%-]+/g;

/** A text without what Nagios or a shell could take for its own. */
function plain(text: string, strange: RegExp): string {
  return toSmiText(text).replace(strange, ' ').trim();
}
