import { formatDataType } from '../../model/data-type.ts';
import { formatDuration } from '../../model/duration.ts';
import type { ModelKpi, ModelMeasurement, Threshold } from '../../model/model.ts';
import { type LabelledText, quoted } from './layout.ts';

/** DESCRIPTION of a KPI: every field of its definition (KPIinOMA section 5) that no clause holds. */
export function describeKpi(kpi: ModelKpi): string {
  const fields: LabelledText[] = [
    { label: 'Purpose', text: kpi.purpose },
    { label: 'Formula', text: kpi.formula },
    { label: 'Data type', text: formatDataType(kpi.dataType) },
    { label: 'Reporting frequency', text: formatDuration(kpi.reportingFrequency) },
    {
      label: 'Reporting duration',
      text: kpi.reportingDuration === null ? 'continuous' : formatDuration(kpi.reportingDuration),
    },
    { label: 'Data source', text: kpi.dataSource },
  ];
  if (kpi.category !== undefined) fields.push({ label: 'Category', text: kpi.category });
  for (const severity of ['warning', 'critical'] as const) {
    const threshold = kpi.threshold?.[severity];
    if (threshold) fields.push({ label: `Threshold, ${severity}`, text: formatThreshold(threshold) });
  }
  return quoted([`${kpi.name}: ${kpi.description}`], fields);
}

/** DESCRIPTION of a measurement: what it counts, and what of it is published. */
export function describeMeasurement({ name, description, dataType }: ModelMeasurement): string {
  const published =
    dataType.kind === 'counter' ? 'its running total, at every sample' : `its latest value, at every sample`;
  return quoted(
    [description],
    [
      { label: 'Measurement', text: `${name}, ${formatDataType(dataType)}` },
      { label: 'Published', text: published },
    ],
  );
}

/** DESCRIPTION of what only the lock still has. */
export function describeRetired(name: string): string {
  return quoted([`${name}. The definitions no longer have it; its OID is not used again.`]);
}

function formatThreshold({ operator, limit }: Threshold): string {
  return `${operator} ${limit}`;
}
