import { lookup } from 'node:dns/promises';
import type { Model } from '../model/model.ts';
import type { AgentConfig, SnmpTargetConfig } from './config/config.ts';
import { parseOid } from './publish/instance-oid.ts';
import { NotificationBuilder } from './report/notification.ts';
import type { Notification } from './snmp/notify/notification.ts';
import type { Outcome } from './snmp/notify/notification-queue.ts';
import { longestWaitMs } from './snmp/notify/notification-target.ts';
import { Notifier, type NotifierOptions } from './snmp/notify/notifier.ts';
import { joinEngine } from './snmp-engine.ts';

export interface TestNotificationOptions {
  readonly config: AgentConfig;
  readonly model: Model;
  /** Name and version of this program. */
  readonly software: string;
  /** Told what became of it at each target, as soon as that is known. */
  onOutcome(target: SnmpTargetConfig, outcome: Outcome): void;
}

/** For what comes on top of the timeouts: asking an engine who it is, and the network. */
const MARGIN_MS = 10_000;

/**
 * Sends kpi1TestNotification to every target, whether the agent runs or not, and resolves when each has
 * acknowledged it or was given up. Rejects, with nothing sent, where SNMPv3 needs a data folder that cannot be
 * used; the Error names the file and the remedy.
 */
export async function sendTestNotification(options: TestNotificationOptions): Promise<void> {
  const { config, model, software, onOutcome } = options;
  const notification = new NotificationBuilder(parseOid(model.baseOid)).build('kpi1TestNotification', {
    kpi1InstanceId: config.instanceId,
    kpi1InstanceSoftware: software,
  });
  const needsEngine = config.notify.some(({ version }) => version === 'v3');
  const quiet = () => {};
  const { trapAddress } = config.snmp;
  const common: NotifierOptions = {
    sysUpTime: () => 0,
    log: { info: quiet, warn: quiet },
    ...(trapAddress && { trapAddress }),
    ...(needsEngine && { engine: joinEngine(config, model.enterprise) }),
  };
  await Promise.all(
    config.notify.map(async (target) => onOutcome(target, await tell(target, notification, common))),
  );
}

async function tell(
  target: SnmpTargetConfig,
  notification: Notification,
  options: NotifierOptions,
): Promise<Outcome> {
  try {
    await lookup(target.host);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { result: 'failed', reason: `${target.host} has no address (${code ?? message})` };
  }
  return new Promise((resolve) => {
    const onOutcome = (_target: SnmpTargetConfig, outcome: Outcome) => resolve(outcome);
    const notifier = new Notifier([target], { ...options, onOutcome });
    notifier.notify(notification);
    notifier.close(longestWaitMs(target) + MARGIN_MS);
  });
}
