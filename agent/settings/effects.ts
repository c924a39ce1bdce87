import { parseFormula } from '../../model/formula/parse.ts';
import type { ModelKpi } from '../../model/model.ts';
import type { CollectionJobs } from '../jobs/collection-jobs.ts';
import type { KpiCalculator } from '../kpi/calculate.ts';
import type { WrittenFormula } from '../kpi/formulas.ts';
import type { InfoSet } from './item.ts';
import type { ItemChange, Settings } from './settings.ts';

export interface EffectsOptions {
  readonly settings: Settings;
  readonly calculator: Pick<KpiCalculator, 'exchangeFormulas'>;
  readonly jobs: Pick<CollectionJobs, 'startAll' | 'endAll'>;
  /** Samples what is asked for now. */
  refresh(): void;
  now(): number;
}

/** Takes up the formulas that the file says, or that were set before the agent started. */
export function applyFormulas(settings: Settings, calculator: Pick<KpiCalculator, 'exchangeFormulas'>): void {
  const sets = settings
    .sets()
    .filter(
      ({ identifier, subject: { kpi: own } }) =>
        own && settings.value(identifier, 'formula') !== own.kpi.formula,
    );
  if (sets.length > 0) calculator.exchangeFormulas(formulasOf(sets, settings));
}

/** Does what changes of configuration items ask for. Report criteria are read when they are needed. */
export function followSettings({ settings, calculator, jobs, refresh, now }: EffectsOptions): void {
  settings.onChange((changes) => {
    const exchanged = changes.filter(({ set, item }) => set.subject.kpi && item.name === 'formula');
    const sets = exchanged.map(({ set }) => set);
    if (sets.length > 0) calculator.exchangeFormulas(formulasOf(sets, settings), now());
    if (changes.some(isActive)) switchCollection(settings, jobs, now());
    refresh();
  });
}

/** Whether everything is to be collected without a command. */
export function autostart(settings: Settings): boolean {
  return (
    settings.value('collection', 'autostart') === 'true' && settings.value('collection', 'active') === 'true'
  );
}

function isActive({ set, item }: ItemChange): boolean {
  return set.identifier === 'collection' && item.name === 'active';
}

function switchCollection(settings: Settings, jobs: EffectsOptions['jobs'], now: number): void {
  if (settings.value('collection', 'active') === 'false') jobs.endAll(now);
  // Where what was set is taken back, the next command begins.
  else if (settings.isSet('collection', 'active') && autostart(settings)) jobs.startAll(now, undefined);
}

function formulasOf(sets: readonly InfoSet[], settings: Settings): Map<ModelKpi, WrittenFormula> {
  return new Map(
    sets.flatMap(({ identifier, subject: { kpi: own } }) => {
      const formula = settings.value(identifier, 'formula');
      const { expression } = parseFormula(formula);
      return own && expression ? [[own.kpi, { formula, expression }] as const] : [];
    }),
  );
}
