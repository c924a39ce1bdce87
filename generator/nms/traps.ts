import { BASE_MIB_NAME } from '../../model/base-mib.ts';
import { printer } from '../templates.ts';
import { messageOf, positionOf } from './notifications.ts';
import type { NmsMeaning, NmsNotification, NmsNotified, NmsView } from './view.ts';

interface TrapView {
  readonly mark: string;
  readonly module: string;
  /** The objects that tell what a notification means, and those that its message has. */
  readonly objects: readonly NmsNotified[];
  readonly events: readonly TrapEvent[];
}

interface TrapEvent extends Pick<NmsNotification, 'name' | 'oid' | 'description'> {
  /** As syslog names it. */
  readonly priority: string;
  /** As snmptt and what reads its log name it. */
  readonly severity: string;
  /** Patterns of the shell for the notification and the object that decides, by number and by name. */
  readonly patterns: string;
  /** The same as snmptt's MATCH, with its line end. */
  readonly match: string;
  readonly message: string;
}

const PRIORITY = { normal: 'notice', warning: 'warning', critical: 'crit' } as const;
const SEVERITY = { normal: 'Normal', warning: 'WARNING', critical: 'CRITICAL' } as const;

const printHandle = printer<TrapView>('nms/traphandle');
const printConf = printer<TrapView>('nms/snmptt');

/** What snmptrapd makes of the notifications. */
export function printSnmptrapd(view: NmsView): [path: string, text: string] {
  return ['snmptrapd/traphandle', printHandle(viewOf(view, (descriptor) => `$${descriptor}`))];
}

/** What snmptt makes of the notifications. */
export function printSnmptt(view: NmsView): [path: string, text: string] {
  return [`snmptt/${BASE_MIB_NAME}.conf`, printConf(viewOf(view, (_, position) => `$${position}`))];
}

type Write = (descriptor: string, position: number) => string;

function viewOf({ mark, notifications }: NmsView, write: Write): TrapView {
  const used = new Set<string>();
  for (const { message, when } of notifications.flatMap(({ meanings }) => meanings)) {
    if (when) used.add(when.object);
    for (const part of message) if ('object' in part) used.add(part.object);
  }
  const objects = new Map(
    notifications.flatMap((each) => each.objects.map((object) => [object.descriptor, object] as const)),
  );
  return {
    mark,
    module: BASE_MIB_NAME,
    objects: [...objects.values()].filter(({ descriptor }) => used.has(descriptor)),
    events: notifications.flatMap((notification) =>
      notification.meanings.map((meaning) => eventOf(notification, meaning, write)),
    ),
  };
}

function eventOf(notification: NmsNotification, meaning: NmsMeaning, write: Write): TrapEvent {
  const { name, oid, description, objects } = notification;
  const { severity, when } = meaning;
  return {
    name,
    oid,
    description,
    priority: PRIORITY[severity],
    severity: SEVERITY[severity],
    patterns: when
      ? `.${oid}/${when.value} | ${BASE_MIB_NAME}::${name}/${when.name}*`
      : `.${oid}/* | ${BASE_MIB_NAME}::${name}/*`,
    match: when ? `MATCH $${positionOf(when.object, objects)}: (^(${when.value}|${when.name}.*)$)\n` : '',
    message: messageOf(meaning, objects, write),
  };
}
