import { defaultTimeout } from '../agent/collect/scheduler.ts';
import type { BoundConfig, OwnSource } from '../agent/config/bind.ts';
import type { Faults } from './faults/faults.ts';
import type { Simulation } from './simulation.ts';
import { createSimulatedSource } from './source.ts';

export interface SimulationBinding {
  readonly simulations: readonly Simulation[];
  readonly faults: Faults;
  /** Sampling period in seconds. */
  readonly every: number;
  now(): number;
}

/** Gives an agent one simulated source a module, in place of those of a configuration. */
export function bindSimulation({ simulations, faults, every, now }: SimulationBinding): BoundConfig {
  const sources = simulations.map((simulation): OwnSource => {
    const { module } = simulation;
    const wanted = module.measurements.map((measurement) => {
      const object = module.objects.find(({ name }) => name === measurement.per);
      return object ? { measurement, object } : { measurement };
    });
    const { name } = module;
    // A KPI needs a sample at both ends of its intervals.
    const period = Math.min(every, ...module.kpis.map(({ reportingFrequency }) => reportingFrequency));
    const config = {
      name,
      type: 'handler',
      module: name,
      handler: 'simulation',
      every: period,
      timeoutMs: defaultTimeout(period),
    } as const;
    const source = createSimulatedSource({ name, simulation, faults, wanted, now });
    return { type: 'own', config, wanted, mappings: [], source };
  });
  return { sources, modules: simulations.map(({ module }) => module), diagnostics: [] };
}
