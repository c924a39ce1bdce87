import type { Clock } from '../collect/clock.ts';
import type { BoundConfig } from '../config/bind.ts';
import type { AgentConfig } from '../config/config.ts';
import type { KpiCalculator } from '../kpi/calculate.ts';
import type { Log } from '../log.ts';
import type { SettingStore } from '../store/store.ts';
import { applyToConfig } from './apply-to-config.ts';
import { applyFormulas } from './effects.ts';
import { infoSets } from './info-sets.ts';
import { Settings } from './settings.ts';

export interface OpenOptions {
  readonly config: AgentConfig;
  readonly bound: Pick<BoundConfig, 'sources' | 'modules'>;
  readonly calculator: KpiCalculator;
  readonly store?: SettingStore;
  readonly clock: Clock;
  readonly log: Log;
}

/** Puts the settings over what the file says; gives them, and the configuration that the agent starts with. */
export function openSettings(options: OpenOptions): { settings: Settings; config: AgentConfig } {
  const { config, bound, calculator, store, clock, log } = options;
  const facts = { config, ...bound, formulaOf: calculator.formulaOf.bind(calculator) };
  const settings = new Settings({
    sets: infoSets(facts),
    ...{ log, now: () => clock.now() },
    ...(store && { store }),
  });
  applyFormulas(settings, calculator);
  return { settings, config: applyToConfig(config, settings) };
}
