import type { AgentConfig } from './config/config.ts';

export interface TryTargetsOptions {
  readonly config: Pick<AgentConfig, 'instanceId' | 'xmlNamespace' | 'httpTargets' | 'ftpTargets'>;
  /** Name and version of this program. */
  readonly software: string;
  /** Told how it went at each target, as soon as that is known. */
  onOutcome(trial: Trial): void;
}

/** How it went at a target: what it `answered`, or the `reason` why it would get no report. */
export type Trial = { readonly name: string; readonly type: 'http' | 'ftp' } & (
  | { readonly answered: string }
  | { readonly reason: string }
);

/**
 * Tries every target of reports over HTTP and FTP, without leaving anything there: connection, TLS and
 * credentials. Resolves when each was tried.
 */
export async function tryTargets({ config, software, onOutcome }: TryTargetsOptions): Promise<void> {
  const { instanceId, xmlNamespace: namespace, httpTargets, ftpTargets } = config;
  const tell = async ({ name }: { readonly name: string }, type: Trial['type'], work: Promise<string>) => {
    const outcome = await work.then(
      (answered) => ({ answered }),
      (error: Error) => ({ reason: error.message }),
    );
    onOutcome({ name, type, ...outcome });
  };
  const trials: Promise<void>[] = [];
  if (httpTargets.length > 0) {
    const { tryHttpTarget } = await import('./http/report-target.ts');
    const instance = { instanceId, software, namespace };
    for (const target of httpTargets) trials.push(tell(target, 'http', tryHttpTarget(target, instance)));
  }
  if (ftpTargets.length > 0) {
    const { tryFtpTarget } = await import('./ftp/report-target.ts');
    for (const target of ftpTargets) trials.push(tell(target, 'ftp', tryFtpTarget(target)));
  }
  await Promise.all(trials);
}
