import { parseDuration } from '../../model/duration.ts';
import type { ModelKpi } from '../../model/model.ts';
import type { ReportCriteria } from '../report/criteria.ts';
import { kpiInfo } from './info-sets.ts';
import { parseCondition } from './item-types.ts';
import type { Settings } from './settings.ts';

/** How collection of a KPI was asked for. */
export interface Asked {
  /** The collection profile. */
  readonly profile: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** Seconds; null: without end. */
  readonly duration: number | null;
}

/** The report criteria of a KPI: its own, or else its collection profile's, or else those of all. */
export function reportCriteria(
  kpi: ModelKpi,
  { profile, since, duration }: Asked,
  settings: Settings,
): ReportCriteria {
  const info = kpiInfo(kpi);
  const inherit = (name: 'period' | 'content' | 'when') => {
    const places = [info, profile].map((place) => settings.value(place, `report.${name}`));
    return places.find((text) => text !== 'inherited') ?? settings.value('report', name);
  };
  const period = wholePeriod(kpi.reportingFrequency, inherit('period'));
  const warning = parseCondition(settings.value(info, 'threshold.warning'));
  const critical = parseCondition(settings.value(info, 'threshold.critical'));
  return {
    period,
    content: inherit('content') as ReportCriteria['content'],
    when: inherit('when') as ReportCriteria['when'],
    thresholds: { ...(warning && { warning }), ...(critical && { critical }) },
    hysteresis: Number(settings.value(info, 'threshold.hysteresis')),
    since,
    duration: duration === null ? null : Math.max(duration, period),
  };
}

/** A period as configured, rounded up to a whole multiple of the frequency (O25). */
function wholePeriod(frequency: number, text: string): number {
  const asked = parseDuration(text) ?? frequency;
  return Math.ceil(asked / frequency) * frequency;
}
