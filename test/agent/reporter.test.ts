import { expect } from 'chai';
import { Publication } from '../../agent/publish/publication.ts';
import { criteriaAsDefined, type ReportCriteria } from '../../agent/report/criteria.ts';
import { NotificationBuilder } from '../../agent/report/notification.ts';
import type { PmReport } from '../../agent/report/pm-report.ts';
import { ReportLog } from '../../agent/report/report-log.ts';
import { reportMessage } from '../../agent/report/report-message.ts';
import { Reporter } from '../../agent/reporter.ts';
import type { Notification } from '../../agent/snmp/notify/notification.ts';
import type { Notifier } from '../../agent/snmp/notify/notifier.ts';
import { ValueIndex } from '../../agent/snmp/value-index.ts';
import { Calculation, NOON } from './kpi/calculation.ts';
import { MemoryStore } from './report/memory-store.ts';
import { kpi, measurement, module } from './small-model.ts';

const BASE = [1, 3, 6, 1, 4, 1, 32473, 1];
const RAISED = 2;
const CLEARED = 3;
const threshold = { warning: { operator: '>', limit: 10 } } as const;
const ten = { reportingFrequency: 10 };
const TEST = module({
  measurements: [measurement('calls', 'gauge'), measurement('drops', 'gauge')],
  kpis: [
    kpi('Load', 'calls', { ...ten, type: 'integer', threshold }),
    kpi('Drops', 'drops / calls', { ...ten, reportingDuration: 60 }),
  ],
});

/** A reporter whose samples come every 10 s from noon on, and what it reports. */
function reporting(store = new MemoryStore(), asked: Readonly<Record<string, Partial<ReportCriteria>>> = {}) {
  const calculation = new Calculation(TEST);
  const told: Notification[] = [];
  const errors: string[] = [];
  const reports = new ReportLog(100, () => 1);
  let woken = 0;
  const reporter = new Reporter({
    ...{ instanceId: 'test-01', modules: [TEST], calculator: calculation.calculator, store, reports },
    publication: new Publication(new ValueIndex(), [TEST]),
    notifications: new NotificationBuilder(BASE),
    notifier: { notify: (notification: Notification) => told.push(notification) } as unknown as Notifier,
    delivery: { wake: () => (woken += 1) },
    criteriaOf: (of) => {
      const criteria = asked[of.name] ?? asked['*'];
      return criteria && { ...criteriaAsDefined(of, NOON), ...criteria };
    },
    log: { info: () => {}, warn: () => {}, error: (_, message) => errors.push(message) },
  });
  /** The interval that ends so many seconds after noon, with these calls and drops. */
  async function end(seconds: number, calls: number, drops = 0): Promise<void> {
    calculation.take(seconds, { calls, drops });
    const at = NOON + seconds * 1000;
    await reporter.report([...calculation.calculator.closeInterval(10, at)], at);
  }
  return { reporter, store, reports, told, errors, end, woken: () => woken };
}

const all = (store: MemoryStore) => store.outbox.latest(100);
const endOf = ({ end }: PmReport) => (end.getTime() - NOON) / 1000;
/** `20: Load 5, calls 5` */
const shown = (store: MemoryStore) =>
  all(store).map(
    (report) => `${endOf(report)}: ${report.items.map(({ name, text }) => `${name} ${text}`).join(', ')}`,
  );

