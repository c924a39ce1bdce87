import type { Aggregate } from '../../model/formula/inputs.ts';
import type { ModelMeasurement } from '../../model/model.ts';
import { NoValue } from '../../model/value.ts';
import type { AttemptWindow } from './attempt-window.ts';
import type { RowWindow } from './row.ts';
import type { RawValue } from './sample.ts';
import { formatTime } from './time.ts';

/** The measurement that a row is of, as far as its aggregate needs it. */
export interface RecordFacts {
  readonly measurement: ModelMeasurement;
  /** Sampling period in milliseconds. */
  readonly every: number;
  /** Time of the first sample, good or not. */
  readonly startedAt: number;
  /** What began then: `collection`, or `a new count of time`. */
  readonly started: string;
}

/**
 * What one row's samples in one interval amount to. A counter's increase needs a sample at both ends of the
 * interval: the latest one at or before the end, taken less than one sampling period before it and within
 * the interval before it. Anything else needs one sample in the interval. The interval in which collection
 * began has no value. Each figure is computed when it is read.
 */
export class RowAggregate implements Aggregate {
  readonly #facts: RecordFacts;
  readonly #attempts: AttemptWindow;
  readonly #row: RowWindow;
  readonly #isComplete: boolean;

  /** `isComplete`: the interval has ended, so there has to be a sample at its end. */
  constructor(facts: RecordFacts, attempts: AttemptWindow, row: RowWindow, isComplete: boolean) {
    this.#facts = facts;
    this.#attempts = attempts;
    this.#row = row;
    this.#isComplete = isComplete;
  }

  get increase(): number | NoValue {
    if (this.#facts.measurement.dataType.kind !== 'counter') return new NoValue('it is no counter');
    return this.#beginGap() ?? this.#endGap() ?? this.#row.increase;
  }

  get last(): number | boolean | string | NoValue {
    return this.#gap() ?? asFigure(this.#row.last as RawValue);
  }

  get previous(): number | boolean | string | NoValue {
    const { previous, previousAt, beginReason } = this.#row;
    const { begin } = this.#attempts;
    if (previous === undefined || beginReason !== undefined || previousAt <= begin - this.#tolerance) {
      return this.#beginGap() ?? this.#missing(begin, 'the begin of the interval', beginReason);
    }
    return asFigure(previous);
  }

  get min(): number | NoValue {
    return this.#gap() ?? this.#numeric(this.#row.min);
  }

  get max(): number | NoValue {
    return this.#gap() ?? this.#numeric(this.#row.max);
  }

  get avg(): number | NoValue {
    return this.#gap() ?? this.#numeric(this.#row.sum / this.#row.count);
  }

  /** How old the sample that stands for an end of the interval may be. */
  get #tolerance(): number {
    const { begin, end } = this.#attempts;
    return Math.min(this.#facts.every, end - begin);
  }

  /** Why the interval has no sample of the row that its figures could be taken from. */
  #gap(): NoValue | undefined {
    const { startedAt, every } = this.#facts;
    const { begin, reason } = this.#attempts;
    if (startedAt > begin + every) return this.#began();
    if (this.#row.count > 0) return undefined;
    return new NoValue(`no sample in the interval: ${this.#row.reason ?? reason}`);
  }

  #beginGap(): NoValue | undefined {
    const { begin, baselineAt, beginReason } = this.#attempts;
    if (this.#facts.startedAt > begin && baselineAt === Number.NEGATIVE_INFINITY) return this.#began();
    if (baselineAt > begin - this.#tolerance && this.#row.beginReason === undefined) return undefined;
    return this.#missing(begin, 'the begin of the interval', this.#row.beginReason ?? beginReason);
  }

  #endGap(): NoValue | undefined {
    const { end, goodAt, reason } = this.#attempts;
    const why = this.#row.reason ?? reason;
    if (!this.#isComplete) return why === undefined ? undefined : new NoValue(why);
    if (goodAt > end - this.#tolerance && this.#row.reason === undefined) return undefined;
    return this.#missing(end, 'the end of the interval', why);
  }

  #began(): NoValue {
    const { begin, end } = this.#attempts;
    const first = formatTime(end + (end - begin));
    return new NoValue(`${this.#facts.started} began within the interval; the first value comes at ${first}`);
  }

  #missing(at: number, which: string, why: string | undefined): NoValue {
    const said = `no sample at ${formatTime(at)}, ${which}`;
    return new NoValue(why === undefined ? said : `${said}: ${why}`);
  }

  #numeric(figure: number): number | NoValue {
    if (Number.isFinite(figure)) return figure;
    return new NoValue('its samples are no numbers');
  }
}

function asFigure(value: RawValue): number | boolean | string {
  return typeof value === 'bigint' ? Number(value) : value;
}
