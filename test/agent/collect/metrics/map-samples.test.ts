import { expect } from 'chai';
import { mapSamples } from '../../../../agent/collect/metrics/map-samples.ts';
import { type Mapping, type MappingSpec, resolveMapping } from '../../../../agent/collect/metrics/mapping.ts';
import { listMetricNames, parseExposition } from '../../../../agent/collect/prometheus/parse.ts';
import type { WantedMeasurement } from '../../../../agent/collect/source.ts';
import { atOnce } from '../../../../agent/slices.ts';
import { measurement, object } from '../../small-model.ts';

const attempts = { measurement: measurement('attempts') };
const trunk = object('trunk', { trunk: 'string(1..8)' });
const perTrunk = (name: string, dataType = 'counter') => ({
  measurement: measurement(name, dataType, { per: 'trunk' }),
  object: trunk,
});

function mapping(wanted: WantedMeasurement, spec: MappingSpec): Mapping {
  const resolved = resolveMapping(wanted, spec);
  if (!resolved.ok) throw new Error(resolved.mistakes[0]?.message);
  return resolved.mapping;
}

function map(text: string, ...mappings: Mapping[]) {
  const exposition = atOnce(parseExposition(text));
  if (!exposition.ok) throw new Error(exposition.reason);
  const { readings, problems } = atOnce(
    mapSamples(mappings, {
      ...exposition,
      metricNames: () => listMetricNames(text),
    }),
  );
  return {
    readings: readings.map(({ measurement, index, series }) => ({ measurement, index, series: [...series] })),
    problems,
  };
}

