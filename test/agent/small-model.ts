import { type DataType, parseDataType } from '../../model/data-type.ts';
import { parseFormula } from '../../model/formula/parse.ts';
import type {
  ModelFigure,
  ModelKpi,
  ModelMeasurement,
  ModelModule,
  ModelObject,
  Syntax,
} from '../../model/model.ts';

/** A measurement of a model made by hand, `counter` unless said otherwise. */
export function measurement(
  name: string,
  dataType = 'counter',
  more: { per?: string; min?: number; max?: number } = {},
): ModelMeasurement {
  const { per, ...range } = more;
  return { ...figure(name, dataType, range), ...(per !== undefined && { per }) };
}

/** A KPI of a model made by hand: real(2), every 60 s, continuous, unless said otherwise. */
export function kpi(
  name: string,
  formula: string,
  more: Partial<ModelKpi> & { type?: string; min?: number; max?: number } = {},
): ModelKpi {
  const { expression, problems } = parseFormula(formula);
  if (!expression) throw new Error(`${formula}: ${problems[0]?.message}`);
  const { type = 'real(2)', min, max, ...rest } = more;
  const range = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
  return {
    ...figure(name, type, range),
    purpose: '',
    formula,
    expression,
    reportingFrequency: 60,
    reportingDuration: null,
    dataSource: 'test',
    ...rest,
  };
}

/** An object indexed by a name of at most 32 octets, or by the data types given. */
export function object(
  name: string,
  index: Readonly<Record<string, string>> = { [`${name}Name`]: 'string(1..32)' },
): ModelObject {
  return {
    name,
    description: '',
    descriptor: `${name}Table`,
    entryOid: '1.3.1',
    index: Object.entries(index).map(([indexName, type]) => {
      const dataType = readType(type);
      return {
        name: indexName,
        descriptor: indexName,
        description: '',
        dataType,
        syntax: syntaxOf(dataType),
      };
    }),
  };
}

export function module(parts: {
  objects?: ModelObject[];
  measurements: ModelMeasurement[];
  kpis?: ModelKpi[];
}): ModelModule {
  return {
    name: 'TEST-MIB',
    prefix: 'test',
    description: '',
    arc: 1,
    oid: '1.3',
    revision: '2026-11-21',
    objects: [],
    kpis: [],
    ...parts,
  };
}

function figure(name: string, type: string, range: { min?: number; max?: number }): ModelFigure {
  const dataType = readType(type);
  return {
    name,
    descriptor: name,
    description: '',
    arc: 1,
    oid: '1.3.2',
    unit: '1',
    dataType,
    syntax: { ...syntaxOf(dataType), ...range },
    status: 'current',
  };
}

function readType(text: string): DataType {
  const type = parseDataType(text);
  if (!type) throw new Error(`no data type: ${text}`);
  return type;
}

function syntaxOf(type: DataType): Syntax {
  switch (type.kind) {
    case 'counter':
      return { base: 'Counter64', decimals: 0, min: 0, max: 2 ** 64 };
    case 'string':
      return { base: 'OCTET STRING', decimals: 0, min: type.min, max: type.max };
    case 'gauge':
      return { base: 'Gauge32', decimals: 0, min: 0, max: 2 ** 32 - 1 };
    case 'real':
      return { base: 'Integer32', decimals: type.decimals, min: -21474836.48, max: 21474836.47 };
    default:
      return { base: 'Integer32', decimals: 0, min: -(2 ** 31), max: 2 ** 31 - 1 };
  }
}
