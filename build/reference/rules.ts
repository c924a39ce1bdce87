import { CONFIG_RULES } from '../../agent/config/rules.ts';
import type { Rule } from '../../document/rules.ts';
import { RULES } from '../../generator/rules.ts';

/** Every rule that docs/rules.md has a section for. */
const ALL_RULES: Readonly<Record<string, Rule>> = { ...RULES, ...CONFIG_RULES };

const FIRST_LINE = /^(## (\S+)\n\n).*$/gm;

/** docs/rules.md, each section beginning with its rule's severity and title. */
export function withSeverities(page: string): string {
  return page.replace(FIRST_LINE, (whole, heading: string, id: string) => {
    const rule = ALL_RULES[id];
    if (!rule) return whole;
    return `${heading}**${rule.severity === 'error' ? 'Error' : 'Warning'}.** ${rule.title}.`;
  });
}
