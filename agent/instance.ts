import { parseDuration } from '../model/duration.ts';
import type { ModelKpi } from '../model/model.ts';
import type { Clock } from './collect/clock.ts';
import { Collection, type CollectionOptions } from './collection.ts';
import type { CollectionJobs, JobDuration } from './jobs/collection-jobs.ts';
import type { Log } from './log.ts';
import type { CriteriaOf } from './report/criteria.ts';
import { createInstanceService } from './requests/instance-service.ts';
import type { InstanceService } from './requests/service.ts';
import { reportCriteria } from './settings/criteria.ts';
import { autostart, followSettings } from './settings/effects.ts';
import type { Settings } from './settings/settings.ts';
import type { Store } from './store/store.ts';

export interface InstanceParts extends Omit<CollectionOptions, 'store'> {
  readonly instanceId: string;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly store: Pick<Store, 'history'>;
  readonly log: Log;
}

/** What collects, and answers the Operational Environment. */
export interface Instance {
  /** Answers from the beginning on; what commands ask to be collected waits for the start. */
  readonly service: InstanceService;
  /** Collects what is to be collected from the start on, and what commands ask for. */
  start(): void;
  /** Ends collecting; what is under way is finished. */
  stop(): Promise<void>;
}

export function createInstance(parts: InstanceParts): Instance {
  const { instanceId, clock, settings, jobs, calculator, history, modules, store, log } = parts;
  const now = () => clock.now();
  const collection = new Collection({ ...parts, store: store.history });
  followSettings({ settings, calculator, jobs, now, refresh: () => collection.refresh() });
  const service = createInstanceService({
    ...{ instanceId, modules, settings, calculator, history, jobs, store: store.history },
    collect(oeId, profile, identified) {
      const figures = new Set(identified.flatMap((each) => each.figures.map(({ figure }) => figure)));
      const periodOf = (kpi: ModelKpi) => criteria(kpi, profile, now(), settings).period;
      if (settings.value('collection', 'active') === 'false') {
        settings.configure(oeId, { identifier: 'collection', items: [{ name: 'active', value: '' }] });
      }
      jobs.start({ figures, profile, duration: durationOf(profile, settings), now: now(), periodOf });
      log.info({ by: oeId, profile, figures: figures.size }, 'collection was asked for');
      collection.refresh();
    },
  });
  return {
    service,
    start() {
      if (autostart(settings)) jobs.startAll(now(), parseDuration(settings.value('collection', 'duration')));
      collection.start();
    },
    stop: () => collection.stop(),
  };
}

/** The report criteria of KPIs as jobs and settings have them now. */
export function criteriaFrom(jobs: CollectionJobs, settings: Settings): CriteriaOf {
  return (kpi) => {
    const job = jobs.jobOf(kpi);
    return job && reportCriteria(kpi, job, settings);
  };
}

function criteria(kpi: ModelKpi, profile: string, since: number, settings: Settings) {
  return reportCriteria(kpi, { profile, since, duration: kpi.reportingDuration }, settings);
}

function durationOf(profile: string, settings: Settings): JobDuration {
  const text = settings.value(profile, 'duration');
  return text === 'defined' || text === 'continuous' ? text : (parseDuration(text) as number);
}
