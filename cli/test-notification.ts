import type { SnmpTargetConfig } from '../agent/config/config.ts';
import type { PreparedConfig } from '../agent/config/prepare.ts';
import type { Outcome } from '../agent/snmp/notify/notification-queue.ts';
import { nameOfTarget } from '../agent/snmp/notify/notification-target.ts';
import { sendTestNotification } from '../agent/test-notification.ts';
import { type Trial, tryTargets } from '../agent/try-targets.ts';
import { CommandError } from './command-error.ts';
import type { Terminal } from './terminal.ts';

/**
 * `kpi1 agent --send-test-notification`: a line for each target; true where one did not get it, or would get no
 * report.
 */
export async function testNotification(
  file: string,
  { config, model }: PreparedConfig,
  software: string,
  terminal: Terminal,
): Promise<boolean> {
  const { notify, httpTargets, ftpTargets } = config;
  if (notify.length + httpTargets.length + ftpTargets.length === 0) {
    const remedy = 'Add one: notify: [{ type: snmp, to: 127.0.0.1:1162, community: public, inform: true }].';
    throw new CommandError(`${file} has no target to notify.`, remedy);
  }
  let lost = false;
  const onOutcome = (target: SnmpTargetConfig, outcome: Outcome) => {
    lost ||= 'reason' in outcome;
    const kind = `${target.version} ${target.inform ? 'inform' : 'trap'}`;
    terminal.out(`${nameOfTarget(target)} (${kind}): ${describe(outcome)}`);
  };
  const onTrial = (trial: Trial) => {
    lost ||= 'reason' in trial;
    const outcome = 'reason' in trial ? `fails: ${trial.reason}` : `takes reports (${trial.answered})`;
    terminal.out(`${trial.name} (${trial.type}): ${outcome}`);
  };
  await sendTestNotification({ config, model, software, onOutcome }).catch((error: Error) => {
    throw new CommandError(error.message);
  });
  await tryTargets({ config, software, onOutcome: onTrial });
  return lost;
}

function describe(outcome: Outcome): string {
  if ('reason' in outcome) return `not delivered: ${outcome.reason}`;
  return outcome.result === 'sent' ? 'sent; nobody acknowledges a trap' : 'acknowledged';
}
