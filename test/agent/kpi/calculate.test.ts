import { expect } from 'chai';
import { KpiCalculator } from '../../../agent/kpi/calculate.ts';
import { kpi, measurement, module, object } from '../small-model.ts';
import { Calculation, NOON } from './calculation.ts';

const SIP = module({
  measurements: ['attempts', 'ok', 'redirected', 'bad'].map((name) => measurement(name)),
  kpis: [
    kpi('Session Establishment Ratio', '100 * ok / (attempts - redirected)', { min: 0, max: 100 }),
    kpi('Ineffective Session Attempts', '100 * bad / attempts', { type: 'real(3)' }),
    kpi('Network Effectiveness Ratio', '100 - [Ineffective Session Attempts]', { type: 'integer' }),
    kpi('Attempts', 'attempts', { type: 'gauge' }),
    kpi('Attempts in 30 s', 'attempts', { type: 'gauge', reportingFrequency: 30 }),
    kpi('Attempt rate', 'rate(attempts)'),
  ],
});

const LEVEL = module({
  measurements: [
    measurement('load', 'real(2)'),
    measurement('version', 'string'),
    measurement('up', 'boolean'),
  ],
  kpis: [
    kpi('Last', 'load'),
    kpi('Mean', 'avg(load)'),
    kpi('Least', 'min(load)'),
    kpi('Most', 'max(load)'),
    kpi('Change', 'delta(load)'),
    kpi('Version', 'last(version)', { type: 'string(1..5)' }),
    kpi('Up', 'last(up)', { type: 'boolean' }),
    kpi('High', 'load > 10', { type: 'boolean' }),
  ],
});

/** Samples every 10 s from `from` to `to`, of counters that count on at `perSample` from 1000. */
function countOn(
  calculation: Calculation,
  from: number,
  to: number,
  perSample: Record<string, number>,
): void {
  for (let at = from; at <= to; at += 10) {
    const said = Object.entries(perSample).map(([name, growth]) => [name, 1000 + (growth * at) / 10]);
    calculation.take(at, Object.fromEntries(said));
  }
}

describe('a KPI over an interval', () => {
  it('is its formula over the growth of its counters (K05, K30)', () => {
    const calculation = new Calculation(SIP);
    calculation.take(0, { attempts: 500, ok: 400, redirected: 30, bad: 7 });
    for (let at = 10; at < 60; at += 10)
      calculation.take(at, { attempts: 510, ok: 410, redirected: 30, bad: 7 });
    calculation.take(60, { attempts: 567, ok: 462, redirected: 33, bad: 9 });
    // (462 - 400) / ((567 - 500) - (33 - 30)) = 62 / 64
    expect(calculation.value('Session Establishment Ratio', 60)).to.equal(96.88);
    expect(calculation.value('Ineffective Session Attempts', 60)).to.equal(2.985);
    expect(calculation.value('Attempts', 60)).to.equal(67);
    expect(calculation.value('Attempt rate', 60)).to.equal(1.12);
  });

  it('refers to another KPI unrounded, over its own interval (K06)', () => {
    const calculation = new Calculation(SIP);
    countOn(calculation, 0, 60, { attempts: 67, ok: 62, redirected: 3, bad: 2 });
    expect(calculation.value('Ineffective Session Attempts', 60)).to.equal(2.985);
    expect(calculation.value('Network Effectiveness Ratio', 60)).to.equal(97);
  });

  it('has no value where its formula divides by 0 (O22)', () => {
    const calculation = new Calculation(SIP);
    countOn(calculation, 0, 60, { attempts: 0, ok: 0, redirected: 0, bad: 0 });
    expect(calculation.value('Ineffective Session Attempts', 60))
      .to.have.property('why')
      .that.matches(/zero/);
    expect(calculation.value('Attempts', 60)).to.equal(0);
  });

  it('has no value outside its declared range', () => {
    const calculation = new Calculation(SIP);
    countOn(calculation, 0, 60, { attempts: 10, ok: 11, redirected: 0, bad: 0 });
    expect(calculation.value('Session Establishment Ratio', 60)).to.deep.equal({
      why: '110.00 is outside the range 0..100',
    });
  });

  it('is calculated at each frequency from the same samples', () => {
    const calculation = new Calculation(SIP);
    for (const [at, attempts] of [0, 1, 3, 7, 15, 31, 63].entries()) calculation.take(at * 10, { attempts });
    expect(calculation.calculator.frequencies).to.deep.equal([30, 60]);
    expect(calculation.value('Attempts in 30 s', 60)).to.equal(56);
    expect(calculation.value('Attempts in 30 s', 30)).to.equal(7);
    expect(calculation.value('Attempts', 60)).to.equal(63);
  });

  it('is calculated when asked for, so that long lists can be calculated in slices', () => {
    const calculation = new Calculation(SIP);
    const results = calculation.calculator.closeInterval(60, NOON + 60_000);
    expect(results.next().value).to.deep.include({ kpi: SIP.kpis[0], begin: NOON, end: NOON + 60_000 });
    expect([...results]).to.have.length(4);
    expect([...calculation.calculator.closeInterval(7, NOON)]).to.be.empty;
  });

  it('takes its measurements from several live sources (K17)', () => {
    const [attempts, ok] = SIP.measurements;
    if (!attempts || !ok) throw new Error('no measurements');
    const calculation = new Calculation(SIP, [
      { source: 'a', every: 10, measurements: [attempts] },
      { source: 'b', every: 30, measurements: [ok, ...SIP.measurements.slice(2)] },
    ]);
    for (const at of [0, 30, 60]) {
      calculation.take(at, { attempts: at }, 'a');
      calculation.take(at, { ok: at / 2, redirected: 0, bad: 0 }, 'b');
    }
    expect(calculation.value('Session Establishment Ratio', 60)).to.equal(50);
  });
});

