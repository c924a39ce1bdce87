import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Model } from '../../model/model.ts';
import { readReportLine } from '../listen/received-report.ts';
import { ReceivedFigures } from './received-figures.ts';

export interface ReadReports {
  /** By the instance that they are of. */
  readonly instances: ReadonlyMap<string, ReceivedFigures>;
  /** Numbers of lines that are no reports, from 1. */
  readonly unreadable: readonly number[];
}

/** Reads the JSON lines that `kpi1 oe listen` writes; rejects where the file cannot be read. */
export async function readReports(path: string, model: Model): Promise<ReadReports> {
  const instances = new Map<string, ReceivedFigures>();
  const unreadable: number[] = [];
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  for await (const line of lines) {
    number += 1;
    const report = readReportLine(line);
    if (!report) {
      if (line.trim() !== '') unreadable.push(number);
      continue;
    }
    const figures = instances.get(report.instanceId) ?? new ReceivedFigures(model);
    instances.set(report.instanceId, figures);
    for (const measurement of report.measurements) figures.add(measurement);
  }
  return { instances, unreadable };
}
