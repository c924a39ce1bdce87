import { expect } from 'chai';
import { SeriesCounter } from '../../../agent/kpi/series-counter.ts';

const series = (values: Record<string, number | bigint>) => new Map(Object.entries(values));

describe('a counter that is the sum of series', () => {
  it('grows by what each series grows', () => {
    const counter = new SeriesCounter();
    counter.update(series({ a: 10, b: 5 }));
    expect(counter.update(series({ a: 12, b: 6 }))).to.equal(3);
    expect(counter.total).to.equal(18);
  });

  it('counts a series that starts again from 0, each by itself', () => {
    const counter = new SeriesCounter();
    counter.update(series({ a: 100, b: 100 }));
    expect(counter.update(series({ a: 3, b: 101 }))).to.equal(4);
    expect(counter.total).to.equal(104);
  });

  it('counts a series that appears late from 0', () => {
    const counter = new SeriesCounter();
    counter.update(series({ a: 10 }));
    expect(counter.update(series({ a: 11, b: 4 }))).to.equal(5);
  });

  it('keeps what a series contributed that vanishes, and goes on from there when it is back', () => {
    const counter = new SeriesCounter();
    counter.update(series({ a: 10, b: 7 }));
    expect(counter.update(series({ a: 11 }))).to.equal(1);
    expect(counter.total).to.equal(18);
    expect(counter.update(series({ a: 11, b: 9 }))).to.equal(2);
    expect(counter.update(series({}))).to.equal(0);
    expect(counter.update(series({ a: 2, b: 9 }))).to.equal(2);
    expect(counter.total).to.equal(11);
  });

  it('is exact beyond 2^53, and takes fractions', () => {
    const counter = new SeriesCounter();
    counter.update(series({ a: 2n ** 63n }));
    expect(counter.update(series({ a: 2n ** 63n + 3n }))).to.equal(3);
    expect(counter.total).to.equal(2n ** 63n + 3n);
    expect(counter.update(series({ a: 7 }))).to.equal(7);
    expect(counter.update(series({ a: 7.5 }))).to.equal(0.5);
  });

  it('remembers a bounded number of vanished series, and what the others contributed', () => {
    const counter = new SeriesCounter();
    for (let i = 0; i < 5000; i++) counter.update(series({ [`pod-${i}`]: 2 }));
    expect(counter.total).to.equal(10_000);
    expect(counter.update(series({ 'pod-4500': 3 }))).to.equal(1);
    // Forgotten: it counts from 0 again.
    expect(counter.update(series({ 'pod-1': 3 }))).to.equal(3);
  });
});
