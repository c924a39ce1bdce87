import { HeldAnswers } from '../../oe/listen/held-answers.ts';
import { type SnmpCredentials, toSnmpUser } from '../../oe/snmp/access.ts';
import { loadNetSnmp } from '../../oe/snmp/net-snmp.ts';
import { toSeen } from '../probe.ts';
import { NotificationCheck, type NotificationContext } from './check-notification.ts';

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** Community of the notifications that are taken. */
  readonly community: string;
  /** User of those that come by SNMPv3. */
  readonly user?: SnmpCredentials;
  /** How long notifications are waited for. */
  readonly durationMs: number;
  /** Told the port once it is listened on. */
  onListening?(port: number): void;
}

/** Notifications that are being received and checked. */
export interface NotificationListener {
  /** Resolves, with how many were checked, once a whole report of each module with KPIs came, or when time is over. */
  finished(): Promise<number>;
  close(): void;
}

/** The longest that one timer can be, in milliseconds: a longer one ends at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Receives notifications and checks them as they come. Where no report came of a module that is a finding. Rejects
 * where the address cannot be listened on.
 */
export async function checkNotifications(
  options: ListenOptions & NotificationContext,
): Promise<NotificationListener> {
  const { host, port, community, user, durationMs, modules, findings } = options;
  const snmp = loadNetSnmp();
  const check = new NotificationCheck(options);
  const answers = new HeldAnswers();
  let count = 0;
  const refused = { count: 0, reason: '' };
  let end = () => {};
  // What has no KPI has no interval that ends with a report.
  const reporting = modules.filter(({ kpis }) => kpis.length > 0);
  const hasAll = () => reporting.length > 0 && reporting.every(({ name }) => check.reported.has(name));
  const transport = host.includes(':') ? 'udp6' : 'udp4';
  const settings = { port, address: host, transport, dgramModule: answers.dgramModule };
  const receiver = snmp.createReceiver(settings, (error, notification) => {
    // Those of strangers need not be the agent's; why they were not taken is told where none was.
    if (error) {
      refused.count += 1;
      refused.reason = error.message;
      return;
    }
    if (check.take((notification.pdu.varbinds ?? []).map((each) => toSeen(each, snmp)))) count += 1;
    if (hasAll()) end();
  });
  receiver.getAuthorizer().addCommunity(community);
  if (user) receiver.getAuthorizer().addUser(toSnmpUser(snmp, user));
  options.onListening?.(await answers.bound());
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    end = resolve;
    const wait = (left: number) => {
      const then = left > LONGEST_TIMER ? () => wait(left - LONGEST_TIMER) : resolve;
      timer = setTimeout(then, Math.min(left, LONGEST_TIMER));
    };
    wait(durationMs);
  });
  return {
    async finished() {
      await over;
      const others = refused.count > 0 ? `; ${refused.count} messages not taken: ${refused.reason}` : '';
      for (const { name, oid } of reporting) {
        if (check.reported.has(name)) continue;
        const subject = { module: name, descriptor: name, name: 'kpi1PmReport', oid };
        findings.add(
          'NOTIFICATION-NONE',
          subject,
          'a whole report',
          `none in ${durationMs / 1000}s${others}`,
        );
      }
      return count;
    },
    close() {
      clearTimeout(timer);
      receiver.close();
    },
  };
}
