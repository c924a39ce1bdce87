import {
  KpiCalculator,
  type KpiResult,
  type RowValue,
  type SourceBinding,
} from '../../../agent/kpi/calculate.ts';
import type { MeasurementProblem, RawValue, Reading, Sample } from '../../../agent/kpi/sample.ts';
import type { ModelKpi, ModelModule } from '../../../model/model.ts';
import { NoValue, type Value } from '../../../model/value.ts';

/** Noon, where intervals of any length in these tests begin. */
export const NOON = Date.UTC(2026, 10, 21, 12);

/** What a scalar says; or by row; or by row and series. Text after `!` is a problem. */
type Said = RawValue | { readonly [row: string]: RawValue | Readonly<Record<string, RawValue>> };

/** A calculator of one module whose sources are fed by hand, with times in seconds after noon. */
export class Calculation {
  readonly calculator: KpiCalculator;
  readonly #module: ModelModule;
  readonly #sources: readonly SourceBinding[];

  /** One source `s` gives all measurements every 10 s, unless said otherwise. */
  constructor(module: ModelModule, sources?: readonly SourceBinding[]) {
    this.#module = module;
    this.#sources = sources ?? [{ source: 's', every: 10, measurements: module.measurements }];
    this.calculator = new KpiCalculator([module], this.#sources);
  }

  /** A sample that says this of the measurements, by name; of those not named, nothing. */
  take(seconds: number, said: Readonly<Record<string, Said>>, source = 's'): void {
    const measurements = this.#sources.find((binding) => binding.source === source)?.measurements ?? [];
    const sample = measurements.map(({ name, per }, position) => readSaid(position, per, said[name]));
    this.accept(
      seconds,
      {
        ok: true,
        readings: sample.flatMap(({ readings }) => readings),
        problems: sample.flatMap(({ problems }) => problems),
      },
      source,
    );
  }

  fail(seconds: number, reason = 'nothing listens there', source = 's'): void {
    this.accept(seconds, { ok: false, reason }, source);
  }

  accept(seconds: number, sample: Sample, source = 's'): void {
    this.calculator.accept({ source, at: NOON + seconds * 1000, sample });
  }

  /** The value of a scalar KPI over the interval that ends then, or why there is none. */
  value(name: string, seconds: number): Exclude<Value, NoValue> | { why: string } {
    return show((this.rows(name, seconds) as readonly RowValue<Value>[])[0]?.value as Value);
  }

  /** The values of a KPI's rows by key, or why they are not known. */
  table(name: string, seconds: number): Record<string, unknown> {
    const rows = this.rows(name, seconds);
    if (rows instanceof NoValue) return { why: rows.reason };
    return Object.fromEntries(rows.map(({ key, value }) => [key, show(value)]));
  }

  rows(name: string, seconds: number): KpiResult['rows'] {
    const kpi = this.#kpi(name);
    const results = [...this.calculator.closeInterval(kpi.reportingFrequency, NOON + seconds * 1000)];
    return results.find((result) => result.kpi === kpi)?.rows ?? new NoValue('it was not calculated');
  }

  soFar(name: string, seconds: number): unknown {
    const { rows } = this.calculator.evaluateSoFar(this.#kpi(name), NOON + seconds * 1000);
    return rows instanceof NoValue ? show(rows) : rows.map(({ value }) => show(value));
  }

  state(name: string): unknown {
    const measurement = this.#module.measurements.find((candidate) => candidate.name === name);
    if (!measurement) throw new Error(`no measurement ${name}`);
    const { at, rows, ...rest } = this.calculator.measurementState(measurement);
    const seconds = at === undefined ? undefined : (at - NOON) / 1000;
    if (rows instanceof NoValue) return { at: seconds, why: rows.reason };
    return { at: seconds, ...Object.fromEntries(rows.map(({ key, value }) => [key, show(value)])), ...rest };
  }

  #kpi(name: string): ModelKpi {
    const kpi = this.#module.kpis.find((candidate) => candidate.name === name);
    if (!kpi) throw new Error(`no KPI ${name}`);
    return kpi;
  }
}

function readSaid(position: number, per: string | undefined, said: Said | undefined) {
  const readings: Reading[] = [];
  const problems: MeasurementProblem[] = [];
  const say = (index: readonly string[], value: RawValue | Readonly<Record<string, RawValue>>) => {
    if (typeof value === 'string' && value.startsWith('!')) {
      problems.push({ measurement: position, index, reason: value.slice(1) });
    } else {
      const series = new Map(typeof value === 'object' ? Object.entries(value) : [['', value]]);
      readings.push({ measurement: position, index, series });
    }
  };
  if (typeof said === 'string' && said.startsWith('!') && per !== undefined) {
    problems.push({ measurement: position, reason: said.slice(1) });
  } else if (typeof said === 'object' && per !== undefined) {
    for (const [row, value] of Object.entries(said)) say([row], value);
  } else if (said !== undefined) {
    say([], said as RawValue);
  }
  return { readings, problems };
}

function show<T>(value: T | NoValue): T | { why: string } {
  return value instanceof NoValue ? { why: value.reason } : value;
}
