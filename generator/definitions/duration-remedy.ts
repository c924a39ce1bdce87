import { formatDuration } from '../../model/duration.ts';
import { CONTINUOUS, MAX_SECONDS } from './period.ts';

const UNIT_SECONDS: readonly (readonly [RegExp, number])[] = [
  [/^(?:s|secs?|seconds?)?$/, 1],
  [/^(?:m|mins?|minutes?)$/, 60],
  [/^(?:h|hrs?|hours?)$/, 3600],
  [/^(?:d|days?)$/, 86400],
  [/^(?:w|weeks?)$/, 604800],
];

/** What to write for `5 min`, `1.5h`, `1h30m`, `300`, `forever`; undefined where nothing suggests itself. */
export function suggestDuration(text: string): string | undefined {
  const wanted = text.trim().toLowerCase();
  if (/^(?:forever|always|infinite|unlimited|continuously?|none)$/.test(wanted))
    return `Write \`${CONTINUOUS}\`.`;
  const parts = [...wanted.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]*)\s*/g)];
  if (parts.map(([part]) => part).join('') !== wanted || parts.length === 0) return undefined;
  const seconds = parts.reduce((sum, [, count, unit]) => sum + Number(count) * unitSeconds(unit), 0);
  if (!Number.isInteger(seconds)) return undefined;
  if (seconds === 0) return 'The shortest is `1s`.';
  return seconds > MAX_SECONDS ? 'The longest is `49710d`.' : `Write \`${formatDuration(seconds)}\`.`;
}

function unitSeconds(unit = ''): number {
  return UNIT_SECONDS.find(([pattern]) => pattern.test(unit))?.[1] ?? Number.NaN;
}
