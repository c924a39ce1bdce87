import { type DataType, formatDataType, parseDataType } from '../../model/data-type.ts';
import type { Suggest } from '../../model/formula/problem.ts';
import type { FigureDefinition, NumberRange } from '../definition.ts';
import { syntaxOf } from '../mib/syntax.ts';
import type { Fields } from './definition-file.ts';
import { decimalsOf, parseRange } from './number-range.ts';
import { readText } from './texts.ts';

/** Report items of these names say what no figure says (KPIinOMA 8.2.7.2; messages/message.ts). */
const RESERVED_PREFIX = 'kpi1.';

/** What a figure is taken for where its data type cannot be read. */
const UNREADABLE: DataType = { kind: 'gauge' };

/** A measurement or KPI as it was read. */
export interface ReadFigure<Definition extends FigureDefinition> {
  readonly fields: Fields;
  readonly definition: Definition;
  /** Whether its data type and object are what the user meant; what depends on them is not worth checking otherwise. */
  readonly certain: boolean;
}

/** What a figure may refer to, beside what formulas do. */
export interface Surroundings {
  /** Names of the objects of its module. */
  readonly objects: ReadonlySet<string>;
  readonly suggest: Suggest;
}

/** Reads what measurements and KPIs have in common; undefined where there is no name to speak of it by. */
export function readFigure(
  fields: Fields,
  surroundings: Surroundings,
): ReadFigure<FigureDefinition> | undefined {
  const name = fields.text('name');
  if (name === undefined) return undefined;
  if (name.startsWith(RESERVED_PREFIX)) {
    const message = `Names that begin with \`${RESERVED_PREFIX}\` are kept for reports.`;
    fields.report('NAME-RESERVED', 'name', message, 'Choose another name.');
  }
  const dataType = parseDataType(fields.text('dataType') ?? '');
  const per = fields.text('per');
  if (per !== undefined) checkPer(fields, per, surroundings);
  const snmpName = fields.text('snmpName');
  const range = dataType && readRange(fields, dataType);
  if (range && dataType) checkSyntax(fields, dataType, range);
  const definition: FigureDefinition = {
    name,
    at: fields.range('name'),
    description: readText(fields, 'description'),
    unit: readText(fields, 'unit'),
    dataType: dataType ?? UNREADABLE,
    status: fields.text('status') === 'deprecated' ? 'deprecated' : 'current',
    ...(per === undefined ? {} : { per }),
    ...(range === undefined ? {} : { range }),
    ...(snmpName === undefined ? {} : { snmpName }),
  };
  const certain = dataType !== undefined && (per === undefined || surroundings.objects.has(per));
  return { fields, definition, certain };
}

function checkPer(fields: Fields, per: string, { objects, suggest }: Surroundings): void {
  if (objects.has(per)) return;
  const near = suggest(per, objects);
  const remedy = near === undefined ? 'Define it under `objects`.' : `Did you mean \`${near}\`?`;
  fields.report('PER-UNKNOWN', 'per', `There is no object \`${per}\`.`, remedy);
}

/** The range of a figure or index; undefined where it has none that makes sense. */
export function readRange(fields: Fields, dataType: DataType): NumberRange | undefined {
  const text = fields.text('range');
  const range = text === undefined ? undefined : parseRange(text);
  if (text === undefined || range === undefined) return undefined;
  const decimals = dataType.kind === 'real' ? dataType.decimals : 0;
  const refused = refusal(dataType);
  if (refused !== undefined) {
    fields.report('RANGE-TYPE', 'range', `A ${dataType.kind} has no range.`, refused);
  } else if (range.min > range.max) {
    const remedy = `Write \`${text.split('..').reverse().join('..')}\`.`;
    fields.report('RANGE-ORDER', 'range', `The range begins at ${range.min}, above its end.`, remedy);
  } else if (decimalsOf(text) > decimals) {
    const message = `${formatDataType(dataType)} has ${decimals || 'no'} decimals, the range has more.`;
    fields.report('RANGE-TYPE', 'range', message, 'Round the range, or take more decimals.');
  } else {
    return range;
  }
  return undefined;
}

/** Why a data type cannot have a range. */
function refusal({ kind }: DataType): string | undefined {
  if (kind === 'counter') return 'Leave it out: SMI counters always have their full range.';
  if (kind === 'boolean') return 'Leave it out.';
  return kind === 'string' ? 'Write its sizes in octets as `string(min..max)`.' : undefined;
}

function checkSyntax(fields: Fields, dataType: DataType, range: NumberRange): void {
  if (syntaxOf({ dataType, range }, '') !== undefined) return;
  fields.report(
    'RANGE-UNSUPPORTED',
    'range',
    `No SMI type holds ${formatDataType(dataType)} from ${range.min} to ${range.max}: below zero there are 32 bits, otherwise 64.`,
    'Narrow the range, take fewer decimals, or a larger unit.',
  );
}
