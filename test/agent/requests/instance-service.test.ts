import { expect } from 'chai';
import { CollectionJobs } from '../../../agent/jobs/collection-jobs.ts';
import { IntervalHistory } from '../../../agent/kpi/history.ts';
import { createInstanceService } from '../../../agent/requests/instance-service.ts';
import type { HistoryEntry } from '../../../agent/store/store.ts';
import { NoValue } from '../../../model/value.ts';
import { NOON } from '../kpi/calculation.ts';
import { CALLS, openTestSettings } from '../settings/memory-settings.ts';

/** A service over one module whose measurements said something at noon, and whose KPIs have one interval. */
function openService(more: Record<string, HistoryEntry[]> = {}) {
  const { settings, calculator } = openTestSettings();
  const jobs = new CollectionJobs([CALLS], undefined);
  jobs.startAll(NOON, undefined);
  const history = new IntervalHistory(8);
  const [ratio, , site, load] = CALLS.kpis as [...typeof CALLS.kpis] & { length: 4 };
  const interval = { module: CALLS, begin: NOON - 60_000, end: NOON };
  history.add({ ...interval, kpi: ratio!, rows: [{ index: [], key: '', value: 98.5 }] });
  history.add({ ...interval, kpi: site!, rows: [{ index: [], key: '', value: new NoValue('no sample') }] });
  history.add({
    ...interval,
    kpi: load!,
    rows: [
      { index: ['north'], key: 'north', value: 4 },
      { index: ['a,b'], key: 'a\\,b', value: 3 },
    ],
  });
  const one = (value: number | string) => new Map([['', value]]);
  const readings = [
    { measurement: 0, index: [], series: one(1000) },
    { measurement: 3, index: [], series: one('Zürich') },
    { measurement: 4, index: ['north'], series: one(4) },
  ];
  calculator.accept({ source: 'switch', at: NOON, sample: { ok: true, readings, problems: [] } });
  const stored: Record<string, HistoryEntry[]> = {
    'Answer Ratio': [NOON - 60_000, NOON].map((at) => ({ at, index: [], value: at === NOON ? 98.5 : 97 })),
    attempts: [NOON - 10_000, NOON].map((at) => ({ at, index: [], value: 2n ** 63n })),
    ...more,
  };
  const collected: string[][] = [];
  const service = createInstanceService({
    ...{ instanceId: 'test-01', modules: [CALLS], settings, calculator, history, jobs },
    store: {
      samples: ({ name }, { begin, end, limit }) =>
        (stored[name] ?? []).filter(({ at }) => at >= begin && at < end).slice(0, limit),
      intervals: ({ name }, { begin, end, limit }) =>
        (stored[name] ?? []).filter(({ at }) => at > begin && at <= end).slice(0, limit),
    },
    collect: (...[oe, profile, identified]) =>
      collected.push([
        oe,
        profile,
        ...identified.flatMap(({ figures }) => figures.map(({ figure }) => figure.name)),
      ]),
  });
  return { service, settings, collected };
}

