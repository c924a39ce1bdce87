import type { NoValue } from '../../model/value.ts';
import type { Window } from './windows.ts';

/** What became of a measurement's samples in one interval, whatever its rows. */
export class AttemptWindow implements Window {
  readonly begin: number;
  readonly end: number;
  /** Time of the latest good sample before this interval. */
  readonly baselineAt: number;
  /** Why the latest sample before this interval failed. */
  readonly beginReason: string | undefined;
  /** Time of the latest good sample in the interval. */
  goodAt = Number.NEGATIVE_INFINITY;
  /** Why the latest sample in the interval failed. */
  reason: string | undefined;
  /** Collection ended within the interval: whatever was sampled before, the interval has no figures. */
  cut: NoValue | undefined;
  /** When intervals of this frequency began to be followed; -Infinity: as long as there are samples. */
  readonly followedAt: number;

  constructor(
    end: number,
    frequency: number,
    before: { goodAt: number; reason: string | undefined },
    followedAt = Number.NEGATIVE_INFINITY,
  ) {
    this.begin = end - frequency;
    this.end = end;
    this.baselineAt = before.goodAt;
    this.beginReason = before.reason;
    this.followedAt = followedAt;
  }
}
