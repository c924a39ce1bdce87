import type { SOURCE_STATUS } from '../../model/base-mib.ts';
import type { ObservedSample, SourceCounts } from '../collect/source.ts';
import type { Cell } from './cell.ts';
import { fixedRows, type RowSet, textIndex } from './row-set.ts';

/** How a source has been doing. */
export class SourceState {
  readonly name: string;
  readonly type: string;
  status: (typeof SOURCE_STATUS)[number] = 'waiting';
  reason = '';
  lastSuccess: Date | undefined;
  samples = 0;
  failures = 0;
  /** How long the latest sample took, in milliseconds. */
  lastDuration: number | undefined;
  /** What the source counts of itself: retries, samples left out, what it was sent. */
  counts: SourceCounts = {};

  constructor(name: string, type: string) {
    this.name = name;
    this.type = type;
  }

  /** Its first sample is still to come. */
  get isAwaited(): boolean {
    return this.status === 'waiting' && this.reason === '';
  }

  /** It is not sampled: nobody asked for what it has. */
  rest(): void {
    this.status = 'waiting';
    this.reason = 'nothing is collected from it';
  }

  /** Takes the outcome of a sample; true where the source went up or down with it. */
  observe({ at, sample, tookMs, counts }: ObservedSample): boolean {
    const before = this.status;
    this.lastDuration = tookMs ?? this.lastDuration;
    this.counts = counts ?? this.counts;
    if (sample.ok) {
      this.samples += 1;
      this.lastSuccess = new Date(at);
    } else {
      this.failures += 1;
    }
    this.status = sample.ok ? 'up' : 'down';
    this.reason = sample.ok ? '' : sample.reason;
    return this.status !== before;
  }
}

/** The rows of kpi1SourceTable. */
export function sourceRows(states: readonly SourceState[]): RowSet<SourceState> {
  return fixedRows(() => states.map((state) => ({ index: textIndex(state.name, true), row: state })));
}

/** A cell of kpi1SourceTable. */
export function sourceCell(state: SourceState, column: string): Cell {
  switch (column) {
    case 'kpi1SourceType':
      return state.type;
    case 'kpi1SourceStatus':
      return state.status;
    case 'kpi1SourceReason':
      return state.reason;
    case 'kpi1SourceLastSuccess':
      return state.lastSuccess;
    case 'kpi1SourceSamples':
      return state.samples;
    case 'kpi1SourceFailures':
      return state.failures;
    default:
      throw new Error(`kpi1SourceTable has no column ${column}`);
  }
}
