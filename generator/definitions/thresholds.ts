import type { DataType } from '../../model/data-type.ts';
import type { Threshold } from '../../model/model.ts';
import type { FigureDefinition, KpiDefinition } from '../definition.ts';
import type { Fields } from './definition-file.ts';
import { crossing, implies, parseThreshold } from './threshold.ts';

/** Reads when a KPI raises alarms; undefined where it never does. */
export function readThresholds(
  fields: Fields,
  { dataType, range }: FigureDefinition,
): KpiDefinition['threshold'] {
  const thresholds = fields.map('threshold');
  const warning = parseThreshold(thresholds.text('warning') ?? '');
  const critical = parseThreshold(thresholds.text('critical') ?? '');
  if (!warning && !critical) return undefined;
  if (!isNumeric(dataType)) {
    const message = `A ${dataType.kind} cannot be above or below a threshold.`;
    fields.report('THRESHOLD-TYPE', 'threshold', message, 'Leave `threshold` out.');
    return undefined;
  }
  if (range && warning) checkCrossing(thresholds, 'warning', warning, range);
  if (range && critical) checkCrossing(thresholds, 'critical', critical, range);
  if (warning && critical && implies(warning, critical)) {
    thresholds.report(
      'THRESHOLD-ORDER',
      'warning',
      `Whatever is ${show(warning)} is ${show(critical)} too: there is no warning before the critical alarm.`,
      'Let the warning begin before the critical alarm does.',
    );
  }
  return { ...(warning ? { warning } : {}), ...(critical ? { critical } : {}) };
}

function isNumeric({ kind }: DataType): boolean {
  return kind !== 'boolean' && kind !== 'string';
}

function checkCrossing(
  thresholds: Fields,
  severity: 'warning' | 'critical',
  threshold: Threshold,
  range: NonNullable<FigureDefinition['range']>,
): void {
  const share = crossing(threshold, range);
  if (share === 'some') return;
  const figures = share === 'all' ? 'Every figure' : 'No figure';
  const message = `${figures} in the range ${range.min}..${range.max} is ${show(threshold)}.`;
  thresholds.report('THRESHOLD-RANGE', severity, message, 'Choose a limit within the range.');
}

function show({ operator, limit }: Threshold): string {
  return `\`${operator} ${limit}\``;
}
