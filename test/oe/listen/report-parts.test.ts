import { expect } from 'chai';
import fc from 'fast-check';
import { type ReportPart, ReportParts } from '../../../oe/listen/report-parts.ts';

function part(number: number, parts: number, sequence = 1): ReportPart {
  return {
    ...{ from: '127.0.0.1', instanceId: 'a', identifier: 'M', sequence, part: number, parts },
    begin: '2026-11-21T12:00:00.000Z',
    end: '2026-11-21T12:05:00.000Z',
    items: [{ name: `item ${number}`, value: String(number) }],
  };
}

describe('Parts of a report', () => {
  let told: string[];
  let reports: ReportParts;
  beforeEach(() => {
    told = [];
    reports = new ReportParts((what) => told.push(what));
  });

  it('O26 make one report in whatever order they come, and however often', () => {
    const numbers = fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 5 });
    fc.assert(
      fc.property(numbers, fc.nat(4), fc.integer({ min: 1, max: 1e6 }), (order, again, sequence) => {
        const all = [...order.slice(0, 4), order[Math.min(again, 3)]!, ...order.slice(4)];
        const made = all.flatMap((number) => reports.add(part(number, 5, sequence)) ?? []);
        reports.finish(part(1, 5, sequence));
        expect(made).to.have.length(1);
        expect(made[0]!.measurements[0]!.items.slice(4).map(({ value }) => value)).to.deep.equal([
          ...['1', '2', '3', '4', '5'],
        ]);
      }),
      { seed: 4, numRuns: 50 },
    );
    expect(reports.hasUnfinished).to.equal(false);
  });

  it('have the reserved items of the other bindings', () => {
    expect(reports.add(part(1, 1))!.measurements[0]!.items).to.deep.equal([
      { name: 'kpi1.sequence', value: '1' },
      { name: 'kpi1.begin', value: '2026-11-21T12:00:00.000Z' },
      { name: 'kpi1.end', value: '2026-11-21T12:05:00.000Z' },
      { name: 'kpi1.granularity', value: '300' },
      { name: 'item 1', value: '1' },
    ]);
  });

  it('that never came are told: at the end, or when there are too many such reports', () => {
    reports.add(part(2, 3, 9));
    reports.close();
    expect(told).to.deep.equal(['a: of report 9 only 1 of 3 parts came']);
    for (let sequence = 1; sequence <= 300; sequence++) reports.add(part(1, 2, sequence));
    expect(told.slice(1)).to.have.length(300 - 256);
  });

  for (const [number, parts] of [
    [0, 1],
    [3, 2],
    [1, 1e9],
    [Number.NaN, 2],
  ] as const) {
    it(`are refused that make no sense: ${number} of ${parts}`, () => {
      expect(reports.add(part(number, parts))).to.equal(undefined);
      expect(told[0]).to.contain('makes no sense');
      expect(reports.hasUnfinished).to.equal(false);
    });
  }
});
