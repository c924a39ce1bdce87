import { expect } from 'chai';
import { type MappingSpec, readIndex, resolveMapping } from '../../../../agent/collect/metrics/mapping.ts';
import { NoValue } from '../../../../model/value.ts';
import { measurement, object } from '../../small-model.ts';

const trunk = object('trunk', { trunkName: 'string(1..8)', port: 'integer' });
const perTrunk = { measurement: measurement('calls', 'gauge', { per: 'trunk' }), object: trunk };
const scalar = { measurement: measurement('attempts') };

function mistakes(wanted: Parameters<typeof resolveMapping>[0], spec: MappingSpec) {
  const resolved = resolveMapping(wanted, spec);
  return resolved.ok ? [] : resolved.mistakes.map(({ path, message }) => [path.join('.'), message]);
}

function resolve(wanted: Parameters<typeof resolveMapping>[0], spec: MappingSpec) {
  const resolved = resolveMapping(wanted, spec);
  if (!resolved.ok) throw new Error(resolved.mistakes[0]?.message);
  return resolved.mapping;
}

describe('where a measurement is in a scrape', () => {
  it('has a label for each index, of the same name unless another is said', () => {
    expect(resolve(perTrunk, { metric: 'c' }).labels).to.deep.equal(['trunkName', 'port']);
    const labels = new Map([['trunkName', 'trunk']]);
    expect(resolve(perTrunk, { metric: 'c', labels }).labels).to.deep.equal(['trunk', 'port']);
    expect(resolve(scalar, { metric: 'c' }).labels).to.deep.equal([]);
  });

  it('has all its mistakes shown at once', () => {
    const labels = new Map([
      ['trunkname', 'trunk'],
      ['port', 'my port'],
    ]);
    expect(mistakes(perTrunk, { metric: 'c{', labels, whenAbsent: Number.NaN })).to.deep.equal([
      ['metric', 'the name of a label is expected, the selector ends'],
      ['labels.trunkname', 'trunk has no index trunkname: did you mean trunkName?'],
      ['labels.port', '"my port" cannot be the name of a label'],
      ['whenAbsent', 'whenAbsent must be a number'],
    ]);
  });

  it('has no labels where the measurement is a scalar', () => {
    expect(mistakes(scalar, { metric: 'c', labels: new Map([['x', 'y']]) })).to.deep.equal([
      ['labels.x', 'attempts is a scalar: it has no index that a label could hold'],
    ]);
  });

  it('counts an absent counter as 0 only', () => {
    expect(resolve(scalar, { metric: 'c', whenAbsent: 0 }).whenAbsent).to.equal(0);
    expect(mistakes(scalar, { metric: 'c', whenAbsent: 1 })).to.have.length(1);
  });

  it('counts an absent truth as 0 or 1', () => {
    const up = { measurement: measurement('up', 'boolean') };
    expect(resolve(up, { metric: 'up', whenAbsent: 0 }).whenAbsent).to.equal(false);
    expect(mistakes(up, { metric: 'up', whenAbsent: 2 })).to.have.length(1);
  });

  it('cannot be said of a text', () => {
    expect(mistakes({ measurement: measurement('version', 'string') }, { metric: 'v' })).to.have.length(1);
  });
});

describe('the index that labels name', () => {
  const mapping = resolve(perTrunk, { metric: 'c' });
  const read = (labels: Record<string, string>) => {
    const index = readIndex(mapping, new Map(Object.entries(labels)));
    return index instanceof NoValue ? index.reason : index;
  };

  it('has texts and whole numbers as the object defines them', () => {
    expect(read({ trunkName: 'tr-a', port: '5060', other: 'x' })).to.deep.equal(['tr-a', 5060]);
  });

  it('names the label that is missing and the remedy', () => {
    expect(read({ port: '5060' })).to.equal(
      'lacks label trunkName, the index trunkName: add trunkName!="" to the selector',
    );
  });

  it('names the index that does not fit its type, size or range', () => {
    expect(read({ trunkName: 'größer als 8', port: '1' })).to.equal(
      'label trunkName, the index trunkName, is "größer als 8", 14 octets where 1..8 are defined',
    );
    expect(read({ trunkName: 'a', port: 'sip' })).to.match(
      /the index port, is "sip" where a whole number is defined/,
    );
    expect(read({ trunkName: 'a', port: '99999999999' })).to.match(
      /the index port, is 99999999999, outside the range/,
    );
  });
});