describe('A query of performance measurements', () => {
  const { service } = openService();
  const query = (...identifiers: string[]) => service.queryMeasurements(identifiers);
  const KPI_SPAN = [
    { name: 'kpi1.begin', value: '2026-11-21T11:59:00.000Z' },
    { name: 'kpi1.end', value: '2026-11-21T12:00:00.000Z' },
    { name: 'kpi1.granularity', value: '60' },
  ];

  it('K22 O12 tells a KPI in the accuracy of its definition, with the interval it is of', () => {
    for (const identifier of ['Answer Ratio', 'TEST-MIB::Answer Ratio']) {
      expect(query(identifier)).to.deep.equal({
        found: [
          {
            identifier,
            items: [
              ...KPI_SPAN,
              { name: 'kpi1.validity', value: 'valid' },
              { name: 'Answer Ratio', value: '98.50' },
            ],
          },
        ],
        unknown: [],
      });
    }
  });

  it('K22 tells a measurement, with the time of its sample', () => {
    expect(query('site').found).to.deep.equal([
      {
        identifier: 'site',
        items: [
          { name: 'kpi1.end', value: '2026-11-21T12:00:00.000Z' },
          { name: 'kpi1.validity', value: 'valid' },
          { name: 'site', value: 'Zürich' },
        ],
      },
    ]);
  });

  it('tells one row of a table, by its index', () => {
    const row = query('Trunk Load[a\\,b]').found[0]?.items.at(-1);
    expect(row).to.deep.equal({ name: 'Trunk Load[a\\,b]', value: '3.00' });
    expect(query('trunkCalls[north]').found[0]?.items.at(-1)?.value).to.equal('4');
  });

  it('O22 says why there is no value, and that the measurement is suspect', () => {
    expect(query('Site').found[0]?.items.slice(3)).to.deep.equal([
      { name: 'kpi1.validity', value: 'suspect' },
      { name: 'Site', value: '', description: 'no sample' },
    ]);
    expect(query('active').found[0]?.items.at(-1)?.description).to.equal(
      'switch: the source said nothing of it',
    );
    expect(query('Failure Ratio').found[0]?.items.at(-1)?.description).to.match(/no interval has ended/);
  });

  it('tells all of a module: KPIs by interval, measurements by sample', () => {
    const { found } = query('TEST-MIB');
    const names = found.map(({ items }) =>
      items.map(({ name }) => name).filter((name) => !name.startsWith('kpi1.')),
    );
    expect(found.every(({ identifier }) => identifier === 'TEST-MIB')).to.equal(true);
    expect(names).to.deep.equal([
      ['Failure Ratio'],
      ['Answer Ratio', 'Site', 'Trunk Load[north]', 'Trunk Load[a\\,b]'],
      ['attempts', 'answered', 'active', 'site', 'trunkCalls[north]'],
    ]);
  });

  it('O10 names what is unknown beside what is found, each once', () => {
    const { found, unknown } = query('attempts', 'atempts', 'attempts', 'site[x]', 'trunkCalls[west]', '');
    expect(found.map(({ identifier }) => identifier)).to.deep.equal(['attempts']);
    expect(unknown).to.deep.equal(['atempts', 'site[x]', 'trunkCalls[west]', '']);
  });

  it('K20 tells history in order of time, an interval or sample each', () => {
    const range = { begin: 0, end: NOON + 1 };
    const { found } = service.queryMeasurements(['Answer Ratio', 'attempts'], range);
    expect(found.map(({ identifier, items }) => [identifier, items.at(-1)?.value])).to.deep.equal([
      ['Answer Ratio', '97.00'],
      ['Answer Ratio', '98.50'],
      ['attempts', '9223372036854775808'],
      ['attempts', '9223372036854775808'],
    ]);
    expect(found[1]?.items.slice(0, 3)).to.deep.equal(KPI_SPAN);
  });

  it('K20 ends an answer that would be too long, for all figures alike, and says from when on to ask again', () => {
    const second = (n: number) => NOON + n * 1000;
    const entries = (count: number, step: number) =>
      Array.from({ length: count }, (_, n) => ({ at: second(n * step), index: [], value: n }));
    const stored = { attempts: [], active: entries(100_002, 1), 'Answer Ratio': entries(11_000, 10) };
    const { service: long } = openService(stored);
    const seen: string[] = [];
    let begin = NOON - 1;
    let answers = 0;
    for (let next: string | undefined = ''; next !== undefined; answers += 1) {
      const { found } = long.queryMeasurements(['TEST-MIB'], { begin, end: second(200_000) });
      for (const { items } of found) {
        const end = items.find(({ name }) => name === 'kpi1.end')?.value;
        for (const { name } of items) if (!name.startsWith('kpi1.')) seen.push(`${name} ${end}`);
      }
      next = found.at(-1)?.items.find(({ name }) => name === 'kpi1.next')?.value;
      if (next !== undefined) begin = Date.parse(next);
    }
    expect(answers).to.equal(2);
    expect([seen.length, new Set(seen).size]).to.deep.equal([111_002, 111_002]);
  });

  it('K20 has all rows of a moment, be they more than fit into an answer', () => {
    const rows = Array.from({ length: 100_001 }, (_, n) => ({ at: NOON, index: [`t${n}`], value: 1 }));
    const later = [{ at: NOON + 500, index: ['t0'], value: 2 }];
    const { service: wide } = openService({ trunkCalls: [...rows, ...later] });
    const ask = (begin: number) => wide.queryMeasurements(['trunkCalls'], { begin, end: NOON + 1000 }).found;
    const found = ask(NOON);
    const names = (items: readonly { name: string }[] = []) =>
      items.map(({ name }) => name).filter((name) => !name.startsWith('kpi1.'));
    expect(new Set(names(found[0]?.items))).to.have.length(100_001);
    expect(found[1]?.items).to.have.length(1);
    expect(found[1]?.items[0]).to.deep.include({ name: 'kpi1.next', value: '2026-11-21T12:00:00.001Z' });
    const rest = ask(NOON + 1);
    expect(rest.map(({ items }) => names(items))).to.deep.equal([['trunkCalls[t0]']]);
  });

  it('says so where nothing is stored of a time', () => {
    const { found, unknown } = service.queryMeasurements(['site', 'nothing'], { begin: 0, end: 1 });
    expect(found[0]?.items.at(-1)).to.deep.equal({
      ...{ name: 'site', value: '', description: 'nothing is stored of this time' },
    });
    expect(unknown).to.deep.equal(['nothing']);
  });
});

describe('A query of the configuration', () => {
  it('K24 K57 tells what was set, under the name it was asked for', () => {
    const { service } = openService();
    const identifier = 'kpi.Answer Ratio';
    const set = [{ name: 'report.content', value: 'pm' }];
    expect(service.configure('oe', { identifier, items: set })).to.deep.equal([]);
    const { found, unknown } = service.queryConfiguration([identifier, 'kpi.None', 'instance']);
    expect(found.map((info) => info.identifier)).to.deep.equal([identifier, 'instance']);
    expect(found[0]?.items.find(({ name }) => name === 'report.content')?.value).to.equal('pm');
    expect(unknown).to.deep.equal(['kpi.None']);
  });

  it('K26 describes each item, and O17 hides each secret', () => {
    const { service } = openService();
    const { found } = service.queryConfiguration(['*']);
    const items = found.flatMap((info) => info.items);
    expect(items.every(({ description }) => description !== undefined && description !== '')).to.equal(true);
    expect(items.filter(({ value }) => value === '***')).to.have.length(4);
    expect(JSON.stringify(found)).to.not.match(/hunter/);
  });
});

describe('A collection command', () => {
  it('K61 starts what it names, modules included', () => {
    const { service, collected, settings } = openService();
    settings.configure('oe', { identifier: 'night', items: [{ name: 'duration', value: '8h' }] });
    expect(service.collect('oe', 'night', ['attempts', 'Site'])).to.deep.equal([]);
    expect(service.collect('oe', 'default', ['TEST-MIB'])).to.deep.equal([]);
    expect(collected[0]).to.deep.equal(['oe', 'night', 'attempts', 'Site']);
    expect(collected[1]).to.have.length(2 + 9);
  });

  it('takes no other configuration information than a collection profile', () => {
    const { service, collected } = openService();
    expect(service.collect('oe', 'report', ['attempts'])[0]?.message).to.match(
      /no collection profile report/,
    );
    expect(collected).to.deep.equal([]);
  });
});
