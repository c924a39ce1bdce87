import type { Severity } from '../document/diagnostic.ts';

/**
 * Every rule the generator knows, by id. docs/rules.md has a section for each, and a test holds the two
 * against each other. Ids are upper-case words that say the subject first: `NAME-DUPLICATE`.
 */
export const RULES = {} as const satisfies Record<
  string,
  { readonly severity: Severity; readonly title: string }
>;

export type RuleId = keyof typeof RULES;