describe('a counter over an interval', () => {
  it('has no value in the interval in which collection began (O22)', () => {
    const calculation = new Calculation(SIP);
    countOn(calculation, 3, 60, { attempts: 10 });
    calculation.take(60, { attempts: 2000 });
    expect(calculation.value('Attempts', 60)).to.deep.equal({
      why: 'attempts: collection began within the interval; the first value comes at 2026-11-21T12:02:00Z',
    });
    calculation.take(120, { attempts: 2007 });
    expect(calculation.value('Attempts', 120)).to.equal(7);
  });

  it('has a value in the first interval where collection began with it', () => {
    const calculation = new Calculation(SIP);
    countOn(calculation, 0, 60, { attempts: 10 });
    expect(calculation.value('Attempts', 60)).to.equal(60);
  });

  it('counts on where the source starts anew: what the counter says then is growth', () => {
    const calculation = new Calculation(SIP);
    for (const [at, attempts] of [900, 950, 1000, 5, 6, 20, 40].entries())
      calculation.take(at * 10, { attempts });
    expect(calculation.value('Attempts', 60)).to.equal(140);
  });

  it('bridges samples that failed within the interval', () => {
    const calculation = new Calculation(SIP);
    countOn(calculation, 0, 10, { attempts: 10 });
    for (const at of [20, 30, 40, 50]) calculation.fail(at);
    calculation.take(60, { attempts: 1060 });
    expect(calculation.value('Attempts', 60)).to.equal(60);
  });

  it('has no value where the sample at an end of the interval failed, and says why (O22)', () => {
    const calculation = new Calculation(SIP);
    countOn(calculation, 0, 50, { attempts: 10 });
    calculation.fail(60, 'http://127.0.0.1:9980/metrics: nothing listens there');
    countOn(calculation, 70, 180, { attempts: 10 });
    const reason = 's: http://127.0.0.1:9980/metrics: nothing listens there';
    // What was before is kept of one interval only.
    expect(calculation.value('Attempts', 120)).to.deep.equal({
      why: `attempts: no sample at 2026-11-21T12:01:00Z, the begin of the interval: ${reason}`,
    });
    expect(calculation.value('Attempts', 180)).to.equal(60);
    const again = new Calculation(SIP);
    countOn(again, 0, 50, { attempts: 10 });
    again.fail(60, 'http://127.0.0.1:9980/metrics: nothing listens there');
    expect(again.value('Attempts', 60)).to.deep.equal({
      why: `attempts: no sample at 2026-11-21T12:01:00Z, the end of the interval: ${reason}`,
    });
  });

  it('has no value where a source is late, and loses nothing by it', () => {
    const calculation = new Calculation(SIP);
    countOn(calculation, 0, 50, { attempts: 10 });
    expect(calculation.value('Attempts', 60)).to.deep.equal({
      why: 'attempts: no sample at 2026-11-21T12:01:00Z, the end of the interval',
    });
    countOn(calculation, 60, 120, { attempts: 10 });
    expect(calculation.value('Attempts', 120)).to.equal(60);
  });

  it('can be asked for after samples of the next interval came', () => {
    const calculation = new Calculation(SIP);
    countOn(calculation, 0, 110, { attempts: 10 });
    expect(calculation.value('Attempts', 60)).to.equal(60);
    countOn(calculation, 120, 120, { attempts: 10 });
    expect(calculation.value('Attempts', 120)).to.equal(60);
    countOn(calculation, 130, 130, { attempts: 10 });
    expect(calculation.value('Attempts', 60)).to.deep.equal({
      why: 'attempts: no sample was taken in the interval',
    });
  });

  it('has no value while its source is dead, with the reason, and one again when it is back', () => {
    const calculation = new Calculation(SIP);
    countOn(calculation, 0, 60, { attempts: 10 });
    for (let at = 70; at <= 200; at += 10) calculation.fail(at, 'nothing listens there');
    expect(calculation.value('Attempts', 180)).to.deep.equal({ why: 'attempts: s: nothing listens there' });
    countOn(calculation, 210, 300, { attempts: 10 });
    expect(calculation.value('Attempts', 240))
      .to.have.property('why')
      .that.matches(/the begin of the interval: s: nothing listens there$/);
    expect(calculation.value('Attempts', 300)).to.equal(60);
  });

  it('takes the sample before a boundary where the period does not divide the interval', () => {
    const calculation = new Calculation(SIP, [{ source: 's', every: 7, measurements: SIP.measurements }]);
    for (let at = -7; at <= 119; at += 7) calculation.take(at, { attempts: 1000 + at });
    expect(calculation.value('Attempts', 60)).to.equal(56);
    expect(calculation.value('Attempts', 120)).to.equal(63);
  });

  it('has no value where samples are rarer than intervals', () => {
    const calculation = new Calculation(SIP, [{ source: 's', every: 60, measurements: SIP.measurements }]);
    for (const at of [0, 60, 120]) calculation.take(at, { attempts: at });
    expect(calculation.value('Attempts in 30 s', 120)).to.have.property('why');
    expect(calculation.value('Attempts', 120)).to.equal(60);
  });

  it('sums its series, each with resets of its own', () => {
    const calculation = new Calculation(SIP);
    const say = (at: number, a: number | undefined, b: number) =>
      calculation.accept(at, {
        ok: true,
        problems: [],
        readings: [
          {
            measurement: 0,
            index: [],
            series: new Map([...(a === undefined ? [] : [['a', a] as const]), ['b', b] as const]),
          },
        ],
      });
    say(0, 100, 100);
    say(10, 3, 110);
    say(20, undefined, 120);
    say(60, 5, 120);
    expect(calculation.value('Attempts', 60)).to.equal(3 + 20 + 2);
    expect(calculation.state('attempts')).to.deep.equal({ at: 60, '': 125 });
  });
});

