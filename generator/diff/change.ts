import type { Place } from '../../document/diagnostic.ts';
import type { ChangeRuleId, ChangeSeverity } from './rules.ts';

/** One difference between two states of a project's definitions. */
export interface Change {
  readonly rule: ChangeRuleId;
  readonly severity: ChangeSeverity;
  /** Name of the MIB module as it is now, or was where it is gone; empty where the whole project is meant. */
  readonly module: string;
  /** Name of the KPI, measurement or object; empty where the whole module is meant. */
  readonly name: string;
  /** From what to what, in one sentence. */
  readonly message: string;
  /** Where it stands in the new definitions. */
  readonly place?: Place;
  /** Why it is accepted, where project.yaml says so. */
  readonly accepted?: string;
}

/** What a comparison tells of a change; severity and acceptance come later. */
export type Found = Omit<Change, 'severity' | 'accepted'>;
