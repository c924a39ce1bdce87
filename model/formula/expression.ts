/**
 * A KPI formula as a tree (KPIinOMA 5.4). Plain JSON: it is part of model.json.
 *
 * `at` is the node's half-open range [start, end) in the formula's text, in UTF-16 units. The parser always
 * sets it, model.json leaves it out.
 */
export type Expression =
  | NumberNode
  | MeasurementNode
  | KpiNode
  | NegationNode
  | OperationNode
  | ConditionNode
  | CallNode;

interface Located {
  readonly at?: readonly [start: number, end: number];
}
interface NumberNode extends Located {
  readonly kind: 'number';
  readonly value: number;
}
/** A measurement's bare name: a counter's increase over the interval, anything else's last value. */
export interface MeasurementNode extends Located {
  readonly kind: 'measurement';
  readonly name: string;
}
/** `[KPI Name]`: that KPI's formula, evaluated over the referring KPI's own interval, unrounded. */
export interface KpiNode extends Located {
  readonly kind: 'kpi';
  readonly name: string;
}
interface NegationNode extends Located {
  readonly kind: 'negation';
  readonly operand: Expression;
}
export type Operator = '+' | '-' | '*' | '/' | '<' | '<=' | '>' | '>=' | '==' | '!=';
export interface OperationNode extends Located {
  readonly kind: 'operation';
  readonly operator: Operator;
  readonly left: Expression;
  readonly right: Expression;
}
/** `if(condition, then, otherwise)`: the branch not taken is not evaluated. */
export interface ConditionNode extends Located {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}
/** `rate delta last min max avg` over the interval's samples of one measurement; `sum mean count` over an object's instances. */
export type FunctionName = 'rate' | 'delta' | 'last' | 'min' | 'max' | 'avg' | 'sum' | 'mean' | 'count';
export interface CallNode extends Located {
  readonly kind: 'call';
  readonly function: FunctionName;
  readonly argument: Expression;
}
