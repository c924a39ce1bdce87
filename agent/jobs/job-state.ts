import type { ModelFigure, ModelModule } from '../../model/model.ts';
import type { StateStore } from '../store/store.ts';
import type { Job } from './collection-jobs.ts';

const KEY = 'collection.jobs';

/** A job as it is kept: the figure by its names. */
interface StoredJob {
  readonly module: string;
  readonly figure: 'kpi' | 'measurement';
  readonly name: string;
  readonly profile: string;
  readonly since: number;
  readonly until: number | null;
  readonly duration: number | null;
}

/** The jobs that were kept, of the figures that there still are. What cannot be read is none. */
export function readJobs(
  state: StateStore | undefined,
  modules: readonly ModelModule[],
): Map<ModelFigure, Job> {
  const jobs = new Map<ModelFigure, Job>();
  for (const { module, figure, name, profile, since, until, duration } of parse(state?.get(KEY))) {
    const own = modules.find((each) => each.name === module);
    const figures: readonly ModelFigure[] = (figure === 'kpi' ? own?.kpis : own?.measurements) ?? [];
    const found = figures.find((each) => each.name === name);
    if (found) jobs.set(found, { profile, since, until: until ?? undefined, duration });
  }
  return jobs;
}

/** Keeps jobs over a restart. */
export function writeJobs(
  state: StateStore | undefined,
  modules: readonly ModelModule[],
  jobs: ReadonlyMap<ModelFigure, Job>,
): void {
  if (!state) return;
  const stored = modules.flatMap(({ name: module, kpis, measurements }) => {
    const store = (figure: StoredJob['figure']) => (each: ModelFigure) => {
      const job = jobs.get(each);
      return job ? [{ module, figure, name: each.name, ...job, until: job.until ?? null }] : [];
    };
    return [...kpis.flatMap(store('kpi')), ...measurements.flatMap(store('measurement'))];
  });
  state.set(KEY, JSON.stringify(stored));
}

function parse(text: string | undefined): StoredJob[] {
  try {
    const stored: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(stored) ? stored.filter(isStoredJob) : [];
  } catch {
    return [];
  }
}

/** Whether it is a job as writeJobs writes it, not what a damaged file or another version says. */
function isStoredJob(value: unknown): value is StoredJob {
  if (typeof value !== 'object' || value === null) return false;
  const { profile, since, until, duration } = value as Partial<Record<keyof StoredJob, unknown>>;
  const isTime = (time: unknown) => time === null || Number.isFinite(time);
  return typeof profile === 'string' && Number.isFinite(since) && isTime(until) && isTime(duration);
}
