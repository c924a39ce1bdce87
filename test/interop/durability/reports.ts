import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type InstancePmReport, RESERVED_ITEMS } from '../../../messages/message.ts';
import { splitDocuments } from '../../../messages/split-documents.ts';
import { decodeMessage } from '../../../messages/xml/decode.ts';

/** What receivers got, by sequence number: every report, repeats among them, as text. */
export type Received = ReadonlyMap<number, readonly string[]>;

/** Throws where a message has no sequence number. */
export function bySequence(reports: readonly InstancePmReport[]): Received {
  const received = new Map<number, string[]>();
  for (const report of reports) {
    const [measurement] = report.measurements;
    const item = measurement?.items.find(({ name }) => name === RESERVED_ITEMS.sequence);
    if (!item) throw new Error(`a report without a sequence number: ${JSON.stringify(report)}`);
    const sequence = Number(item.value);
    received.set(sequence, [...(received.get(sequence) ?? []), JSON.stringify(report.measurements)]);
  }
  return received;
}

/** The reports in the files of a folder; a torn one is none. */
export function readReportFiles(folder: string): InstancePmReport[] {
  return readdirSync(folder).flatMap((name) =>
    splitDocuments(readFileSync(join(folder, name))).flatMap(({ bytes, isTorn }) => {
      const decoded = isTorn ? undefined : decodeMessage(bytes);
      return decoded?.ok && decoded.message.kind === 'InstancePMReport' ? [decoded.message] : [];
    }),
  );
}

/** Sequence numbers from 1 to the last that are missing. */
export function gaps(received: Received | ReadonlySet<number>, last: number): number[] {
  return Array.from({ length: last }, (_, i) => i + 1).filter((sequence) => !received.has(sequence));
}
