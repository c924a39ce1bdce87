import type { Diagnostic, Place, Severity } from './diagnostic.ts';

export interface Rule {
  readonly severity: Severity;
  /** What is wrong, in a few words. */
  readonly title: string;
}

/**
 * Rules that any YAML document of ours must keep. docs/rules.md has a section for each. Ids are upper-case
 * words that say the subject first.
 */
export const DOCUMENT_RULES = {
  'YAML-ENCODING': { severity: 'error', title: 'The file is not UTF-8' },
  'YAML-SYNTAX': { severity: 'error', title: 'The file is not YAML' },
  'YAML-TAB': { severity: 'error', title: 'A tab indents a line' },
  'YAML-EMPTY': { severity: 'error', title: 'The file holds nothing' },
  'YAML-DOCUMENTS': { severity: 'error', title: 'The file holds more than one document' },
  'YAML-NESTING': { severity: 'error', title: 'The file is nested too deeply' },
  'YAML-TAG': { severity: 'error', title: 'A tag is not known' },
  'YAML-ALIAS': { severity: 'error', title: 'An alias has no anchor, or refers to itself' },
  'YAML-ALIAS-EXPANSION': { severity: 'error', title: 'Aliases repeat too much' },
  'YAML-MERGE-KEY': { severity: 'error', title: 'A merge key is not YAML 1.2' },
  'YAML-KEY': { severity: 'error', title: 'A key is not text' },
  'YAML-KEY-DUPLICATE': { severity: 'error', title: 'A key stands twice in one map' },
  'YAML-NUMBER-INEXACT': { severity: 'error', title: 'A number cannot be held exactly' },
  'YAML-NUMBER-ZERO': { severity: 'error', title: 'A number starts with a zero' },
  'FIELD-UNKNOWN': { severity: 'error', title: 'A field is not known' },
  'FIELD-MISSING': { severity: 'error', title: 'A mandatory field is missing' },
  'FIELD-EMPTY': { severity: 'error', title: 'A field has no value' },
  'FIELD-TYPE': { severity: 'error', title: 'A value is of the wrong type' },
  'FIELD-VALUE': { severity: 'error', title: 'A value is not one of those allowed' },
  'FIELD-FORM': { severity: 'error', title: 'A text has not the form it must have' },
  'FIELD-LENGTH': { severity: 'error', title: 'A text or list is too long or too short' },
  'FIELD-RANGE': { severity: 'error', title: 'A number is out of range' },
} as const satisfies Record<string, Rule>;

export type DocumentRuleId = keyof typeof DOCUMENT_RULES;

/** A finding after a rule, with the rule's severity. */
export type Diagnose<Id extends string> = (
  rule: Id,
  place: Place | undefined,
  message: string,
  remedy?: string,
) => Diagnostic;

/** Makes the function that writes findings after a set of rules. */
export function diagnoseBy<Id extends string>(rules: Readonly<Record<Id, Rule>>): Diagnose<Id> {
  return (rule, place, message, remedy) => ({
    severity: rules[rule].severity,
    rule,
    message,
    ...(remedy === undefined ? {} : { remedy }),
    ...(place === undefined ? {} : { place }),
  });
}
