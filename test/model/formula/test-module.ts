import { suggest } from '../../../document/did-you-mean.ts';
import { type DataType, parseDataType } from '../../../model/data-type.ts';
import { type CheckedFormula, checkFormula } from '../../../model/formula/check.ts';
import { compileFormula, type FormulaBinding } from '../../../model/formula/compile.ts';
import type { Expression } from '../../../model/formula/expression.ts';
import type { Aggregate, FormulaInputs } from '../../../model/formula/inputs.ts';
import { parseFormula } from '../../../model/formula/parse.ts';
import type { FormulaScope, ScopeFigure, ScopeKpi } from '../../../model/formula/scope.ts';
import { NoValue, type Value } from '../../../model/value.ts';

/** A measurement as `counter` or, for one of an object, `counter per trunk`. */
export type Declared = Readonly<Record<string, string>>;

/** What a measurement amounts to; a plain value is a counter's increase, or the last sample of another. */
export type Figure = number | boolean | string | NoValue | Partial<Aggregate>;

export interface ByRow {
  readonly rows: Readonly<Record<string, Figure>>;
}

export type Figures = Readonly<Record<string, Figure | ByRow>>;

export interface Interval {
  readonly figures?: Figures;
  readonly seconds?: number;
  readonly rows?: Readonly<Record<string, readonly string[] | NoValue>>;
}

const ABSENT = new NoValue('no sample');

/** A definition module in short: measurements, and KPIs in their order of definition as name → `formula :: type`. */
export class TestModule {
  readonly measurements: ReadonlyMap<string, ScopeFigure>;
  readonly kpis: Map<string, ScopeKpi & { expression: Expression }>;
  readonly binding: FormulaBinding;

  constructor(measurements: Declared, kpis: Declared = {}) {
    this.measurements = new Map(Object.entries(measurements).map(([name, type]) => [name, declared(type)]));
    this.kpis = new Map();
    for (const [order, [name, definition]] of Object.entries(kpis).entries()) {
      const [formula = '', type = 'real(2)'] = definition.split(' :: ');
      const expression = parse(formula);
      this.kpis.set(name, { name, module: 'TEST-MIB', order, expression, ...declared(type) });
    }
    const slots = [...this.measurements.keys()];
    this.binding = {
      measurement: (name) => {
        const found = this.measurements.get(name);
        if (!found) return undefined;
        return { slot: slots.indexOf(name), counter: found.dataType.kind === 'counter', ...perOf(found) };
      },
      kpi: (name) => {
        const found = this.kpis.get(name);
        return found && { expression: found.expression, ...perOf(found) };
      },
    };
  }

  /** Checks a formula as the next KPI to be defined, or as one that is. */
  check(formula: string | Expression, self: Partial<ScopeKpi> = {}): CheckedFormula {
    const expression = typeof formula === 'string' ? parse(formula) : formula;
    return checkFormula(expression, this.scope(self));
  }

  scope(self: Partial<ScopeKpi> = {}): FormulaScope {
    const own = {
      name: 'Own',
      module: 'TEST-MIB',
      order: this.kpis.size,
      dataType: dataType('real(2)'),
      ...self,
    };
    return { self: own, measurements: this.measurements, kpis: this.kpis, suggest };
  }

  evaluate(formula: string | Expression, interval: Interval = {}, row?: string): Value {
    const expression = typeof formula === 'string' ? parse(formula) : formula;
    return compileFormula(expression, this.binding)(this.inputs(interval), row);
  }

  inputs({ figures = {}, seconds = 300, rows = {} }: Interval): FormulaInputs {
    const names = [...this.measurements.keys()];
    return {
      seconds,
      aggregate: (slot, row) => {
        const name = names[slot] ?? '';
        const given = figures[name] ?? ABSENT;
        const type = this.measurements.get(name)!.dataType;
        return aggregate(isRows(given) ? (given.rows[row ?? ''] ?? ABSENT) : given, type);
      },
      rows: (object) => rows[object] ?? rowsGiven(figures, [...this.measurements], object),
    };
  }
}

/** The tree of a formula that must parse. */
export function parse(formula: string): Expression {
  const { expression, problems } = parseFormula(formula, suggest);
  if (!expression) throw new Error(`${formula}: ${problems[0]?.message}`);
  return expression;
}

/** The tree without the ranges, as model.json holds it. */
export function withoutRanges(expression: Expression): Expression {
  return JSON.parse(JSON.stringify(expression, (key, value) => (key === 'at' ? undefined : value)));
}

function declared(text: string): ScopeFigure {
  const [type = '', per] = text.split(' per ');
  return { dataType: dataType(type), ...(per === undefined ? {} : { per }) };
}

function dataType(text: string): DataType {
  const type = parseDataType(text);
  if (!type) throw new Error(`${text} is no data type`);
  return type;
}

function perOf({ per }: ScopeFigure): { per?: string } {
  return per === undefined ? {} : { per };
}

function isRows(figure: Figures[string]): figure is ByRow {
  return typeof figure === 'object' && 'rows' in figure;
}

function aggregate(figure: Figure, type: DataType): Aggregate | NoValue {
  if (figure instanceof NoValue) return figure;
  const none = { increase: ABSENT, last: ABSENT, previous: ABSENT, min: ABSENT, max: ABSENT, avg: ABSENT };
  if (typeof figure === 'object') return { ...none, ...figure };
  if (type.kind === 'counter') return { ...none, increase: figure as number };
  return { ...none, last: figure };
}

function rowsGiven(figures: Figures, measurements: [string, ScopeFigure][], object: string): string[] {
  const keys = measurements
    .filter(([, { per }]) => per === object)
    .flatMap(([name]) => {
      const given = figures[name];
      return given !== undefined && isRows(given) ? Object.keys(given.rows) : [];
    });
  return [...new Set(keys)];
}
