import type { ModelMeasurement, ModelObject } from '../../model/model.ts';
import type { Sample, TimedSample } from '../kpi/sample.ts';

export type { MeasurementProblem, RawValue, Reading, Sample, TimedSample } from '../kpi/sample.ts';

/** A measurement that a source is asked for; its readings name it by its position in the list of them. */
export interface WantedMeasurement {
  readonly measurement: ModelMeasurement;
  /** What it is measured of: the object that `measurement.per` names. Absent for a scalar. */
  readonly object?: ModelObject;
}

/** Where measurements come from. One file a kind behind this one interface. */
export interface Source {
  readonly name: string;
  /**
   * Takes one sample. Resolves, never rejects: what went wrong is the reason, in a sentence that names the
   * place. Ends soon after `signal` aborts.
   */
  read(signal: AbortSignal): Promise<Sample>;
  /** Lets go of connections and files. */
  close(): Promise<void>;
  /** What it has counted since it was made. */
  readonly counts?: SourceCounts;
}

/** A sample with what is known of how it was taken. */
export interface ObservedSample extends TimedSample {
  /** Milliseconds from asking the source to its answer; absent where it was not asked. */
  readonly tookMs?: number;
  readonly counts?: SourceCounts;
}

/** What a source counts of itself, as far as it applies to its kind. */
export interface SourceCounts {
  /** Requests that were repeated within a sample. */
  readonly retries?: number;
  /** Samples that were left out because the source is down. */
  readonly skipped?: number;
  /** Whether it is tried less often at present, because it is down. */
  readonly isBackingOff?: boolean;
  /** Packets, requests or lines that came. */
  readonly received?: number;
  /** Those of them, or parts of them, that could not be taken. */
  readonly dropped?: number;
}
