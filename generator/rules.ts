import type { Diagnostic, Place, Severity } from '../document/diagnostic.ts';

/**
 * Every rule the generator knows, by id. docs/rules.md has a section for each, and a test holds the two
 * against each other. Ids are upper-case words that say the subject first: `NAME-DUPLICATE`.
 */
export const RULES = {
  'NAME-DUPLICATE': { severity: 'error', title: 'A name is used twice' },
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