describe('readings of a scrape', () => {
  it('keep each series a selector matches, by its canonical name', () => {
    const { readings, problems } = map(
      'requests{m="INVITE",b="2"} 7\nrequests{m="BYE"} 1\nrequests{b="1",m="INVITE"} 5\n',
      mapping(attempts, { metric: 'requests{m="INVITE"}' }),
    );
    expect(problems).to.be.empty;
    expect(readings).to.deep.equal([
      {
        measurement: 0,
        index: [],
        series: [
          ['requests{b="2",m="INVITE"}', 7],
          ['requests{b="1",m="INVITE"}', 5],
        ],
      },
    ]);
  });

  it('are rows where labels name the index', () => {
    const { readings } = map(
      'calls{trunk="a"} 1\ncalls{trunk="b",leg="in"} 2\ncalls{trunk="b",leg="out"} 3\n',
      mapping(perTrunk('calls', 'gauge'), { metric: 'calls' }),
    );
    expect(readings.map(({ index, series }) => [index, series.map(([, value]) => value)])).to.deep.equal([
      [['a'], [1]],
      [['b'], [2, 3]],
    ]);
  });

  it('lack series that are absent, and say what may have been meant', () => {
    const { readings, problems } = map(
      'kamailio_requests_total{m="BYE"} 1\n',
      mapping(attempts, { metric: 'kamailio_request_total' }),
      mapping(attempts, { metric: 'kamailio_requests_total{m="INVITE"}' }),
      mapping(attempts, { metric: 'something_else' }),
      mapping(perTrunk('calls'), { metric: 'trunk_calls' }),
    );
    expect(readings).to.be.empty;
    expect(problems).to.deep.equal([
      {
        measurement: 0,
        reason: 'no series matches kamailio_request_total: did you mean kamailio_requests_total?',
      },
      {
        measurement: 1,
        reason:
          'no series matches kamailio_requests_total{m="INVITE"}: kamailio_requests_total has series, with other labels',
      },
      { measurement: 2, reason: 'no series matches something_else' },
      { measurement: 3, reason: 'no series matches trunk_calls' },
    ]);
  });

  it('count absent series as the configuration says', () => {
    const { readings, problems } = map(
      'x 1\n',
      mapping(attempts, { metric: 'y', whenAbsent: 0 }),
      mapping(perTrunk('calls'), { metric: 'z', whenAbsent: 0 }),
    );
    expect(problems).to.be.empty;
    expect(readings).to.deep.equal([{ measurement: 0, index: [], series: [['', 0]] }]);
  });

  it('count absent series of rows that other measurements of the object have, and invent no rows', () => {
    const { readings } = map(
      'attempts{trunk="a"} 5\nattempts{trunk="b"} 7\nok{trunk="a"} 4\n',
      mapping(perTrunk('attempts'), { metric: 'attempts' }),
      mapping(perTrunk('ok'), { metric: 'ok', whenAbsent: 0 }),
      mapping(perTrunk('failed'), { metric: 'failed', whenAbsent: 0 }),
    );
    expect(
      readings.map(({ measurement, index, series }) => [measurement, index[0], series[0]?.[1]]),
    ).to.deep.equal([
      [0, 'a', 5],
      [0, 'b', 7],
      [1, 'a', 4],
      [1, 'b', 0],
      [2, 'a', 0],
      [2, 'b', 0],
    ]);
  });

  it('leave out a row whose series is there twice: the source lies', () => {
    const { readings, problems } = map(
      'calls{trunk="a",x="1"} 1\ncalls{trunk="b"} 2\ncalls{x="1",trunk="a"} 9\n',
      mapping(perTrunk('calls'), { metric: 'calls' }),
    );
    expect(readings.map(({ index }) => index)).to.deep.equal([['b']]);
    expect(problems).to.deep.equal([
      {
        measurement: 0,
        index: ['a'],
        reason: 'series calls{trunk="a",x="1"} is there twice, in lines 1 and 3',
      },
    ]);
  });

  it('leave out what is no number, and a counter below 0', () => {
    const { readings, problems } = map(
      'calls{trunk="a"} NaN\ncalls{trunk="b"} 2\ncalls{trunk="c"} -1\ncalls{trunk="c",x="y"} 5\nload +Inf\n',
      mapping(perTrunk('calls'), { metric: 'calls' }),
      mapping({ measurement: measurement('load', 'real(2)') }, { metric: 'load' }),
    );
    expect(readings.map(({ index }) => index)).to.deep.equal([['b']]);
    expect(problems).to.deep.equal([
      { measurement: 0, index: ['a'], reason: 'series calls{trunk="a"} is NaN, which is no number' },
      {
        measurement: 0,
        index: ['c'],
        reason: 'series calls{trunk="c"} is -1, and a counter is never negative',
      },
      { measurement: 1, index: [], reason: 'series load is Infinity, which is no number' },
    ]);
  });

  it('keep the good rows beside series that fit no row', () => {
    const { readings, problems } = map(
      'calls 12\ncalls{trunk="a"} 1\ncalls{trunk="much too long"} 1\n',
      mapping(perTrunk('calls'), { metric: 'calls' }),
    );
    expect(readings.map(({ index }) => index)).to.deep.equal([['a']]);
    expect(problems).to.deep.equal([
      {
        measurement: 0,
        reason:
          'the series of line 1 lacks label trunk, the index trunk: add trunk!="" to the selector (and 1 more)',
      },
    ]);
  });

  it('leave out all of a metric that has a line nobody can read', () => {
    const { readings, problems } = map(
      'calls{trunk="a"} 1\ncalls{trunk="b"} one\nother 2\n',
      mapping(perTrunk('calls'), { metric: 'calls', whenAbsent: 0 }),
      mapping(attempts, { metric: 'other' }),
    );
    expect(readings.map(({ measurement }) => measurement)).to.deep.equal([1]);
    expect(problems).to.deep.equal([
      { measurement: 0, reason: 'line 2 of metric calls cannot be read: "one" is no value' },
    ]);
  });

  it('are truths where the measurement is one', () => {
    const up = (name: string) => ({ measurement: measurement(name, 'boolean') });
    const { readings, problems } = map(
      'up 1\nok 0\nhalf 0.5\ntwo{x="a"} 1\ntwo{x="b"} 1\n',
      ...['up', 'ok', 'half', 'two'].map((name) => mapping(up(name), { metric: name })),
    );
    expect(readings.map(({ series }) => series[0]?.[1])).to.deep.equal([true, false]);
    expect(problems.map(({ reason }) => reason)).to.deep.equal([
      'series half is 0.5 where true or false is defined',
      'several series match, and truths have no sum',
    ]);
  });
});
