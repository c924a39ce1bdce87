import { expect } from 'chai';
import { CollectionJobs, type JobDuration } from '../../../agent/jobs/collection-jobs.ts';
import type { StateStore } from '../../../agent/store/store.ts';
import type { ModelFigure } from '../../../model/model.ts';
import { NOON } from '../kpi/calculation.ts';
import { kpi, measurement, module } from '../small-model.ts';

const MODULE = module({
  measurements: [measurement('attempts'), measurement('answered')],
  kpis: [
    kpi('Hourly', 'attempts', { reportingDuration: 3600 }),
    kpi('For Good', 'attempts'),
    kpi('Often', 'answered', { reportingFrequency: 10, reportingDuration: 3600 }),
  ],
});
const [HOURLY, FOR_GOOD, OFTEN] = MODULE.kpis as readonly ModelFigure[] as [
  ModelFigure,
  ModelFigure,
  ModelFigure,
];
const ATTEMPTS = MODULE.measurements[0] as ModelFigure;

function memoryState(): StateStore & { texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return { texts, get: (key) => texts.get(key), set: (key, text) => void texts.set(key, text) };
}
function start(jobs: CollectionJobs, figures: readonly ModelFigure[], duration: JobDuration = 'defined') {
  jobs.start({
    figures,
    profile: 'night',
    duration,
    now: NOON + 5000,
    periodOf: (each) => each.reportingFrequency,
  });
}

describe('Jobs', () => {
  it('K11 last for the reporting duration, counted from the first whole interval', () => {
    const jobs = new CollectionJobs([MODULE], undefined);
    start(jobs, [HOURLY, FOR_GOOD, ATTEMPTS]);
    const since = NOON + 5000;
    expect(jobs.jobOf(HOURLY)).to.deep.equal({
      ...{ profile: 'night', since, until: NOON + 3_660_000, duration: 3600 },
    });
    expect(jobs.jobOf(FOR_GOOD)).to.include({ until: undefined, duration: null });
    // As long as a KPI of the same command.
    expect(jobs.jobOf(ATTEMPTS)?.until).to.equal(undefined);
  });

  it('last as long as their profile says, a period at least', () => {
    const jobs = new CollectionJobs([MODULE], undefined);
    start(jobs, [FOR_GOOD, ATTEMPTS], 30);
    expect(jobs.jobOf(FOR_GOOD)).to.include({ until: NOON + 120_000, duration: 60 });
    expect(jobs.jobOf(ATTEMPTS)).to.include({ until: NOON + 35_000 });
    start(jobs, [HOURLY], 'continuous');
    expect(jobs.jobOf(HOURLY)).to.include({ until: undefined, duration: null });
  });

  it('end with the interval that ends then, once that has been calculated', () => {
    const jobs = new CollectionJobs([MODULE], undefined);
    start(jobs, [HOURLY, OFTEN]);
    const end = NOON + 3_660_000;
    expect(jobs.expire(NOON + 3_610_000, 10)).to.equal(true);
    expect(jobs.whyNot(OFTEN)).to.equal('collection ended at 2026-11-21T13:00:10Z');
    expect(jobs.expire(end, 10)).to.equal(false);
    expect(jobs.whyNot(HOURLY)).to.equal(undefined);
    expect(jobs.expire(end, 60)).to.equal(true);
    expect(jobs.whyNot(HOURLY)).to.equal('collection ended at 2026-11-21T13:01:00Z');
    expect(jobs.isActive).to.equal(false);
  });

  it('end where their last interval was never calculated, as after a jump of the clock', () => {
    const jobs = new CollectionJobs([MODULE], undefined);
    start(jobs, [HOURLY]);
    expect(jobs.expire(NOON + 86_400_000)).to.equal(true);
    expect(jobs.isActive).to.equal(false);
  });

  it('O11 give way to what collection started with, when they end', () => {
    const jobs = new CollectionJobs([MODULE], undefined);
    jobs.startAll(NOON, undefined);
    start(jobs, [HOURLY]);
    expect(jobs.jobOf(HOURLY)?.profile).to.equal('night');
    jobs.expire(NOON + 86_400_000);
    expect(jobs.jobOf(HOURLY)).to.deep.equal({
      ...{ profile: 'default', since: NOON, until: undefined, duration: 3600 },
    });
    jobs.endAll(NOON + 86_400_000);
    expect([jobs.isActive, jobs.whyNot(HOURLY)]).to.deep.equal([
      false,
      'collection ended at 2026-11-22T12:00:00Z',
    ]);
  });

  it('outlive the process; what starts with the agent starts with the next one', () => {
    const state = memoryState();
    const jobs = new CollectionJobs([MODULE], state);
    jobs.startAll(NOON, undefined);
    start(jobs, [HOURLY, ATTEMPTS]);
    const again = new CollectionJobs([MODULE], state);
    expect(again.jobOf(HOURLY)).to.deep.equal(jobs.jobOf(HOURLY));
    expect(again.jobOf(ATTEMPTS)).to.deep.equal(jobs.jobOf(ATTEMPTS));
    expect(again.jobOf(OFTEN)).to.equal(undefined);
  });

  for (const text of [
    '',
    '{',
    'null',
    '{"a":1}',
    '[{"module":"GONE","name":"x"}]',
    '[null]',
    '[{"module":5}]',
  ]) {
    it(`are none where what was kept is ${JSON.stringify(text)}`, () => {
      const state = memoryState();
      state.set('collection.jobs', text);
      expect(new CollectionJobs([MODULE], state).isActive).to.equal(false);
    });
  }
});
