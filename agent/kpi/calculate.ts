import type { ModelFigure, ModelKpi, ModelMeasurement, ModelModule } from '../../model/model.ts';
import { NoValue, type Value } from '../../model/value.ts';
import { finishValue } from './finish-value.ts';
import { ModuleFormulas, type WrittenFormula } from './formulas.ts';
import { currentInterval } from './interval.ts';
import { IntervalInputs, type ModuleRecords } from './interval-inputs.ts';
import { findNeeds, needsOf } from './needs.ts';
import { MeasurementRecord } from './record.ts';
import type { Index } from './row-key.ts';
import type { RawValue, TimedSample } from './sample.ts';
import { takeSample } from './take-sample.ts';

/** Which measurements a source gives, and how often. */
export interface SourceBinding {
  readonly source: string;
  /** Sampling period in seconds. */
  readonly every: number;
  /** In the order of the list that the source was made with. */
  readonly measurements: readonly ModelMeasurement[];
}

/** One row of a figure that is a column, or a scalar figure: then the index is empty and the key is ''. */
export interface RowValue<V> {
  readonly index: Index;
  /** The index as text. */
  readonly key: string;
  readonly value: V;
}

/** One KPI over one interval, in milliseconds since the epoch. */
export interface KpiResult {
  readonly module: ModelModule;
  readonly kpi: ModelKpi;
  readonly begin: number;
  readonly end: number;
  /** One row for a scalar. For a column its object's rows in the interval, or why they are not known. */
  readonly rows: readonly RowValue<Value>[] | NoValue;
}

/** What a measurement says now. */
export interface MeasurementState {
  /** Time of the latest sample; undefined before the first. */
  readonly at: number | undefined;
  /** One row for a scalar. A counter's value is its running total. */
  readonly rows: readonly RowValue<RawValue | NoValue>[] | NoValue;
  /** What the latest sample has of it that fits no row. */
  readonly misfit?: string;
}

/** What a row of a measurement says at present. */
export interface LiveRow extends RowValue<RawValue | NoValue> {
  /** Time of the sample that says it. */
  readonly namedAt: number;
}

interface BoundSource {
  readonly records: readonly MeasurementRecord[];
  /** Nominal time of its latest sample. */
  sampledAt: number;
}

interface BoundKpi {
  readonly module: ModelModule;
  readonly kpi: ModelKpi;
  readonly records: ModuleRecords;
  readonly formulas: ModuleFormulas;
}

const NO_INDEX: Index = [];
const UNBOUND = new NoValue('no source is configured for it');
const TAKING = new NoValue('a sample is just being taken; ask again');

/**
 * Calculates KPIs from the samples of measurements (KPIinOMA 6.1.4), interval by interval. Holds a few
 * numbers for each row of a measurement and each frequency it is needed at, and no samples.
 */
export class KpiCalculator {
  readonly #sources = new Map<string, BoundSource>();
  readonly #records = new Map<ModelMeasurement, MeasurementRecord>();
  readonly #kpis = new Map<ModelKpi, BoundKpi>();
  readonly #byFrequency = new Map<number, BoundKpi[]>();
  readonly #formulas = new Map<ModelModule, ModuleFormulas>();
  #latestAt = Number.NEGATIVE_INFINITY;
  #accepted = 0;
  /** A sample is half taken: measurements are of different times. */
  #isTaking = false;

  /** Throws an Error where two sources give one measurement, or the model is damaged. */
  constructor(modules: readonly ModelModule[], sources: readonly SourceBinding[]) {
    const needs = new Map(modules.flatMap((module) => [...findNeeds(module)]));
    for (const source of sources) this.#bindSource(source, needs);
    for (const module of modules) this.#bindKpis(module);
  }