describe('what is no counter over an interval', () => {
  it('has the last, mean, least and most of its samples', () => {
    const calculation = new Calculation(LEVEL);
    for (const [at, load] of [9, 4, 1, 8, 3, 2, 6].entries()) {
      calculation.take(at * 10, { load, version: `v${at}`, up: at % 2 === 0 });
    }
    expect(calculation.value('Last', 60)).to.equal(6);
    expect(calculation.value('Mean', 60)).to.equal(4);
    expect(calculation.value('Least', 60)).to.equal(1);
    expect(calculation.value('Most', 60)).to.equal(8);
    expect(calculation.value('Change', 60)).to.equal(-3);
    expect(calculation.value('Version', 60)).to.equal('v6');
    expect(calculation.value('Up', 60)).to.equal(true);
    expect(calculation.value('High', 60)).to.equal(false);
  });

  it('needs one sample in the interval, and for a change one at its begin', () => {
    const calculation = new Calculation(LEVEL);
    calculation.fail(0);
    calculation.take(10, { load: 5, version: 'v', up: true });
    for (const at of [20, 30, 40, 50, 60]) calculation.fail(at);
    expect(calculation.value('Mean', 60)).to.equal(5);
    expect(calculation.value('Change', 60)).to.deep.equal({
      why: 'load: no sample at 2026-11-21T12:00:00Z, the begin of the interval: s: nothing listens there',
    });
    for (const at of [70, 80, 90, 100, 110, 120]) calculation.fail(at);
    expect(calculation.value('Mean', 120)).to.deep.equal({ why: 'load: s: nothing listens there' });
  });

  it('has no value in the interval in which collection began, unless that missed no sample', () => {
    const late = new Calculation(LEVEL);
    for (const at of [20, 30, 40, 50, 60]) late.take(at, { load: 5, version: 'v', up: true });
    expect(late.value('Mean', 60))
      .to.have.property('why')
      .that.matches(/collection began within the interval/);
    const early = new Calculation(LEVEL);
    for (const at of [3, 10, 20, 30, 40, 50, 60]) early.take(at, { load: 5, version: 'v', up: true });
    expect(early.value('Mean', 60)).to.equal(5);
  });

  it('is refused where it is outside the range of its definition: the source lies', () => {
    const percent = module({
      measurements: [measurement('busy', 'gauge', { min: 0, max: 100 })],
      kpis: [kpi('Busy', 'busy')],
    });
    const calculation = new Calculation(percent);
    for (const at of [0, 10, 20, 30, 40, 50]) calculation.take(at, { busy: 101 });
    calculation.take(60, { busy: 99 });
    expect(calculation.value('Busy', 60)).to.equal(99);
    calculation.take(70, { busy: 101 });
    expect(calculation.state('busy')).to.deep.equal({
      at: 70,
      '': { why: 's: 101 is outside the range 0..100' },
    });
  });

  it('has no value where the formula gives another type or size than the KPI has', () => {
    const odd = module({
      measurements: LEVEL.measurements as never,
      kpis: [
        kpi('Truth', 'load', { type: 'boolean' }),
        kpi('Number', 'last(version)'),
        kpi('Short', 'last(version)', { type: 'string(1..2)' }),
      ],
    });
    const calculation = new Calculation(odd);
    for (const at of [0, 60]) calculation.take(at, { load: 5, version: 'v12', up: true });
    expect(calculation.value('Truth', 60)).to.deep.equal({
      why: 'the formula gives a number, not a boolean',
    });
    expect(calculation.value('Number', 60)).to.deep.equal({
      why: 'the formula gives a string, not a number',
    });
    expect(calculation.value('Short', 60)).to.deep.equal({
      why: 'a text of 3 octets is outside the size 1..2',
    });
  });
});

