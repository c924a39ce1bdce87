import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import type { OwnSource } from '../../agent/config/bind.ts';
import { KpiCalculator, type KpiResult } from '../../agent/kpi/calculate.ts';
import type { ModelKpi } from '../../model/model.ts';
import { readModel } from '../../model/read-model.ts';
import { NoValue } from '../../model/value.ts';
import { bindSimulation } from '../../simulate/bind-simulation.ts';
import { meetsThreshold } from '../../simulate/faults/crossing.ts';
import { Faults } from '../../simulate/faults/faults.ts';
import { Simulation } from '../../simulate/simulation.ts';
import { waveSum } from '../../simulate/wave.ts';

const MODEL = readModel(
  readFileSync(new URL('../../agent/generated/model.json', import.meta.url), 'utf8'),
  'model.json',
);
const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 21, 12);
const create = (seed: number, speed = 1) =>
  MODEL.modules.map((module) => new Simulation(module, { seed, rows: 3, speed }));

/** Every value of the simulations at a time, by measurement and row. */
const valuesAt = (simulations: readonly Simulation[], at: number) =>
  simulations.flatMap((simulation) =>
    simulation.module.measurements.flatMap((measurement) => {
      const rows = measurement.per === undefined ? [[]] : simulation.rowsOf(measurement.per);
      return rows.map((row) => simulation.valueAt(measurement, row, at));
    }),
  );

/** Samples simulations for a while as an agent does, and gives the latest result of each KPI. */
async function runFor(
  duration: number,
  simulations: readonly Simulation[],
  start: number,
): Promise<Map<ModelKpi, KpiResult>> {
  let now = start;
  const faults = new Faults([], start);
  const bound = bindSimulation({ simulations, faults, every: 10, now: () => now });
  const bindings = bound.sources.map(({ config: { name, every }, wanted }) => {
    return { source: name, every, measurements: wanted.map(({ measurement }) => measurement) };
  });
  const calculator = new KpiCalculator(bound.modules, bindings);
  const results = new Map<ModelKpi, KpiResult>();
  for (; now <= start + duration; now += 10_000) {
    for (const own of bound.sources as readonly OwnSource[]) {
      const sample = await own.source.read(new AbortController().signal);
      calculator.accept({ source: own.config.name, at: now, sample });
    }
    for (const frequency of calculator.frequencies) {
      if (now % (frequency * 1000) !== 0 || now === start) continue;
      for (const result of calculator.closeInterval(frequency, now)) results.set(result.kpi, result);
    }
  }
  return results;
}

describe('simulated measurements', () => {
  it('are the same for the same seed and time, and others for another seed', () => {
    expect(valuesAt(create(1), START)).to.deep.equal(valuesAt(create(1), START));
    expect(valuesAt(create(2), START)).to.not.deep.equal(valuesAt(create(1), START));
  });

  it('count on and never back, whatever the time, seed and speed', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.constantFrom(1, 60, 1440),
        fc.nat(HOUR * 48),
        fc.integer({ min: 1, max: HOUR }),
        (seed, speed, from, step) => {
          for (const simulation of create(seed, speed)) {
            for (const measurement of simulation.module.measurements) {
              if (measurement.dataType.kind !== 'counter') continue;
              const [row = []] = measurement.per === undefined ? [] : simulation.rowsOf(measurement.per);
              const total = (at: number) => Number(simulation.valueAt(measurement, row, at));
              expect(total(START + from + step), measurement.name).to.be.at.least(total(START + from));
            }
          }
        },
      ),
      { numRuns: 20, seed: 5 },
    );
  });

  it('add up to the wave: its sum grows by about one a second over a day', () => {
    const wave = { day: 0.5, dayPeriod: 86_400, own: 0.2, ownPeriod: 432, ownPhase: 0.3 };
    expect(waveSum(wave, 0)).to.be.closeTo(0, 1e-9);
    expect(waveSum(wave, 86_400)).to.be.closeTo(86_400, 1);
  });

  it('stay within their ranges', () => {
    for (const simulation of create(3)) {
      for (const measurement of simulation.module.measurements) {
        const { dataType, syntax, per } = measurement;
        if (dataType.kind === 'counter') continue;
        for (let at = START; at < START + HOUR; at += 60_000) {
          const value = Number(simulation.valueAt(measurement, simulation.rowsOf(per ?? '')[0] ?? [], at));
          expect(value, measurement.name).to.be.within(syntax.min, syntax.max);
        }
      }
    }
  });

  for (const [seed, hour] of [
    [1, 0],
    [2, 9],
    [3, 15],
  ] as const) {
    it(`give every KPI of the shipped sets a value that crosses no threshold, at ${hour}h later with seed ${seed}`, async () => {
      const results = await runFor(HOUR, create(seed), START + hour * HOUR);
      for (const { kpi, rows } of results.values()) {
        if (rows instanceof NoValue) throw new Error(`${kpi.name}: ${rows.reason}`);
        expect(rows, kpi.name).to.have.length(kpi.per === undefined ? 1 : 3);
        for (const { value, key } of rows) {
          const name = `${kpi.name} ${key}`;
          if (value instanceof NoValue) throw new Error(`${name}: ${value.reason}`);
          for (const threshold of [kpi.threshold?.warning, kpi.threshold?.critical]) {
            if (threshold)
              expect(meetsThreshold(Number(value), threshold), `${name}: ${value}`).to.equal(false);
          }
        }
      }
      expect(results.size).to.equal(MODEL.modules.flatMap(({ kpis }) => kpis).length);
    });
  }
});
