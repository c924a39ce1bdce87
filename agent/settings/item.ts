import type { ModelKpi, ModelModule } from '../../model/model.ts';
import type { WrittenFormula } from '../kpi/formulas.ts';

/** What a ConfigurationInfo is about, as far as the check of a value needs it. */
export interface Subject {
  readonly kpi?: { readonly module: ModelModule; readonly kpi: ModelKpi };
  /** The formula of a KPI as it was last written. */
  formulaOf?(kpi: ModelKpi): WrittenFormula;
  /** Seconds: the shortest interval of the KPIs that a source feeds. */
  readonly shortestInterval?: number;
}

/** What values an item takes. Values are texts, as the messages have them (KPIinOMA Table 10). */
export interface ItemType {
  /** For people, in the manner of `integer 1..100`. */
  readonly form: string;
  /** What is wrong with a value and what to do about it; undefined: nothing. */
  check(text: string, subject: Subject): string | undefined;
}

/** When a change takes effect; `never`: the item can only be read. */
export type Effect = 'at once' | 'at the next interval' | 'at the next start' | 'never';

/** One configuration item as the catalogue has it (KPIinOMA 6.1.3). */
export interface ItemDefinition {
  /** At most 48 octets, for kpi1ConfigTable's index. */
  readonly name: string;
  readonly type: ItemType;
  /** The value where neither the file nor the definition of a KPI says one. */
  readonly default: string;
  readonly description: string;
  readonly effect: Effect;
  /** Written, never read: shown as `***`. */
  readonly isSecret?: true;
}

/** The items that a kind of ConfigurationInfo has. */
export interface Family {
  /** Its identifier, such as `history` or `source.<name>`. */
  readonly identifier: string;
  readonly description: string;
  readonly items: readonly ItemDefinition[];
}

/** One ConfigurationInfo of this instance. */
export interface InfoSet {
  readonly identifier: string;
  readonly items: readonly ItemDefinition[];
  /** What the configuration file, or a KPI's definition, says; the default of an item that is not here. */
  readonly given: ReadonlyMap<string, string>;
  readonly subject: Subject;
  /** What is wrong with the values of several items together. */
  checkTogether?(value: (item: string) => string): { readonly item: string; readonly problem: string }[];
}

/** How a secret is shown. */
export const HIDDEN = '***';
