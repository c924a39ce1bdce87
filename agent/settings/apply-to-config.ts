import { parseDuration } from '../../model/duration.ts';
import type { AgentConfig, FtpTargetConfig } from '../config/config.ts';
import type { Settings } from './settings.ts';

/** The configuration that an agent starts with: the file's, with what was set by command and takes effect now. */
export function applyToConfig(config: AgentConfig, settings: Settings): AgentConfig {
  const history = (name: string) => settings.value('history', name);
  const before = config.notify.length + config.httpTargets.length;
  return {
    ...config,
    collection: { ...config.collection, autostart: settings.value('collection', 'autostart') === 'true' },
    history: { intervals: Number(history('intervals')), reports: Number(history('reports')) },
    store: {
      maxAge: parseDuration(history('maxAge')) as number,
      maxSize: Number(history('maxSize')),
      backlog: Number(history('backlog')),
    },
    ftpTargets: config.ftpTargets.map((target, n) =>
      applyToTarget(target, (name) => settings.value(`notify.${before + n + 1}`, name)),
    ),
  };
}

function applyToTarget(target: FtpTargetConfig, value: (name: string) => string): FtpTargetConfig {
  return {
    ...target,
    FTPServerIP: value('FTPServerIP'),
    FTPServerPort: Number(value('FTPServerPort')),
    InstanceID: value('InstanceID'),
    FTPUserName: value('FTPUserName'),
    FTPUserPasswd: value('FTPUserPasswd'),
    FTPDir: value('FTPDir'),
  };
}