describe('what a source does not say', () => {
  it('has no value, with the reason of the measurement', () => {
    const calculation = new Calculation(SIP);
    for (const at of [0, 60])
      calculation.take(at, { attempts: at, ok: '!no series matches ok', redirected: 0 });
    expect(calculation.value('Attempts', 60)).to.equal(60);
    expect(calculation.value('Session Establishment Ratio', 60))
      .to.have.property('why')
      .that.matches(/^ok: .*s: no series matches ok$/);
    expect(calculation.value('Ineffective Session Attempts', 60))
      .to.have.property('why')
      .that.matches(/^bad: .*s: the source said nothing of it$/);
  });

  it('has no value where no source is configured', () => {
    const calculation = new Calculation(SIP, [
      { source: 's', every: 10, measurements: SIP.measurements.slice(0, 3) },
    ]);
    expect(calculation.value('Ineffective Session Attempts', 60)).to.deep.equal({
      why: 'bad: no source is configured for it',
    });
    expect(calculation.state('bad')).to.deep.equal({
      at: undefined,
      '': { why: 'no source is configured for it' },
    });
  });

  it('is ignored where nobody asked: other sources, and the same moment again', () => {
    const calculation = new Calculation(SIP);
    calculation.take(0, { attempts: 1 }, 'stranger');
    calculation.take(0, { attempts: 5 });
    calculation.take(0, { attempts: 7 });
    expect(calculation.state('attempts')).to.deep.equal({ at: 0, '': 5 });
    calculation.accept(10, {
      ok: true,
      problems: [],
      readings: [{ measurement: 99, index: [], series: new Map() }],
    });
    expect(calculation.state('attempts')).to.deep.equal({
      at: 10,
      '': { why: 's: the source said nothing of it' },
    });
  });

  it('is a mistake of the configuration where two sources say it', () => {
    const binding = { every: 10, measurements: SIP.measurements };
    const sources = [
      { source: 'a', ...binding },
      { source: 'b', ...binding },
    ];
    expect(() => new KpiCalculator([SIP], sources)).to.throw('two sources give the measurement attempts');
  });
});

