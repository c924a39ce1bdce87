import type { Expression } from '../../model/formula/expression.ts';
import type { ModelKpi, ModelMeasurement, ModelModule } from '../../model/model.ts';
import { needsOf } from '../kpi/needs.ts';
import type { CollectionJobs } from './collection-jobs.ts';

/** The measurements that jobs need, and the collection profiles whose filters hold for each. */
export type Wanted = ReadonlyMap<ModelMeasurement, ReadonlySet<string>>;

export interface WantedOptions {
  readonly modules: readonly ModelModule[];
  readonly jobs: CollectionJobs;
  expressionOf(kpi: ModelKpi): Expression;
  /** Whether a profile collects from the source of a measurement. */
  isFrom(measurement: ModelMeasurement, profile: string): boolean;
}

/**
 * What is to be sampled: the measurements that are collected themselves, and those that KPIs need which are.
 * Filters are those of commands; of what starts with the agent only where no command needs the measurement.
 */
export function findWanted({ modules, jobs, expressionOf, isFrom }: WantedOptions): Wanted {
  const commanded = new Map<ModelMeasurement, ReadonlySet<string>>();
  const started = new Map<ModelMeasurement, ReadonlySet<string>>();
  /** Most measurements are wanted by one profile: those of the same one have its set together. */
  const alone = new Map<string, ReadonlySet<string>>();
  const want = (measurement: ModelMeasurement, profile: string, isCommanded: boolean) => {
    if (!isFrom(measurement, profile)) return;
    const wanted = isCommanded ? commanded : started;
    const profiles = wanted.get(measurement);
    if (profiles?.has(profile)) return;
    const own = alone.get(profile) ?? new Set([profile]);
    alone.set(profile, own);
    wanted.set(measurement, profiles ? new Set([...profiles, profile]) : own);
  };
  for (const module of modules) {
    for (const measurement of module.measurements) {
      const job = jobs.jobOf(measurement);
      if (job) want(measurement, job.profile, jobs.isCommanded(measurement));
    }
    for (const { kpis, profile, isCommanded } of groupKpis(module, jobs)) {
      for (const [measurement, frequencies] of needsOf(module, kpis, expressionOf)) {
        if (frequencies.size > 0) want(measurement, profile, isCommanded);
      }
    }
  }
  return new Map([...started, ...commanded]);
}

/** The KPIs of a module that are collected, by what they are collected for. */
function groupKpis({ kpis }: ModelModule, jobs: CollectionJobs) {
  const groups = new Map<string, { kpis: ModelKpi[]; profile: string; isCommanded: boolean }>();
  for (const kpi of kpis) {
    const job = jobs.jobOf(kpi);
    if (!job) continue;
    const isCommanded = jobs.isCommanded(kpi);
    const key = `${isCommanded} ${job.profile}`;
    const group = groups.get(key);
    if (group) group.kpis.push(kpi);
    else groups.set(key, { kpis: [kpi], profile: job.profile, isCommanded });
  }
  return groups.values();
}