  /** The distinct reporting frequencies in seconds, shortest first: closeInterval() is due at their multiples. */
  get frequencies(): readonly number[] {
    return [...this.#byFrequency.keys()].sort((a, b) => a - b);
  }

  /**
   * Exchanges calculation methods (KPIinOMA 6.1.3) that checkFormula found no error in. `now`, in milliseconds:
   * each holds from the KPI's next interval on; undefined: at once. The KPI's type and range stay.
   */
  exchangeFormulas(changes: ReadonlyMap<ModelKpi, WrittenFormula>, now?: number): void {
    const followedAt = now ?? Number.NEGATIVE_INFINITY;
    for (const [module, formulas] of this.#formulas) {
      const own = new Map([...changes].filter(([kpi]) => this.#kpis.get(kpi)?.module === module));
      if (own.size === 0) continue;
      formulas.exchange(own, now);
      const needs = needsOf(module, module.kpis, (kpi) => formulas.latest(kpi).expression);
      for (const [measurement, frequencies] of needs) {
        for (const seconds of frequencies) this.#records.get(measurement)?.follow(seconds * 1000, followedAt);
      }
    }
  }

  /** The formula that holds for the KPI's interval that begins at `begin`; not given: as last written. */
  formulaOf(kpi: ModelKpi, begin?: number): WrittenFormula {
    const bound = this.#kpis.get(kpi);
    if (!bound) throw new Error(`${kpi.name} is no KPI of this model`);
    return begin === undefined ? bound.formulas.latest(kpi) : bound.formulas.at(kpi, begin);
  }

  /** Changes the period, in seconds, that a source is sampled with. */
  setPeriod(source: string, every: number): void {
    for (const record of this.#sources.get(source)?.records ?? []) record.every = every * 1000;
  }

  /** Collects these measurements only; of the others nothing is known from `at` (milliseconds) on, and why. */
  collectOnly(
    wanted: (measurement: ModelMeasurement) => boolean,
    at: number,
    whyNot: (measurement: ModelMeasurement) => string,
  ): void {
    for (const [measurement, record] of this.#records) {
      if (wanted(measurement)) record.resume();
      else if (record.isCollected) record.pause(at, whyNot(measurement));
    }
  }

  /** How many samples were taken: what is said of the interval under way is the same until there is one more. */
  get samplesTaken(): number {
    return this.#accepted;
  }

  /** Takes a source's sample; a second one of the same time is ignored. A time before the latest starts time anew. */
  accept(sample: TimedSample): void {
    const steps = this.acceptInSteps(sample);
    while (!steps.next().done);
  }

  /**
   * Does so step by step, so that a large sample holds nothing up. No interval may be closed and no other
   * sample taken before it is done.
   */
  *acceptInSteps(sample: TimedSample): Generator<void, void> {
    const source = this.#sources.get(sample.source);
    if (!source || sample.at === source.sampledAt) return;
    this.#isTaking = true;
    if (sample.at < source.sampledAt) for (const record of source.records) record.restart();
    source.sampledAt = sample.at;
    this.#latestAt = sample.at;
    yield* takeSample(source.records, sample);
    this.#isTaking = false;
    this.#accepted += 1;
  }

  /**
   * Every KPI of this frequency (seconds) over the interval that ends at `end` (milliseconds), each
   * calculated when it is asked for. To be read before the interval after that one ends: what is kept of it
   * is then gone.
   */
  *closeInterval(frequency: number, end: number): Generator<KpiResult, void> {
    const inputsOf = new Map<ModuleRecords, IntervalInputs>();
    for (const kpi of this.#byFrequency.get(frequency) ?? []) {
      let inputs = inputsOf.get(kpi.records);
      if (!inputs) {
        const interval = { frequency: frequency * 1000, end, seconds: frequency, isComplete: true };
        inputs = new IntervalInputs({ records: kpi.records, ...interval });
        inputsOf.set(kpi.records, inputs);
      }
      yield evaluate(kpi, inputs, end);
    }
  }

  /** A KPI over the part of the current interval that has been sampled (RFC 3593's current interval). */
  evaluateSoFar(kpi: ModelKpi, now: number): KpiResult {
    const bound = this.#kpis.get(kpi);
    if (!bound) throw new Error(`${kpi.name} is no KPI of this model`);
    const frequency = kpi.reportingFrequency * 1000;
    const { begin, end } = currentInterval(now, frequency);
    if (this.#isTaking) return { module: bound.module, kpi, begin, end, rows: oneRow(kpi, TAKING) };
    const seconds = Math.max(0, Math.min(now, this.#latestAt) - begin) / 1000;
    const inputs = new IntervalInputs({ records: bound.records, frequency, end, seconds, isComplete: false });
    return evaluate(bound, inputs, end);
  }

  /**
   * What the rows of a measurement were at the end of an interval of this frequency (seconds), which some KPI
   * needs it at; to be read when that interval's KPIs are.
   */
  valuesAtEnd(
    measurement: ModelMeasurement,
    frequency: number,
    end: number,
  ): readonly Omit<RowValue<RawValue | NoValue>, 'key'>[] | NoValue {
    return this.#records.get(measurement)?.valuesIn(frequency * 1000, end) ?? UNBOUND;
  }

  /** What a measurement says now: its rows in the latest sample. */
  measurementState(measurement: ModelMeasurement): MeasurementState {
    const record = this.#records.get(measurement);
    if (!record) return { at: undefined, rows: oneRow(measurement, UNBOUND) };
    const at = Number.isFinite(record.attemptedAt) ? record.attemptedAt : undefined;
    const rows = record.latest();
    if (rows instanceof NoValue) return { at, rows: oneRow(measurement, rows) };
    const values = rows.map(({ index, key, value }) => ({ index, key, value }));
    return { at, rows: values, ...(record.misfit !== undefined && { misfit: record.misfit }) };
  }

  /** The same rows as they are kept: to be read at once, the next sample changes them. */
  rowsNow(measurement: ModelMeasurement): readonly LiveRow[] | NoValue {
    const rows = this.#records.get(measurement)?.latest() ?? UNBOUND;
    const isUnknown = rows instanceof NoValue && measurement.per === undefined;
    return isUnknown ? [{ index: NO_INDEX, key: '', value: rows, namedAt: Number.NEGATIVE_INFINITY }] : rows;
  }

  #bindSource(
    { source, every, measurements }: SourceBinding,
    needs: ReadonlyMap<ModelMeasurement, ReadonlySet<number>>,
  ): void {
    const records = measurements.map((measurement) => {
      if (this.#records.has(measurement))
        throw new Error(`two sources give the measurement ${measurement.name}`);
      const frequencies = [...(needs.get(measurement) ?? [])].map((seconds) => seconds * 1000);
      const record = new MeasurementRecord(measurement, every * 1000, frequencies);
      this.#records.set(measurement, record);
      return record;
    });
    this.#sources.set(source, { records, sampledAt: Number.NEGATIVE_INFINITY });
  }

  #bindKpis(module: ModelModule): void {
    const records = module.measurements.map((measurement) => this.#records.get(measurement) ?? UNBOUND);
    const formulas = new ModuleFormulas(module);
    this.#formulas.set(module, formulas);
    for (const kpi of module.kpis) {
      const bound = { module, kpi, records, formulas };
      this.#kpis.set(kpi, bound);
      const group = this.#byFrequency.get(kpi.reportingFrequency);
      if (group) group.push(bound);
      else this.#byFrequency.set(kpi.reportingFrequency, [bound]);
    }
  }
}

function evaluate({ module, kpi, formulas }: BoundKpi, inputs: IntervalInputs, end: number): KpiResult {
  const begin = end - kpi.reportingFrequency * 1000;
  const { evaluate: formula } = formulas.at(kpi, begin);
  if (kpi.per === undefined) {
    const value = finishValue(formula(inputs, undefined), kpi);
    return { module, kpi, begin, end, rows: [{ index: NO_INDEX, key: '', value }] };
  }
  const indexes = inputs.indexes(kpi.per);
  if (indexes instanceof NoValue) return { module, kpi, begin, end, rows: indexes };
  const rows: RowValue<Value>[] = [];
  for (const [key, index] of indexes)
    rows.push({ index, key, value: finishValue(formula(inputs, key), kpi) });
  return { module, kpi, begin, end, rows };
}

/** A figure without a value: of a scalar the one row says why, of a column nothing is known of its rows. */
function oneRow({ per }: ModelFigure, why: NoValue): NoValue | readonly RowValue<NoValue>[] {
  return per === undefined ? [{ index: NO_INDEX, key: '', value: why }] : why;
}
