/** A series of a metric and what it says. */
export interface MetricSample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  /** An integer beyond 2^53 as bigint; NaN and infinities as they are. */
  readonly value: number | bigint;
  /** Where it stands in the text it was read from, 1-based; absent where there is no text. */
  readonly line?: number;
}

/** Why a metric cannot be read. */
export interface MetricProblem {
  /** Absent where not even its name is known. */
  readonly metric?: string;
  readonly line?: number;
  /** What follows the metric's name in a sentence. */
  readonly reason: string;
}
