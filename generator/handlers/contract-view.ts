import { type DataType, formatDataType } from '../../model/data-type.ts';
import type { ModelFigure, ModelModule, ModelObject } from '../../model/model.ts';
import { GENERATED_MARK } from '../folders.ts';
import { capitalize } from '../names/mangle.ts';
import { wrapText } from '../text/wrap.ts';

/** What a handler of one module must give: templates/contract.hbs and handler.hbs print it. */
export interface ContractView {
  readonly module: string;
  readonly mark: string;
  /** File name of the definitions. */
  readonly source: string;
  /** What the handler imports the contract from. */
  readonly contract: string;
  /** Name of the handler's interface. */
  readonly handler: string;
  readonly doc: string;
  /** An interface for each object's rows. */
  readonly rows: readonly RowView[];
  /** `scalars` and `tables`, where the module has any. */
  readonly parts: readonly PartView[];
}

export interface RowView {
  readonly name: string;
  readonly doc: string;
  readonly properties: readonly PropertyView[];
}

export interface PropertyView {
  readonly name: string;
  readonly type: string;
  readonly doc: string;
}

export interface PartView {
  readonly name: 'scalars' | 'tables';
  readonly methods: readonly MethodView[];
}

export interface MethodView extends PropertyView {
  /** The name itself, where `name` is in quotes because it must be. */
  readonly property: string;
  /** Comment in the stub: what to return. */
  readonly hint: string;
}

const TYPES: Readonly<Record<DataType['kind'], string>> = {
  counter: 'number | bigint',
  gauge: 'number',
  integer: 'number',
  real: 'number',
  boolean: 'boolean',
  string: 'string',
};
const WIDTH = 110;

export function contractView(module: ModelModule, source: string, contract: string): ContractView {
  const scalars = module.measurements.filter(({ per }) => per === undefined).map(scalarMethod);
  const objects = module.objects.filter(({ name }) => module.measurements.some(({ per }) => per === name));
  const tables = objects.map((object) => tableMethod(object, module.prefix));
  const parts: PartView[] = [
    { name: 'scalars', methods: scalars },
    { name: 'tables', methods: tables },
  ];
  return {
    module: module.name,
    mark: GENERATED_MARK,
    source,
    contract,
    handler: `${capitalize(module.prefix)}Handler`,
    doc: jsDoc(`Measures for ${module.name}: ${module.description}`, 0),
    rows: objects.map((object) => rowView(object, module)),
    parts: parts.filter(({ methods }) => methods.length > 0),
  };
}

function scalarMethod(measurement: ModelFigure): MethodView {
  return {
    name: propertyName(measurement.name),
    property: measurement.name,
    type: TYPES[measurement.dataType.kind],
    doc: jsDoc(describe(measurement), 4),
    hint: lineComment(`${wanted(measurement)}: ${measurement.description}`, 4),
  };
}

function tableMethod(object: ModelObject, prefix: string): MethodView {
  const keys = object.index.map(({ name }) => name).join(', ');
  return {
    name: propertyName(object.name),
    property: object.name,
    type: `readonly ${rowName(object, prefix)}[]`,
    doc: jsDoc(`All there are now, each once: ${object.description}`, 4),
    hint: lineComment(`A row by ${keys} for each there is now: ${object.description}`, 4),
  };
}

function rowView(object: ModelObject, module: ModelModule): RowView {
  const index = object.index.map(({ name, dataType, description }) => ({
    name: propertyName(name),
    type: TYPES[dataType.kind],
    doc: jsDoc(`${sentence(description)} Index, ${formatDataType(dataType)}.`, 2),
  }));
  const figures = module.measurements
    .filter(({ per }) => per === object.name)
    .map((measurement) => ({
      name: propertyName(measurement.name),
      type: `${TYPES[measurement.dataType.kind]} | undefined`,
      doc: jsDoc(describe(measurement), 2),
    }));
  return {
    name: rowName(object, module.prefix),
    doc: jsDoc(object.description, 0),
    properties: [...index, ...figures],
  };
}

function rowName({ descriptor }: ModelObject, prefix: string): string {
  const own = descriptor.startsWith(prefix) ? descriptor.slice(prefix.length) : capitalize(descriptor);
  const name = own.replace(/Table$/, 'Row');
  return /^[0-9]/.test(name) ? `_${name}` : name;
}

function describe({ description, unit, dataType }: ModelFigure): string {
  return `${sentence(description)} In ${unit}, ${formatDataType(dataType)}.`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}

function wanted({ unit, dataType }: ModelFigure): string {
  return dataType.kind === 'counter' ? `Running total, in ${unit}` : `In ${unit}`;
}

/** `new` would be a constructor in an interface. */
function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) && name !== 'new' ? name : quote(name);
}

function quote(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function jsDoc(text: string, indent: number): string {
  const safe = oneLine(text.replaceAll('*/', '* /'));
  const margin = ' '.repeat(indent);
  const line = `${margin}/** ${safe} */`;
  if (line.length <= WIDTH) return line;
  const lines = wrapText(safe, WIDTH - indent - 3);
  return `${margin}/**\n${margin} * ${lines.join(`\n${margin} * `)}\n${margin} */`;
}

function lineComment(text: string, indent: number): string {
  const margin = ' '.repeat(indent);
  const lines = wrapText(oneLine(text), WIDTH - indent - 3);
  return `${margin}// ${lines.join(`\n${margin}// `)}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
