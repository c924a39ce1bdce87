import type { ModelFigure, ModelKpi, ModelModule } from '../../model/model.ts';
import { intervalEnd } from '../kpi/interval.ts';
import { formatTime } from '../kpi/time.ts';
import type { StateStore } from '../store/store.ts';
import { readJobs, writeJobs } from './job-state.ts';

/** How long collection lasts (KPIinOMA 5.8, 6.1.1): as each KPI is defined, without end, or seconds. */
export type JobDuration = 'defined' | 'continuous' | number;

/** Why and until when a figure is collected. */
export interface Job {
  /** The collection profile, by its identifier. */
  readonly profile: string;
  /** When it was asked for, in milliseconds since the epoch. */
  readonly since: number;
  /** When it ends: of a KPI with the interval that ends then; undefined: never. */
  readonly until: number | undefined;
  /** Seconds for which a KPI is reported; null: without end. */
  readonly duration: number | null;
}

/** What was asked for: figures, and how long. */
export interface JobRequest {
  readonly figures: Iterable<ModelFigure>;
  readonly profile: string;
  readonly duration: JobDuration;
  readonly now: number;
  /** Seconds from one report of a KPI to the next. */
  periodOf(kpi: ModelKpi): number;
}

const NOT_REQUESTED = 'collection has not been requested';
const AUTOSTART_PROFILE = 'default';

/**
 * What is collected (KPIinOMA 6.1.1): each figure because of the latest command that names it, until that
 * ends; or else because collection starts with the agent.
 */
export class CollectionJobs {
  readonly #kpis: ReadonlySet<ModelFigure>;
  readonly #modules: readonly ModelModule[];
  readonly #state: StateStore | undefined;
  readonly #jobs: Map<ModelFigure, Job>;
  /** When collection of a figure ended. */
  readonly #ended = new Map<ModelFigure, number>();
  #autostart: { readonly since: number; readonly until: number | undefined } | undefined;

  /** Takes up the jobs that commands had started before. */
  constructor(modules: readonly ModelModule[], state: StateStore | undefined) {
    this.#modules = modules;
    this.#kpis = new Set(modules.flatMap(({ kpis }) => kpis));
    this.#state = state;
    this.#jobs = readJobs(state, modules);
  }

  /** Whether anything is collected. */
  get isActive(): boolean {
    return this.#autostart !== undefined || this.#jobs.size > 0;
  }

  /** Collects everything, with the profile `default`; `duration` in seconds, undefined: without end. */
  startAll(now: number, duration: number | undefined): void {
    this.#autostart = { since: now, until: duration === undefined ? undefined : now + duration * 1000 };
  }

  /** Collects what a command names; what it names already begins anew. */
  start({ figures, profile, duration, now, periodOf }: JobRequest): void {
    const all = [...figures];
    const untils: (number | undefined)[] = [];
    for (const kpi of all.filter((each) => this.#kpis.has(each)) as ModelKpi[]) {
      const period = periodOf(kpi);
      const seconds = secondsOf(duration, kpi.reportingDuration);
      const lasts = seconds === null ? null : Math.max(seconds, period);
      const until = lasts === null ? undefined : intervalEnd(now, period * 1000) + lasts * 1000;
      untils.push(until);
      this.#jobs.set(kpi, { profile, since: now, until, duration: lasts });
    }
    const seconds = secondsOf(duration, null);
    for (const measurement of all.filter((each) => !this.#kpis.has(each))) {
      const until = seconds === null ? latest(untils) : now + seconds * 1000;
      this.#jobs.set(measurement, { profile, since: now, until, duration: seconds });
    }
    this.#save();
  }

  /** Ends all collection. */
  endAll(now: number): void {
    for (const figure of this.#figures()) if (this.jobOf(figure)) this.#ended.set(figure, now);
    this.#jobs.clear();
    this.#autostart = undefined;
    this.#save();
  }

  /**
   * Ends what is over: of KPIs of this frequency (seconds) what ends by `end`, as their intervals have been
   * calculated by now; of all else what ended before. Says whether there was any.
   */
  expire(end: number, frequency?: number): boolean {
    const isOver = (figure: ModelFigure, until: number | undefined) => {
      if (until === undefined || until > end) return false;
      const own = this.#kpis.has(figure) ? (figure as ModelKpi).reportingFrequency : Number.NaN;
      return until < end || own === frequency;
    };
    const over = [...this.#jobs].filter(([figure, { until }]) => isOver(figure, until));
    const autostart = this.#autostart;
    const isAllOver = autostart?.until !== undefined && autostart.until < end;
    if (isAllOver) {
      this.#autostart = undefined;
      for (const figure of this.#figures()) if (!this.#jobs.has(figure)) this.#ended.set(figure, end);
    }
    for (const [figure, { until }] of over) {
      this.#jobs.delete(figure);
      this.#ended.set(figure, until ?? end);
    }
    if (over.length > 0) this.#save();
    return isAllOver || over.length > 0;
  }

  /** Why a figure is collected itself; undefined: it is not, unless a KPI needs it that is. */
  jobOf(figure: ModelFigure): Job | undefined {
    const job = this.#jobs.get(figure);
    if (job || !this.#autostart) return job;
    const { since, until } = this.#autostart;
    const duration = this.#kpis.has(figure) ? (figure as ModelKpi).reportingDuration : null;
    return { profile: AUTOSTART_PROFILE, since, until, duration };
  }

  /** Whether a command asked for it, not only the start of the agent. */
  isCommanded(figure: ModelFigure): boolean {
    return this.#jobs.has(figure);
  }

  /** Why a figure is not collected; undefined: it is. */
  whyNot(figure: ModelFigure): string | undefined {
    if (this.jobOf(figure)) return undefined;
    const ended = this.#ended.get(figure);
    return ended === undefined ? NOT_REQUESTED : endedAt(ended);
  }

  #figures(): ModelFigure[] {
    return this.#modules.flatMap(({ measurements, kpis }) => [...measurements, ...kpis]);
  }

  #save(): void {
    writeJobs(this.#state, this.#modules, this.#jobs);
  }
}

/** Why nothing is known of a figure since collection ended. */
export function endedAt(time: number): string {
  return `collection ended at ${formatTime(time)}`;
}

/** Seconds that a duration comes to; null: without end. */
function secondsOf(duration: JobDuration, defined: number | null): number | null {
  if (duration === 'defined') return defined;
  return duration === 'continuous' ? null : duration;
}

/** Of KPIs that end, when the last one does; undefined where one does not, or there is none. */
function latest(untils: readonly (number | undefined)[]): number | undefined {
  if (untils.length === 0) return undefined;
  return untils.reduce((a, b) => (a === undefined || b === undefined ? undefined : Math.max(a, b)));
}
