import type { AgentConfig } from './config/config.ts';
import type { Log } from './log.ts';
import type { ReportTarget } from './report/report-target.ts';
import type { Store } from './store/store.ts';

export interface ReportTargetOptions {
  readonly config: Pick<AgentConfig, 'instanceId' | 'xmlNamespace' | 'httpTargets' | 'ftpTargets'>;
  readonly store: Pick<Store, 'outbox'>;
  /** Name and version of this program. */
  readonly software: string;
  readonly log: Log;
}

/** The configured receivers of reports over HTTP and FTP. A binding that has none is not loaded. */
export async function openReportTargets(options: ReportTargetOptions): Promise<ReportTarget[]> {
  return [...(await httpTargets(options)), ...(await ftpTargets(options))];
}

async function httpTargets({ config, software }: ReportTargetOptions): Promise<ReportTarget[]> {
  const { instanceId, xmlNamespace: namespace, httpTargets } = config;
  if (httpTargets.length === 0) return [];
  const { createHttpTarget } = await import('./http/report-target.ts');
  return httpTargets.map((target) => createHttpTarget(target, { instanceId, software, namespace }));
}

async function ftpTargets({ config, store, log }: ReportTargetOptions): Promise<ReportTarget[]> {
  const { xmlNamespace: namespace, ftpTargets } = config;
  if (ftpTargets.length === 0) return [];
  const { createFtpTarget } = await import('./ftp/report-target.ts');
  return ftpTargets.map((target) =>
    createFtpTarget(target, { namespace, memory: store.outbox.memoryOf(target.name), log }),
  );
}
