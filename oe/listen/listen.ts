import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { AppendFile } from './append-file.ts';
import { type FolderListenerOptions, listenFolder } from './folder-listener.ts';
import { type HttpListenerOptions, type Listener, listenHttp } from './http-listener.ts';
import { Intake, type Tell } from './intake.ts';
import { PartsJournal } from './parts-journal.ts';
import { readReportLine } from './received-report.ts';
import { listenSnmp, type SnmpListenerOptions } from './snmp-listener.ts';

type Without<T> = Omit<T, 'intake' | 'tell' | 'journal'>;

export interface ListenOptions {
  readonly snmp?: Without<SnmpListenerOptions>;
  readonly http?: Without<HttpListenerOptions>;
  readonly folder?: Without<FolderListenerOptions>;
  /** Where reports are appended; not given: they are printed. */
  readonly append?: string;
  /** Resolves once the line is out. */
  readonly print: (line: string) => Promise<void>;
  readonly tell: Tell;
}

export interface Listening {
  /** Where reports are taken, for people. */
  readonly places: readonly string[];
  readonly snmpPort: number | undefined;
  readonly httpPort: number | undefined;
  /** A line for each instance and binding that reports have come from. */
  summaries(): string[];
  close(): Promise<void>;
}

/**
 * Receives reports over the bindings given (KPIinOMA 6.2) and keeps each once. A report is acknowledged when it
 * is on disk, or printed. Rejects where one of them cannot be listened on, or the file cannot be written.
 */
export async function startListening(options: ListenOptions): Promise<Listening> {
  const { append, print, tell } = options;
  const opened: { close(): Promise<void> }[] = [];
  const close = async () => {
    for (const each of opened.reverse()) await each.close();
  };
  const open = async <T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> => {
    const each = await opening;
    opened.push(each);
    return each;
  };
  try {
    const known = append !== undefined && existsSync(append);
    const file = append === undefined ? undefined : await open(AppendFile.open(append));
    const intake = new Intake(file ? (line) => file.append(line) : print, tell);
    if (known) await rememberReports(append, intake);
    const journal =
      append !== undefined && options.snmp ? await open(PartsJournal.open(`${append}.parts`)) : undefined;
    const common = { intake, tell };
    const http: Listener | undefined =
      options.http && (await open(listenHttp({ ...options.http, ...common })));
    const snmp: Listener | undefined =
      options.snmp && (await open(listenSnmp({ ...options.snmp, ...common, ...(journal && { journal }) })));
    if (options.folder) await open(listenFolder({ ...options.folder, ...common }));
    const places = [snmp?.place, http?.place, options.folder?.folder].filter((place) => place !== undefined);
    return {
      places,
      snmpPort: snmp?.port,
      httpPort: http?.port,
      summaries: () => intake.summaries(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Reports in the file came before: they are known when they come again. */
async function rememberReports(path: string, intake: Intake): Promise<void> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    const report = readReportLine(line);
    if (report) intake.remember(report);
  }
}
