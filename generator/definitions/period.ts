import { formatDuration, parseDuration } from '../../model/duration.ts';
import type { KpiDefinition } from '../definition.ts';
import type { Fields } from './definition-file.ts';

/** The reporting duration that never ends. */
export const CONTINUOUS = 'continuous';

/** KPI1-MIB shows durations as Unsigned32 seconds: 49710 whole days. */
export const MAX_SECONDS = 4294967295;

/** Reads a reporting frequency or duration in seconds; undefined where the text is none. */
export function parsePeriod(text: string): number | undefined {
  const seconds = parseDuration(text);
  return seconds !== undefined && seconds <= MAX_SECONDS ? seconds : undefined;
}

/** Reads how often and how long a KPI is reported: a whole number of periods (KPIinOMA 5.7, 5.8). */
export function readPeriods(fields: Fields): Pick<KpiDefinition, 'reportingFrequency' | 'reportingDuration'> {
  const frequency = parsePeriod(fields.text('reportingFrequency') ?? '');
  const duration = parsePeriod(fields.text('reportingDuration') ?? '');
  if (frequency !== undefined && duration !== undefined && duration % frequency !== 0) {
    reportNoMultiple(fields, frequency, duration);
  }
  return { reportingFrequency: frequency ?? 1, reportingDuration: duration ?? null };
}

function reportNoMultiple(fields: Fields, frequency: number, duration: number): void {
  const below = duration - (duration % frequency);
  const nearest = [below, below + frequency].filter((seconds) => seconds > 0);
  fields.report(
    'DURATION-MULTIPLE',
    'reportingDuration',
    `${formatDuration(duration)} is no whole multiple of the reporting frequency, ${formatDuration(frequency)}.`,
    `Write ${nearest.map((seconds) => `\`${formatDuration(seconds)}\``).join(' or ')}.`,
  );
}
