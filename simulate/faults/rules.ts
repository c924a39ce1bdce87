import { diagnoseBy, type Rule } from '../../document/rules.ts';

/** Rules of a script of faults, beside those of any YAML document. docs/simulate.md has a section for each. */
export const FAULT_RULES = {
  'FAULT-NAME': { severity: 'error', title: 'A name is not in the model' },
  'FAULT-ROW': { severity: 'error', title: 'A row is not simulated' },
  'FAULT-VALUE': { severity: 'error', title: 'A value does not fit its measurement' },
  'FAULT-THRESHOLD': { severity: 'error', title: 'A KPI cannot be brought to cross its threshold' },
} as const satisfies Record<string, Rule>;

export const diagnoseFault = diagnoseBy(FAULT_RULES);
