import { parseDuration } from '../model/duration.ts';

/** Why a text names no moment. */
export class TimeError extends Error {}

/**
 * A moment in milliseconds since the epoch: `2026-11-21T12:00:00Z`, without a zone the local time, a date alone
 * its begin; or a duration before `now`, such as `1h`. Throws TimeError.
 */
export function parseMoment(text: string, now: number): number {
  const ago = parseDuration(text);
  if (ago !== undefined) return now - ago * 1000;
  const form = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.exec(text);
  // A date alone is UTC to Date.parse.
  const time = form ? Date.parse(form[2] ? text : `${text}T00:00:00`) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new TimeError(
    `${JSON.stringify(text)} is no time: write 2026-11-21T12:00:00Z, or a duration ago such as 1h or 7d.`,
  );
}
