import { setTimeout as pause } from 'node:timers/promises';
import { encodeMessage } from '../../messages/xml/encode.ts';
import type { FtpTargetConfig } from '../config/config.ts';
import type { Log } from '../log.ts';
import { reportMessage } from '../report/report-message.ts';
import type { ReportTarget, TargetMemory } from '../report/report-target.ts';
import { appendDocument } from './append-document.ts';
import { fileName } from './file-name.ts';
import { FtpSession } from './session.ts';

export interface FtpTargetOptions {
  /** XML namespace of the reports. */
  readonly namespace: string;
  readonly memory: TargetMemory;
  readonly log: Log;
}

/**
 * Reports over FTP (KPIinOMA 8.4): InstancePMReport, and nothing else, appended to files of FTPDir. The server
 * has acknowledged a report when its file is as large as it must be.
 */
export function createFtpTarget(
  config: FtpTargetConfig,
  { namespace, memory, log }: FtpTargetOptions,
): ReportTarget {
  const session = new FtpSession(config);
  return {
    name: config.name,
    type: 'ftp',
    async deliver(report, signal) {
      const message = reportMessage(report, config.InstanceID);
      const document = Buffer.from(encodeMessage(message, namespace));
      const file = fileName(report, config.InstanceID);
      const { sequence } = report;
      const outcome = await session.withFile(file, signal, (remote) =>
        appendDocument(remote, document, sequence, memory, (ms) => pause(ms, undefined, { signal })),
      );
      if (outcome === 'unverified')
        log.warn(
          { target: config.name, sequence, file },
          'the server does not tell the size of the file: a cut report would not be noticed',
        );
      if (outcome === 'resumed')
        log.info({ target: config.name, sequence, file }, 'a cut report was completed');
    },
    close() {
      session.close();
      return Promise.resolve();
    },
  };
}

/** Tries a server: logs in, and enters FTPDir where that is there; makes and sends nothing. */
export async function tryFtpTarget(config: FtpTargetConfig): Promise<string> {
  const session = new FtpSession(config);
  try {
    await session.visit();
    return `${config.FTPUserName} is logged in, in ${config.FTPDir}`;
  } finally {
    session.close();
  }
}
