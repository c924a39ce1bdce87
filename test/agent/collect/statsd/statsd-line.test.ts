import { expect } from 'chai';
import fc from 'fast-check';
import { LiveSeriesTable } from '../../../../agent/collect/metrics/live-series.ts';
import { resolveMapping } from '../../../../agent/collect/metrics/mapping.ts';
import { DOTTED_NAMES } from '../../../../agent/collect/metrics/selector.ts';
import { takePacket } from '../../../../agent/collect/statsd/source.ts';
import { parseStatsdLine } from '../../../../agent/collect/statsd/statsd-line.ts';
import type { StatsdState } from '../../../../agent/collect/statsd/statsd-state.ts';
import { measurement } from '../../small-model.ts';

const parse = (line: string) => {
  const read = parseStatsdLine(line);
  return typeof read === 'object' ? { ...read, tags: Object.fromEntries(read.tags) } : read;
};

/** A table that wants the counter `c`. */
function table() {
  const resolved = resolveMapping({ measurement: measurement('m') }, { metric: 'c' }, DOTTED_NAMES);
  if (!resolved.ok) throw new Error('no mapping');
  const publish = (state: StatsdState) => state.publish();
  return new LiveSeriesTable<StatsdState>({
    mappings: [resolved.mapping],
    expireMs: 1e9,
    maxSeries: 100,
    publish,
  });
}

describe('a line of StatsD', () => {
  it('has a name, values, a type, a sample rate and tags', () => {
    expect(parse('a.b:1|c')).to.deep.equal({ name: 'a.b', type: 'c', values: ['1'], rate: 1, tags: {} });
    expect(parse('a:1:2.5|d|@0.5|#x:y:z,flag,,|c:abc|T1656581400')).to.deep.equal({
      ...{ name: 'a', type: 'timer', values: ['1', '2.5'], rate: 0.5 },
      tags: { x: 'y:z', flag: 'true' },
    });
    expect(parse('a:-4|g')).to.include({ type: 'g' });
    expect(parse('a:anything at all|s')).to.deep.include({ values: ['anything at all'] });
  });

  it('is ignored where it is an event or service check of DogStatsD', () => {
    expect([parse('_e{5,4}:title|text'), parse('_sc|app|0')]).to.deep.equal([undefined, undefined]);
  });

  it('says what is wrong with it', () => {
    expect(
      [':1|c', 'a', 'a:1', 'a:1|x', 'a:|c', 'a:1e999|c', 'a:NaN|g', 'a:1|c|@0', 'a:1|c|@2'].map(parse),
    ).to.deep.equal([
      ...['it has no name and value', 'it has no name and value'],
      ...Array(2).fill('its type is none of c, g, ms, h, d and s'),
      ...Array(3).fill('its value is no number'),
      ...Array(2).fill('its sample rate is none'),
    ]);
    expect(parse(`${'a'.repeat(256)}:1|c`)).to.equal('its name is over 255 characters');
    expect(parse(`a:1${':1'.repeat(1024)}|c`)).to.equal('it has over 1024 values');
    expect(parse(`a:1|c|#${'t'.repeat(1025)}`)).to.equal('a tag is over 1024 characters');
    expect(parse(`a:1|c|#${Array.from({ length: 65 }, (_, i) => `t${i}`)}`)).to.equal('it has over 64 tags');
    expect(parse('a:1|toString')).to.equal('its type is none of c, g, ms, h, d and s');
  });

  it('is read as it was written, whatever it says', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9._-]{0,20}$/);
    const tags = fc.dictionary(word, word, { maxKeys: 8 });
    fc.assert(
      fc.property(word, fc.double({ noNaN: true, noDefaultInfinity: true }), tags, (name, value, all) => {
        const list = Object.entries(all).map(([tag, text]) => `${tag}:${text}`);
        expect(parse(`${name}:${value}|c|#${list}`)).to.deep.include({
          name,
          values: [String(value)],
          tags: all,
        });
      }),
      { seed: 8125 },
    );
  });
});

describe('any octets sent as StatsD', () => {
  it('end in figures that are numbers, or are dropped, and take no more room than there is', () => {
    const series = table();
    const part = fc.constantFrom(
      'c',
      ':',
      '|',
      '#',
      '@',
      ',',
      '\n',
      '1',
      '-',
      'e9',
      'g',
      'ms',
      's',
      '0.1',
      't:v',
    );
    const line = fc.array(part, { maxLength: 30 }).map((parts) => Buffer.from(`c:1|${parts.join('')}`));
    const octets = fc.uint8Array({ maxLength: 80 }).map((some) => Buffer.from(some));
    fc.assert(
      fc.property(fc.oneof(line, octets), fc.integer({ min: 0, max: 500 }), (packet, n) => {
        const tagged = Buffer.concat([packet, Buffer.from(`\nc:1|c|#n:${n}\n`)]);
        expect(takePacket(tagged, series)).to.be.at.least(0);
      }),
      { seed: 8125, numRuns: 3000 },
    );
    const { samples, problems } = series.read();
    expect(samples.every(({ value }) => typeof value === 'bigint' || Number.isFinite(value))).to.equal(true);
    expect(samples.length).to.be.within(100, 400);
    expect(problems.map(({ metric }) => metric)).to.include('c');
  });
});
