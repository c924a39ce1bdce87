import { NoValue, type Value } from '../value.ts';
import type { CallNode, Expression } from './expression.ts';
import { isOverInstances } from './functions.ts';
import type { Formula, FormulaInputs } from './inputs.ts';
import { compileAggregate } from './instances.ts';
import { compileCondition, compileNegation, compileOperation } from './operations.ts';
import { printFormula } from './print.ts';
import { type BoundMeasurement, compileReading, type SampledFunction } from './reading.ts';
import { walk } from './walk.ts';

interface BoundKpi {
  readonly expression: Expression;
  /** The object that has it once each; undefined for a scalar. */
  readonly per?: string;
}

/** What the names in the formulas of a module stand for; undefined for a name that stands for nothing. */
export interface FormulaBinding {
  measurement(name: string): BoundMeasurement | undefined;
  kpi(name: string): BoundKpi | undefined;
}

/**
 * Makes a function of a formula that checkFormula found no error in. Formulas compiled with one binding
 * object share what they have in common: a KPI that several refer to is compiled once, and evaluated once
 * for the same inputs object and row, however many ways lead to it.
 *
 * Throws an Error for a name that stands for nothing, a KPI that refers to itself, and a sum, mean or count
 * of nothing that belongs to an object: signs of a damaged model. The function itself throws only what its
 * inputs throw.
 */
export function compileFormula(expression: Expression, binding: FormulaBinding): Formula {
  const compiler = COMPILERS.get(binding) ?? new Compiler(binding);
  COMPILERS.set(binding, compiler);
  return compiler.compile(expression);
}

const COMPILERS = new WeakMap<FormulaBinding, Compiler>();

class Compiler {
  private readonly binding: FormulaBinding;
  private readonly kpis = new Map<string, Formula | 'underway'>();

  constructor(binding: FormulaBinding) {
    this.binding = binding;
  }

  compile(node: Expression): Formula {
    switch (node.kind) {
      case 'number': {
        const { value } = node;
        return () => value;
      }
      case 'measurement':
        return compileReading(node.name, this.measurement(node.name));
      case 'kpi':
        return this.reference(node.name);
      case 'negation':
        return compileNegation(node.operand, this.compile(node.operand));
      case 'operation':
        return compileOperation(node, this.compile(node.left), this.compile(node.right));
      case 'if': {
        const then = this.compile(node.then);
        const otherwise = this.compile(node.otherwise);
        return compileCondition(node, this.compile(node.condition), then, otherwise);
      }
      case 'call':
        return this.call(node);
    }
  }

  private call(node: CallNode): Formula {
    const { function: name, argument } = node;
    if (isOverInstances(name)) {
      return once(compileAggregate(node, this.objectIn(argument), this.compile(argument)), true);
    }
    if (argument.kind !== 'measurement')
      throw new Error(`${printFormula(node)}: ${name} takes a measurement.`);
    return compileReading(argument.name, this.measurement(argument.name), name as SampledFunction);
  }

  private reference(name: string): Formula {
    const known = this.kpis.get(name);
    if (known === 'underway') throw new Error(`The formula of the KPI "${name}" refers to itself.`);
    if (known) return known;
    const kpi = this.kpi(name);
    this.kpis.set(name, 'underway');
    const compiled = this.compile(kpi.expression);
    const shared = once((inputs, row) => {
      const value = compiled(inputs, row);
      return value instanceof NoValue ? new NoValue(`[${name}]: ${value.reason}`) : value;
    }, kpi.per === undefined);
    this.kpis.set(name, shared);
    return shared;
  }

  /** The object whose rows an aggregate looks over. */
  private objectIn(argument: Expression): string {
    let object: string | undefined;
    walk(argument, (node) => {
      if (node.kind === 'measurement') object ??= this.measurement(node.name).per;
      if (node.kind === 'kpi') object ??= this.kpi(node.name).per;
    });
    if (object === undefined) throw new Error(`${printFormula(argument)} belongs to no object.`);
    return object;
  }

  private measurement(name: string): BoundMeasurement {
    const measurement = this.binding.measurement(name);
    if (!measurement) throw new Error(`A formula reads the measurement "${name}", which is not defined.`);
    return measurement;
  }

  private kpi(name: string): BoundKpi {
    const kpi = this.binding.kpi(name);
    if (!kpi) throw new Error(`A formula refers to the KPI "${name}", which is not defined.`);
    return kpi;
  }
}

/**
 * Evaluates once for the same inputs and row. Without it, a sum over an object's rows would be taken anew for
 * each of them, and KPIs that refer to others twice, and these again, would take exponential time.
 */
function once(compiled: Formula, scalar: boolean): Formula {
  let of: FormulaInputs | undefined;
  let at: string | undefined;
  let value: Value = 0;
  return (inputs, row) => {
    const wanted = scalar ? undefined : row;
    if (of !== inputs || at !== wanted) {
      value = compiled(inputs, wanted);
      of = inputs;
      at = wanted;
    }
    return value;
  };
}
