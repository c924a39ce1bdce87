import { expect } from 'chai';
import type { Sample } from '../../agent/collect/source.ts';
import { bindSimulation } from '../../simulate/bind-simulation.ts';
import { Faults } from '../../simulate/faults/faults.ts';
import { readFaults } from '../../simulate/faults/read-faults.ts';
import { FAULT_RULES } from '../../simulate/faults/rules.ts';
import { Simulation } from '../../simulate/simulation.ts';
import { CALLS } from '../agent/running/calls.ts';
import { compileModel } from '../agent/running/running-agent.ts';

const START = Date.UTC(2026, 10, 21, 12);
const [MODULE] = compileModel({ 'calls.yaml': CALLS }).modules;
const SIMULATION = new Simulation(MODULE!, { seed: 1, rows: 3, speed: 1 });

const read = (script: string) => readFaults('faults.yaml', Buffer.from(script), [SIMULATION], START);

/** What a source with this script says so many seconds after the start: values by name and row. */
async function sampleAt(
  script: string,
  seconds: number,
): Promise<Sample & { values: Record<string, unknown> }> {
  const { faults, diagnostics } = read(script);
  expect(diagnostics).to.deep.equal([]);
  const { sources } = bindSimulation({
    ...{ simulations: [SIMULATION], faults: new Faults(faults, START), every: 10 },
    now: () => START + seconds * 1000,
  });
  const [own] = sources;
  if (own?.type !== 'own') throw new Error('it is no simulated source');
  const sample = await own.source.read(new AbortController().signal);
  const readings = sample.ok ? sample.readings : [];
  const values = readings.map(({ measurement, index, series }) => {
    const name = own.wanted[measurement]?.measurement.name;
    return [[name, ...index].join(' '), series.get('')] as const;
  });
  return { ...sample, values: Object.fromEntries(values) };
}

describe('a script of faults', () => {
  it('takes a source down for a while', async () => {
    const script = 'faults: [{ type: source-down, at: 30s, for: 60s, module: EXAMPLE-CALL-KPI-MIB }]';
    expect((await sampleAt(script, 29)).ok).to.equal(true);
    expect(await sampleAt(script, 30)).to.include({
      ok: false,
      reason: 'EXAMPLE-CALL-KPI-MIB is down, as the script of faults says',
    });
    expect((await sampleAt(script, 90)).ok).to.equal(true);
  });

  it('resets counters, which begin at 0 then', async () => {
    const script = 'faults: [{ type: counter-reset, at: 1m, module: EXAMPLE-CALL-KPI-MIB }]';
    const totals = [];
    for (const at of [59, 60, 70]) totals.push(Number((await sampleAt(script, at)).values.attempts));
    expect(totals[0]).to.be.greaterThan(1e6);
    expect(totals[1]).to.equal(0);
    expect(totals[2]).to.be.within(1, 1000);
  });

  it('gives a measurement a value, of one row or of all', async () => {
    const script = `faults:
  - { type: value, at: 10s, measurement: trunkCalls, row: trunk-2, value: 120 }
  - { type: value, at: 10s, for: 5s, measurement: active, value: 7 }`;
    const { values } = await sampleAt(script, 12);
    expect(values).to.deep.include({ 'trunkCalls trunk-2': 120, active: 7 });
    expect(values['trunkCalls trunk-1']).to.not.equal(120);
    expect((await sampleAt(script, 15)).values.active).to.not.equal(7);
  });

  it('lets a row go and come again', async () => {
    const script = 'faults: [{ type: row-gone, at: 10s, for: 10s, object: trunk, row: trunk-3 }]';
    for (const [at, rows] of [
      [9, 3],
      [10, 2],
      [20, 3],
    ] as const) {
      const names = Object.keys((await sampleAt(script, at)).values);
      expect(names.filter((name) => name.startsWith('trunkCalls '))).to.have.length(rows);
    }
  });

  it('brings a KPI across its threshold by one of its measurements', async () => {
    const script = 'faults: [{ type: threshold, at: 1m, for: 1m, kpi: Answer Ratio, severity: warning }]';
    const ratio = async (from: number, to: number) => {
      const [before, after] = [(await sampleAt(script, from)).values, (await sampleAt(script, to)).values];
      const grown = (name: string) => Number(after[name]) - Number(before[name]);
      return (100 * grown('answered')) / grown('attempts');
    };
    expect(await ratio(0, 60)).to.be.greaterThan(90);
    expect(await ratio(60, 120)).to.be.within(20, 50);
    expect(await ratio(120, 180)).to.be.greaterThan(90);
  });

  it('brings one row of a KPI across its threshold, and leaves the others alone', async () => {
    const script = 'faults: [{ type: threshold, at: 1m, kpi: Trunk Load, row: trunk-2 }]';
    const { values } = await sampleAt(script, 70);
    expect(values['trunkCalls trunk-2']).to.be.greaterThan(100);
    expect(values['trunkCalls trunk-1']).to.be.at.most(100);
  });

  it('is refused with every mistake placed', () => {
    const { faults, diagnostics } = read(`faults:
  - { type: source-down, at: 1m, module: EXAMPLE-CALLS-KPI-MIB }
  - { type: row-gone, at: 1m, object: trunk, row: trunk-9 }
  - { type: value, at: 1m, measurement: active, value: many }
  - { type: threshold, at: 1m, kpi: Total Load }
`);
    expect(faults).to.deep.equal([]);
    expect(diagnostics.map(({ rule, place }) => `${place?.line}:${place?.column} ${rule}`)).to.deep.equal([
      '2:42 FAULT-NAME',
      '3:51 FAULT-ROW',
      '4:56 FAULT-VALUE',
      '5:37 FAULT-THRESHOLD',
    ]);
    expect(diagnostics.map(({ rule }) => rule)).to.have.members(Object.keys(FAULT_RULES));
    expect(diagnostics[0]?.remedy).to.equal('Did you mean EXAMPLE-CALL-KPI-MIB?');
  });

  it('is refused where its form is wrong', () => {
    const rules = (script: string) => read(script).diagnostics.map(({ rule }) => rule);
    expect(rules('faults: [{ type: storm, at: 1m }]')).to.deep.equal(['FIELD-VALUE']);
    expect(rules('faults: [{ type: value, at: soon, measurement: active }]')).to.have.members([
      'FIELD-FORM',
      'FIELD-MISSING',
    ]);
    expect(rules('faults: []')).to.deep.equal(['FIELD-EMPTY']);
  });
});