describe('The reporter', () => {
  it('K19 K21 appends a report an interval to the outbox and to the log, and wakes the delivery', async () => {
    const { store, reports, end, woken } = reporting(undefined, { '*': {} });
    for (const seconds of [10, 20]) await end(seconds, 5, 1);
    expect(shown(store)).to.deep.equal([
      '10: Load 5, Drops 0.20, calls 5, drops 1',
      '20: Load 5, Drops 0.20, calls 5, drops 1',
    ]);
    expect(all(store).map(({ sequence }) => sequence)).to.deep.equal([1, 2]);
    expect(reports.reports.find([2])).to.equal(all(store)[1]);
    expect(woken()).to.equal(2);
  });

  it('K54 O09 says of which interval it is, its granularity, and whether a value is missing', async () => {
    const { store, end } = reporting(undefined, { '*': {} });
    await end(10, 5, 1);
    await end(20, 0, 0);
    const [complete, suspect] = all(store).map((report) => reportMessage(report, 'test-01').measurements[0]!);
    const reserved = (items: readonly { name: string; value: string }[]) =>
      items.filter(({ name }) => name.startsWith('kpi1.')).map(({ value }) => value);
    expect(reserved(complete!.items)).to.deep.equal([
      ...['1', '2026-11-21T12:00:00.000Z', '2026-11-21T12:00:10.000Z', '10', 'valid'],
    ]);
    expect(reserved(suspect!.items).at(-1)).to.equal('suspect');
    expect(shown(store)[1]).to.equal('20: Load 0, calls 0, drops 0');
  });

  it('K10 O25 reports as often as asked, in whole multiples of the frequency', async () => {
    const { store, end } = reporting(undefined, { Load: { period: 30 } });
    for (let seconds = 10; seconds <= 100; seconds += 10) await end(seconds, seconds);
    expect(shown(store)).to.deep.equal([
      '30: Load 30, calls 30',
      '60: Load 60, calls 60',
      '90: Load 90, calls 90',
    ]);
    const bad = reporting(undefined, { Load: { period: 15 } });
    const error = await bad.end(10, 1).then(
      () => '',
      ({ message }: Error) => message,
    );
    expect(error).to.include('a period of 15 s is no whole multiple of the reporting frequency, 10 s');
  });

  it('K11 reports for the duration from the start of collection of each KPI', async () => {
    const { store, end } = reporting(undefined, {
      Load: { since: NOON + 25_000, duration: 20, content: 'kpi' },
      Drops: { content: 'kpi' },
    });
    for (let seconds = 10; seconds <= 80; seconds += 10) await end(seconds, 5);
    const ends = (name: string) =>
      all(store)
        .filter(({ items }) => items.some((item) => item.name === name))
        .map(endOf);
    expect(ends('Load')).to.deep.equal([40, 50]);
    expect(ends('Drops')).to.deep.equal([10, 20, 30, 40, 50, 60]);
  });

  it('K21 reports KPIs, the measurements that they are calculated from, or both', async () => {
    for (const [content, expected] of [
      ['kpi', '10: Load 5'],
      ['pm', '10: calls 5'],
      ['both', '10: Load 5, calls 5'],
    ] as const) {
      const { store, end } = reporting(undefined, { Load: { content } });
      await end(10, 5);
      expect(shown(store)).to.deep.equal([expected]);
    }
    const mixed = reporting(undefined, { Load: { content: 'kpi' }, Drops: { content: 'pm' } });
    await mixed.end(10, 5, 2);
    expect(shown(mixed.store)).to.deep.equal(['10: Load 5, calls 5, drops 2']);
  });

  it('K21 reports what is not collected never', async () => {
    const { store, told, end } = reporting();
    await end(10, 99);
    expect([all(store), told]).to.deep.equal([[], []]);
  });

  describe('by thresholds (K21)', () => {
    it('reports a KPI when it crosses one, and no other KPI', async () => {
      const { store, end } = reporting(undefined, {
        Load: { when: 'threshold' },
        Drops: { when: 'threshold' },
      });
      const values = [5, 11, 12, 10, 9, 20];
      for (const [n, calls] of values.entries()) await end(10 * (n + 1), calls);
      expect(shown(store)).to.deep.equal([
        '20: Load 11, calls 11',
        '40: Load 10, calls 10',
        '60: Load 20, calls 20',
      ]);
    });

    it('reports it between two periods as well, where both are asked for, and once where they meet', async () => {
      const { store, end } = reporting(undefined, { Load: { when: 'both', period: 30, content: 'kpi' } });
      for (const [n, calls] of [1, 11, 1, 1, 1, 1].entries()) await end(10 * (n + 1), calls);
      expect(shown(store)).to.deep.equal(['20: Load 11', '30: Load 1', '60: Load 1']);
    });

    it('tells of thresholds whatever the reports are, by those asked for and with their hysteresis', async () => {
      const thresholds = { critical: { operator: '<', limit: 3 } } as const;
      const { told, end } = reporting(undefined, { Load: { thresholds, hysteresis: 2 } });
      for (const [n, calls] of [50, 2, 4, 5, 6].entries()) await end(10 * (n + 1), calls);
      expect(told.map(({ trapOid }) => trapOid.at(-1))).to.deep.equal([RAISED, CLEARED]);
      expect(told[1]!.varbinds.map(({ value }) => String(value.value))).to.include.members(['< 3', '6']);
    });
  });

  it('goes on over a restart: sequence numbers, and what was raised and is to be cleared', async () => {
    const store = new MemoryStore();
    const before = reporting(store, { Load: {} });
    await before.end(10, 11);
    const after = reporting(store, { Load: {} });
    await after.end(20, 12);
    await after.end(30, 5);
    expect(all(store).map(({ sequence }) => sequence)).to.deep.equal([1, 2, 3]);
    expect([...before.told, ...after.told].map(({ trapOid }) => trapOid.at(-1))).to.deep.equal([
      RAISED,
      CLEARED,
    ]);
  });

  it('says what cannot be stored, and goes on', async () => {
    const { store, told, errors, end } = reporting(undefined, { Load: {} });
    const { append } = store.outbox;
    store.outbox.append = () => {
      throw new Error('the disk is full');
    };
    await end(10, 11);
    expect(errors).to.deep.equal(['a report is lost: it could not be stored']);
    expect(told).to.have.length(1);
    store.outbox.append = append;
    await end(20, 12);
    expect(shown(store)).to.deep.equal(['20: Load 12, calls 12']);
  });
});
