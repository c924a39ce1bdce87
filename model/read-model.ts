import { MODEL_FORMAT, type Model } from './model.ts';

/** Why a text is no model this program can use. The message says what to do. */
export class ModelError extends Error {}

const BUILD_AGAIN = 'run kpi1 build again, with the same release of kpi1 as the agent';

/** What a field must be: a type of JavaScript's, or a list or record of its own. */
type Shape = 'string' | 'number' | 'object' | 'string or absent' | readonly [Fields];
type Fields = Readonly<Record<string, Shape>>;

const INDEX: Fields = {
  name: 'string',
  descriptor: 'string',
  description: 'string',
  dataType: 'object',
  syntax: 'object',
};
const FIGURE: Fields = {
  name: 'string',
  descriptor: 'string',
  description: 'string',
  arc: 'number',
  oid: 'string',
  unit: 'string',
  dataType: 'object',
  syntax: 'object',
  per: 'string or absent',
  status: 'string',
};
const KPI: Fields = {
  ...FIGURE,
  purpose: 'string',
  formula: 'string',
  expression: 'object',
  reportingFrequency: 'number',
  dataSource: 'string',
  category: 'string or absent',
};
const OBJECT: Fields = {
  name: 'string',
  description: 'string',
  descriptor: 'string',
  entryOid: 'string',
  index: [INDEX],
};
const MODULE: Fields = {
  name: 'string',
  prefix: 'string',
  description: 'string',
  arc: 'number',
  oid: 'string',
  revision: 'string',
  objects: [OBJECT],
  measurements: [FIGURE],
  kpis: [KPI],
};
const MODEL: Fields = {
  generator: 'string',
  enterprise: 'number',
  organization: 'string',
  contact: 'string',
  baseOid: 'string',
  modules: [MODULE],
};

/**
 * Reads the text of model.json. Throws ModelError where it is no JSON, of another format than this program
 * knows, or lacks a field; `file` is what the message calls it. What the fields hold is kpi1 build's matter.
 */
export function readModel(text: string, file: string): Model {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new ModelError(`${file} is no JSON (${(error as Error).message}): ${BUILD_AGAIN}`);
  }
  const { format, generator } = isRecord(data) ? data : {};
  if (!Number.isInteger(format)) throw new ModelError(`${file} is no model of KPIs: ${BUILD_AGAIN}`);
  if (format !== MODEL_FORMAT) {
    throw new ModelError(
      `${file} is a model of format ${format} (written by ${generator}), this agent reads format ${MODEL_FORMAT}: ${BUILD_AGAIN}`,
    );
  }
  const mistake = findMistake(data, Object.entries(MODEL));
  if (mistake !== undefined)
    throw new ModelError(`${file} is no whole model, model${mistake}: ${BUILD_AGAIN}`);
  return data as Model;
}

/** The first mistake, with its path from here: `.modules[0].name is no string`. */
function findMistake(data: unknown, fields: readonly [string, Shape][]): string | undefined {
  if (!isRecord(data)) return ' is no object';
  for (const [name, shape] of fields) {
    const value = data[name];
    const mistake = typeof shape === 'string' ? wrongType(value, shape) : wrongItem(value, shape[0]);
    if (mistake !== undefined) return `.${name}${mistake}`;
  }
  return undefined;
}

function wrongType(value: unknown, shape: string): string | undefined {
  if (shape === 'string or absent') return value === undefined ? undefined : wrongType(value, 'string');
  return typeof value === shape && value !== null ? undefined : ` is no ${shape}`;
}

function wrongItem(list: unknown, fields: Fields): string | undefined {
  if (!Array.isArray(list)) return ' is no list';
  const entries = Object.entries(fields);
  for (let at = 0; at < list.length; at++) {
    const mistake = findMistake(list[at], entries);
    if (mistake !== undefined) return `[${at}]${mistake}`;
  }
  return undefined;
}

function isRecord(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
