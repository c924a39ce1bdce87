import { expect } from 'chai';
import { compareReads } from '../../verify/compare-reads.ts';
import { Expectation } from '../../verify/expected.ts';
import { Findings } from '../../verify/finding.ts';
import { compareOids } from '../../verify/oid.ts';
import type { Answer, Probe, Seen } from '../../verify/probe.ts';
import { CALLS_ONLY, MODEL } from './verified-calls.ts';

const ROOT = '1.3.6.1.4.1.32473.1.1.8.1';
const [OLD, NEW] = [`${ROOT}.6.1`, `${ROOT}.5.1`];

function counter(oid: string, value: number): Seen {
  return { oid, type: 70, value: Buffer.from([value]), smi: 'Counter64' };
}

describe('Reads of an instance that grows while another comes before it', () => {
  const there = new Map([NEW, OLD].map((oid) => [oid, counter(oid, 2)]));
  const answer = (seen: readonly Seen[]): Promise<Answer> => Promise.resolve({ ok: true, seen });
  const following = (oid: string) =>
    [...there.keys()].sort(compareOids).find((each) => compareOids(each, oid) > 0);
  const probe = {
    get: (oids: readonly string[]) => answer(oids.map((oid) => there.get(oid) as Seen)),
    getNext: (oids: readonly string[]) =>
      answer(oids.map((oid) => there.get(following(oid) as string) as Seen)),
    getBulk: (oid: string) => answer([there.get(following(oid) as string) as Seen]),
  } as unknown as Probe;

  it('agree: the walk is taken up behind the new one', async () => {
    const findings = new Findings();
    const expectation = new Expectation(MODEL, CALLS_ONLY);
    await compareReads(ROOT, [counter(OLD, 1)], { probe, expectation, findings });
    expect(findings.all()).to.deep.equal([]);
  });

  it('agree however many rows come with the new one', async () => {
    const report = Array.from({ length: 100 }, (_, row) => counter(`${ROOT}.5.2.${row}`, row));
    for (const item of report) there.set(item.oid, item);
    const findings = new Findings();
    const expectation = new Expectation(MODEL, CALLS_ONLY);
    await compareReads(ROOT, [counter(OLD, 1)], { probe, expectation, findings });
    expect(findings.all()).to.deep.equal([]);
  });
});
