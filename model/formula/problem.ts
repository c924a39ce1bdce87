/** The rules a formula must keep, by id; docs/rules.md has a section for each. */
export const FORMULA_RULES = {
  'FORMULA-CHARACTER': { severity: 'error', title: 'A character has no meaning in a formula' },
  'FORMULA-NAME': { severity: 'error', title: 'A name in a formula is badly written' },
  'FORMULA-NUMBER': { severity: 'error', title: 'A number in a formula is badly written' },
  'FORMULA-SYNTAX': { severity: 'error', title: 'A formula breaks the grammar' },
  'FORMULA-SIZE': { severity: 'error', title: 'A formula is too long or nested too deeply' },
  'FORMULA-FUNCTION': { severity: 'error', title: 'A function is not known' },
  'FORMULA-ARGUMENT': { severity: 'error', title: 'A function is given what it does not take' },
  'FORMULA-MEASUREMENT': { severity: 'error', title: 'A measurement is not defined' },
  'FORMULA-KPI': { severity: 'error', title: 'A KPI is not defined' },
  'FORMULA-ORDER': { severity: 'error', title: 'A KPI is referred to that is not defined beforehand' },
  'FORMULA-PER': { severity: 'error', title: 'A formula mixes figures of different objects' },
  'FORMULA-TYPE': { severity: 'error', title: 'A formula mixes numbers, booleans and text' },
  'FORMULA-ZERO': { severity: 'error', title: 'A formula always divides by zero' },
  'FORMULA-CONSTANT': { severity: 'warning', title: 'A formula reads no measurement' },
} as const satisfies Record<string, { readonly severity: 'error' | 'warning'; readonly title: string }>;

export type FormulaRuleId = keyof typeof FORMULA_RULES;

/** What is wrong with a formula. */
export interface FormulaProblem {
  readonly code: FormulaRuleId;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do about it, in one sentence. */
  readonly remedy?: string;
  /** Half-open range in the formula's text, in UTF-16 units. */
  readonly at: readonly [start: number, end: number];
}

/**
 * Finds the candidate a misspelt name most likely means; undefined where none is near. The caller brings it
 * (document/did-you-mean.ts is one), and so decides what looking through many names may cost.
 */
export type Suggest = (name: string, candidates: Iterable<string>) => string | undefined;
