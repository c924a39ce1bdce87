import { type PerformanceMeasurement, RESERVED_ITEMS } from '../../messages/message.ts';

export type Binding = 'snmp' | 'http' | 'ftp';

/** A Performance Measurement report as it arrived: one JSON line. */
export interface ReceivedReport {
  /** When it had arrived, as xs:dateTime. */
  readonly received: string;
  readonly via: Binding;
  /** Address of the sender; of FTP the name of the file. */
  readonly from: string;
  readonly instanceId: string;
  /** Of the report at its instance; absent where the sender gives none. */
  readonly sequence?: number;
  /** With their reserved items: sequence, begin and end of the interval. */
  readonly measurements: readonly PerformanceMeasurement[];
}

/** What a reserved item says in a report; undefined where none of its measurements has it. */
export function reservedItem(
  { measurements }: Pick<ReceivedReport, 'measurements'>,
  name: keyof typeof RESERVED_ITEMS,
): string | undefined {
  for (const { items } of measurements) {
    const item = items.find((each) => each.name === RESERVED_ITEMS[name]);
    if (item) return item.value;
  }
  return undefined;
}

/** A report of these measurements, with the sequence number that they have. */
export function receivedReport(
  via: Binding,
  from: string,
  instanceId: string,
  measurements: readonly PerformanceMeasurement[],
): ReceivedReport {
  const sequence = Number(reservedItem({ measurements }, 'sequence') ?? Number.NaN);
  const received = new Date().toISOString();
  return {
    ...{ received, via, from, instanceId },
    ...(Number.isSafeInteger(sequence) && { sequence }),
    measurements,
  };
}

/** Reads one line of a file of reports; undefined where it is none. */
export function readReportLine(line: string): ReceivedReport | undefined {
  let data: Partial<ReceivedReport> | null;
  try {
    data = JSON.parse(line) as Partial<ReceivedReport> | null;
  } catch {
    return undefined;
  }
  const isReport =
    typeof data?.instanceId === 'string' &&
    typeof data.via === 'string' &&
    Array.isArray(data.measurements) &&
    data.measurements.every((measurement) => isMeasurement(measurement));
  return isReport ? (data as ReceivedReport) : undefined;
}

function isMeasurement(data: unknown): data is PerformanceMeasurement {
  const { identifier, items } = (data ?? {}) as Partial<PerformanceMeasurement>;
  return (
    typeof identifier === 'string' &&
    Array.isArray(items) &&
    items.every((item) => typeof item?.name === 'string' && typeof item.value === 'string')
  );
}