describe('a clock that is set back', () => {
  it('begins a new count of time; what counters say is still compared with before', () => {
    const calculation = new Calculation(SIP);
    countOn(calculation, 0, 60, { attempts: 10 });
    calculation.take(-3540, { attempts: 1070 });
    expect(calculation.value('Attempts', -3480)).to.deep.equal({
      why: 'attempts: no sample was taken in the interval',
    });
    calculation.take(-3480, { attempts: 1075 });
    calculation.take(-3420, { attempts: 1080 });
    expect(calculation.value('Attempts', -3480)).to.equal(5);
    expect(calculation.value('Attempts', -3420)).to.equal(5);
  });

  it('gives no value to the interval it happens in', () => {
    const calculation = new Calculation(SIP);
    countOn(calculation, 0, 60, { attempts: 10 });
    calculation.take(-3530, { attempts: 1070 });
    calculation.take(-3480, { attempts: 1075 });
    expect(calculation.value('Attempts', -3480))
      .to.have.property('why')
      .that.matches(/^attempts: a new count of time began within the interval/);
  });
});

describe('a KPI so far in its current interval', () => {
  it('is its formula over the samples there are', () => {
    const calculation = new Calculation(SIP);
    countOn(calculation, 0, 80, { attempts: 10, ok: 5, redirected: 0, bad: 0 });
    expect(calculation.soFar('Attempts', 85)).to.deep.equal([20]);
    expect(calculation.soFar('Attempt rate', 85)).to.deep.equal([1]);
    expect(calculation.soFar('Session Establishment Ratio', 85)).to.deep.equal([50]);
  });

  it('has no value before its first sample, after a failed one, and where collection began within it', () => {
    const calculation = new Calculation(SIP);
    countOn(calculation, 5, 55, { attempts: 10 });
    expect(calculation.soFar('Attempts', 56)).to.deep.equal([
      {
        why: 'attempts: collection began within the interval; the first value comes at 2026-11-21T12:02:00Z',
      },
    ]);
    calculation.take(60, { attempts: 1060 });
    expect(calculation.soFar('Attempts', 61)).to.deep.equal([
      { why: 'attempts: no sample was taken in the interval' },
    ]);
    calculation.take(70, { attempts: 1061 });
    expect(calculation.soFar('Attempts', 71)).to.deep.equal([1]);
    calculation.fail(80);
    expect(calculation.soFar('Attempts', 81)).to.deep.equal([{ why: 'attempts: s: nothing listens there' }]);
  });

  it('is of the interval that begins, at a boundary', () => {
    const calculation = new Calculation(SIP);
    countOn(calculation, 0, 60, { attempts: 10 });
    const { begin, end } = calculation.calculator.evaluateSoFar(SIP.kpis[3]!, NOON + 60_000);
    expect([begin, end]).to.deep.equal([NOON + 60_000, NOON + 120_000]);
  });
});

describe('what a measurement says now', () => {
  it('is a running total of a counter, exact beyond 2^53, and the last value of anything else', () => {
    const calculation = new Calculation(SIP);
    expect(calculation.state('attempts')).to.deep.equal({
      at: undefined,
      '': { why: 'it has not been sampled yet' },
    });
    calculation.take(0, { attempts: 2n ** 63n });
    calculation.take(10, { attempts: 2n ** 63n + 1n });
    expect(calculation.state('attempts')).to.deep.equal({ at: 10, '': 2n ** 63n + 1n });
    const level = new Calculation(LEVEL);
    level.take(0, { load: 0.25, version: 'v1', up: false });
    expect(level.state('load')).to.deep.equal({ at: 0, '': 0.25 });
    expect(level.state('version')).to.deep.equal({ at: 0, '': 'v1' });
    expect(level.state('up')).to.deep.equal({ at: 0, '': false });
  });

  it('is nothing where its latest sample failed, with the reason', () => {
    const calculation = new Calculation(SIP);
    calculation.take(0, { attempts: 1 });
    calculation.fail(10, 'status 500');
    expect(calculation.state('attempts')).to.deep.equal({ at: 10, '': { why: 's: status 500' } });
  });
});

