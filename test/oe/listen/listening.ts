import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeMessage } from '../../../messages/xml/encode.ts';
import { type Listening, type ListenOptions, startListening } from '../../../oe/listen/listen.ts';
import type { ReceivedReport } from '../../../oe/listen/received-report.ts';

/** What listens in this process, on free ports of 127.0.0.1, and appends to a file of its own. */
export interface TestListener {
  readonly folder: string;
  readonly listening: Listening;
  readonly told: string[];
  /** Where reports are POSTed. */
  readonly url: string;
  /** The reports in the file. */
  reports(): ReceivedReport[];
  /** Ends it, and starts it anew with the same file. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function startTestListener(
  options: (folder: string) => Partial<ListenOptions> & { readonly isPrinted?: boolean },
): Promise<TestListener> {
  const folder = mkdtempSync(join(tmpdir(), 'kpi1-listen-'));
  const append = join(folder, 'reports.jsonl');
  const told: string[] = [];
  const start = () => {
    const { isPrinted = false, ...rest } = options(folder);
    return startListening({
      ...(!isPrinted && { append }),
      print: () => Promise.reject(new Error('nothing is to be printed')),
      tell: (what) => told.push(what),
      ...rest,
    });
  };
  let listening = await start();
  return {
    folder,
    told,
    get listening() {
      return listening;
    },
    get url() {
      return `http://127.0.0.1:${listening.httpPort}/kpi1`;
    },
    reports: () =>
      readFileSync(append, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
    async restart() {
      await listening.close();
      listening = await start();
    },
    async close() {
      await listening.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A report over the minute of its sequence number. */
export function reportDocument(sequence: number, instanceId = 'sip-01'): string {
  const minute = (n: number) => new Date(Date.UTC(2026, 10, 21, 12, n)).toISOString();
  const items = [
    { name: 'kpi1.sequence', value: String(sequence) },
    { name: 'kpi1.begin', value: minute(sequence) },
    { name: 'kpi1.end', value: minute(sequence + 1) },
    { name: 'attempts', value: String(sequence * 100) },
  ];
  return encodeMessage({
    kind: 'InstancePMReport',
    instanceId,
    measurements: [{ identifier: 'EXAMPLE-CALL-KPI-MIB', items }],
  });
}
