import type { Diagnostic, Place, Severity } from '../document/diagnostic.ts';

/**
 * Every rule the generator knows, by id. docs/rules.md has a section for each, and a test holds the two
 * against each other. Ids are upper-case words that say the subject first: `NAME-DUPLICATE`.
 */
export const RULES = {
  'NAME-DUPLICATE': { severity: 'error', title: 'A name is used twice' },
  'NAME-CLASH': { severity: 'error', title: 'Two names give one descriptor' },
  'NAME-UNUSABLE': { severity: 'error', title: 'A name gives no descriptor' },
  'NAME-LONG': { severity: 'error', title: 'A descriptor is longer than SMI allows' },
  'RANGE-UNSUPPORTED': { severity: 'error', title: 'No SMI type holds the range' },
  'INDEX-TYPE': { severity: 'error', title: 'A type or range cannot be an index' },
  'INDEX-LONG': { severity: 'error', title: 'An index does not fit into an OID' },
  'LOCK-VERSION': { severity: 'error', title: 'The lock is of another version' },
  'LOCK-ARC': { severity: 'error', title: 'A number of the lock is used twice or wrongly' },
  'LOCK-DESCRIPTOR': { severity: 'error', title: 'A descriptor of the lock is used twice or differs' },
  'LOCK-ENTERPRISE': { severity: 'error', title: 'The enterprise number differs from the lock' },
  'LOCK-PREFIX': { severity: 'error', title: 'The prefix differs from the lock' },
  'LOCK-TYPE': { severity: 'error', title: 'The type differs from the lock' },
  'LOCK-PER': { severity: 'error', title: 'A scalar became a column, or the other way' },
  'LOCK-INDEX': { severity: 'error', title: 'The index of a table differs from the lock' },
  'HANDLER-MISSING': { severity: 'warning', title: 'A handler does not answer for a measurement' },
  'HANDLER-ORPHAN': { severity: 'warning', title: 'A handler answers for what is not defined' },
  'HANDLER-UNUSED': { severity: 'warning', title: 'A handler belongs to no module' },
} as const satisfies Record<string, { readonly severity: Severity; readonly title: string }>;

export type RuleId = keyof typeof RULES;

/** A finding after a rule, with the rule's severity. */
export function diagnose(
  rule: RuleId,
  place: Place | undefined,
  message: string,
  remedy?: string,
): Diagnostic {
  return {
    severity: RULES[rule].severity,
    rule,
    message,
    ...(remedy === undefined ? {} : { remedy }),
    ...(place === undefined ? {} : { place }),
  };
}