const TRUNK = object('trunk');
const TRUNKS = module({
  objects: [TRUNK],
  measurements: [
    measurement('attempts', 'counter', { per: 'trunk' }),
    measurement('ok', 'counter', { per: 'trunk' }),
    measurement('calls', 'gauge', { per: 'trunk' }),
    measurement('all', 'counter'),
  ],
  kpis: [
    kpi('Ratio', '100 * ok / attempts', { per: 'trunk' }),
    kpi('Attempts', 'attempts', { per: 'trunk' }),
    kpi('Share', '100 * attempts / all', { per: 'trunk' }),
    kpi('Calls', 'calls', { per: 'trunk' }),
    kpi('All calls', 'sum(calls)'),
    kpi('Mean calls', 'mean(calls)'),
    kpi('Trunks', 'count(calls)', { type: 'gauge' }),
  ],
});

describe('a KPI of each row of a table', () => {
  it('has the rows that its object has in the interval', () => {
    const calculation = new Calculation(TRUNKS);
    calculation.take(0, { attempts: { a: 10, b: 20 }, ok: { a: 5, b: 20 }, calls: { a: 1, b: 2 }, all: 100 });
    calculation.take(60, {
      attempts: { a: 14, b: 28 },
      ok: { a: 6, b: 26 },
      calls: { a: 3, b: 4 },
      all: 150,
    });
    expect(calculation.table('Ratio', 60)).to.deep.equal({ a: 25, b: 75 });
    expect(calculation.table('Share', 60)).to.deep.equal({ a: 8, b: 16 });
    expect(calculation.value('All calls', 60)).to.equal(7);
    expect(calculation.value('Mean calls', 60)).to.equal(3.5);
    expect(calculation.value('Trunks', 60)).to.equal(2);
    const rows = calculation.rows('Calls', 60);
    expect(rows).to.deep.equal([
      { index: ['a'], key: 'a', value: 3 },
      { index: ['b'], key: 'b', value: 4 },
    ]);
  });

  it('has the rows of all measurements of the object, and says what lacks a row', () => {
    const calculation = new Calculation(TRUNKS);
    for (const at of [0, 60]) calculation.take(at, { attempts: { a: at }, ok: {}, calls: { b: 2 }, all: 1 });
    expect(calculation.table('Ratio', 60)).to.deep.equal({
      a: { why: 'ok: no sample of the interval has it' },
      b: { why: 'ok: no sample of the interval has it' },
    });
    expect(calculation.table('Attempts', 60)).to.deep.equal({
      a: 60,
      b: { why: 'attempts: no sample of the interval has it' },
    });
  });

  it('counts a row that appears late from 0', () => {
    const calculation = new Calculation(TRUNKS);
    calculation.take(0, { attempts: { a: 10 }, ok: {}, calls: {}, all: 0 });
    calculation.take(30, { attempts: { a: 11, b: 4 }, ok: {}, calls: {}, all: 0 });
    calculation.take(60, { attempts: { a: 12, b: 9 }, ok: {}, calls: {}, all: 0 });
    expect(calculation.table('Attempts', 60)).to.deep.equal({ a: 2, b: 9 });
  });

  it('keeps what a row contributed that vanishes, and drops it after the interval', () => {
    const calculation = new Calculation(TRUNKS);
    calculation.take(0, { attempts: { a: 10, b: 20 }, ok: {}, calls: { a: 1, b: 2 }, all: 0 });
    calculation.take(30, { attempts: { a: 11, b: 25 }, ok: {}, calls: { a: 1, b: 2 }, all: 0 });
    calculation.take(60, { attempts: { a: 12 }, ok: {}, calls: { a: 1 }, all: 0 });
    expect(calculation.state('attempts')).to.deep.equal({ at: 60, a: 12 });
    expect(calculation.table('Attempts', 60)).to.deep.equal({ a: 2, b: 5 });
    expect(calculation.value('All calls', 60)).to.equal(3);
    calculation.take(120, { attempts: { a: 14 }, ok: {}, calls: { a: 1 }, all: 0 });
    expect(calculation.table('Attempts', 120)).to.deep.equal({ a: 2 });
    // Back again: it counts on from where it was.
    calculation.take(150, { attempts: { a: 14, b: 27 }, ok: {}, calls: { a: 1 }, all: 0 });
    calculation.take(180, { attempts: { a: 15, b: 28 }, ok: {}, calls: { a: 1 }, all: 0 });
    expect(calculation.table('Attempts', 180)).to.deep.equal({ a: 1, b: 3 });
  });

  it('has rows without a value where a row cannot be read', () => {
    const calculation = new Calculation(TRUNKS);
    calculation.take(0, { attempts: { a: 10, b: '!is NaN' }, ok: {}, calls: {}, all: 0 });
    expect(calculation.state('attempts')).to.deep.equal({ at: 0, a: 10, b: { why: 's: is NaN' } });
    calculation.take(60, { attempts: { a: 12, b: 1000 }, ok: {}, calls: {}, all: 0 });
    expect(calculation.table('Attempts', 60)).to.deep.equal({
      a: 2,
      b: {
        why: 'attempts: no sample at 2026-11-21T12:00:00Z, the begin of the interval: s: is NaN',
      },
    });
    calculation.take(120, { attempts: { a: 12, b: '!is NaN' }, ok: {}, calls: {}, all: 0 });
    expect(calculation.table('Attempts', 120)).to.deep.include({ a: 0 });
    expect(calculation.table('Attempts', 120)['b'])
      .to.have.property('why')
      .that.matches(/: s: is NaN$/);
    calculation.take(180, { attempts: { a: 12, b: 1003 }, ok: {}, calls: {}, all: 0 });
    calculation.take(240, { attempts: { a: 12, b: 1004 }, ok: {}, calls: {}, all: 0 });
    expect(calculation.table('Attempts', 240)).to.deep.equal({ a: 0, b: 1 });
  });

  it('says why where the rows are not known', () => {
    const calculation = new Calculation(TRUNKS);
    calculation.take(0, { attempts: { a: 10 }, ok: { a: 1 }, calls: { a: 1 }, all: 0 });
    calculation.fail(60, 'status 500');
    expect(calculation.table('Calls', 60)).to.deep.equal({
      why: 'calls: no sample in the interval: s: status 500',
    });
    expect(calculation.value('All calls', 60))
      .to.have.property('why')
      .that.matches(/^trunk: calls: no sample in the interval: s: status 500$/);
    expect(calculation.state('calls')).to.deep.equal({ at: 60, why: 's: status 500' });
  });

  it('keeps the rows of one source where another is dead', () => {
    const [attempts, ok, calls, all] = TRUNKS.measurements;
    if (!attempts || !ok || !calls || !all) throw new Error('no measurements');
    const calculation = new Calculation(TRUNKS, [
      { source: 'a', every: 10, measurements: [attempts, ok, all] },
      { source: 'b', every: 10, measurements: [calls] },
    ]);
    for (const at of [0, 60]) {
      calculation.take(at, { attempts: { x: at }, ok: { x: at }, all: 0 }, 'a');
      calculation.fail(at, 'status 500', 'b');
    }
    expect(calculation.table('Ratio', 60)).to.deep.equal({ x: 100 });
    expect(calculation.table('Calls', 60)).to.deep.equal({ x: { why: 'calls: b: status 500' } });
  });

  it('says what fits no row beside the rows that are good', () => {
    const calculation = new Calculation(TRUNKS);
    const reading = { measurement: 0, index: ['a'], series: new Map([['', 5]]) };
    const problem = { measurement: 0, reason: 'line 7 lacks label trunk' };
    calculation.accept(0, { ok: true, readings: [reading], problems: [problem] });
    expect(calculation.state('attempts')).to.deep.equal({
      at: 0,
      a: 5,
      misfit: 's: line 7 lacks label trunk',
    });
    calculation.accept(10, { ok: true, readings: [], problems: [problem] });
    expect(calculation.state('attempts')).to.deep.equal({ at: 10, why: 's: line 7 lacks label trunk' });
  });

  it('has no rows where there are none', () => {
    const calculation = new Calculation(TRUNKS);
    for (const at of [0, 60]) calculation.take(at, { attempts: {}, ok: {}, calls: {}, all: 0 });
    expect(calculation.table('Ratio', 60)).to.deep.equal({});
    expect(calculation.value('Trunks', 60)).to.equal(0);
  });

  it('remembers a bounded number of rows that are gone', () => {
    const calculation = new Calculation(TRUNKS);
    const say = (at: number, from: number, count: number) => {
      const rows = Object.fromEntries(Array.from({ length: count }, (_, i) => [`t${from + i}`, 5]));
      calculation.take(at, { attempts: rows, ok: {}, calls: {}, all: 0 });
    };
    say(0, 0, 6000);
    say(10, 6000, 6000);
    say(60, 12_000, 1);
    say(70, 0, 1);
    say(80, 11_999, 1);
    say(120, 12_000, 1);
    // t0 was forgotten and counts from 0; t11999 was not.
    expect(calculation.table('Attempts', 120)).to.deep.equal({ t0: 5, t11999: 0, t12000: 0 });
  });
});
