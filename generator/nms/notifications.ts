import { BASE_ARCS, BASE_GROUPS, BASE_NOTIFICATIONS, THRESHOLD_SEVERITY } from '../../model/base-mib.ts';
import { groupOid } from './agent-module.ts';
import type { MessagePart, NmsMeaning, NmsNotification } from './view.ts';

/** What a notification says, the values of objects in braces. */
const MESSAGES: Readonly<Record<string, string>> = {
  kpi1PmReport:
    'report {kpi1ReportSequence} of {kpi1ReportIdentifier}, part {kpi1ReportPart} of {kpi1ReportParts}',
  kpi1ThresholdRaised:
    '{kpi1ThresholdKpi} is {kpi1ThresholdValue}, {kpi1ThresholdSeverity}: {kpi1ThresholdCondition}',
  kpi1ThresholdCleared:
    '{kpi1ThresholdKpi} is {kpi1ThresholdValue}, no longer {kpi1ThresholdSeverity}: {kpi1ThresholdCondition}',
  kpi1AgentStart: '{kpi1InstanceSoftware} started',
  kpi1TestNotification: 'a test of {kpi1InstanceSoftware}, nothing happened',
  kpi1ReportsDropped:
    'reports {kpi1DroppedFirst} to {kpi1DroppedLast} were dropped, too many waited for {kpi1DroppedTarget}',
};

/** The object that tells which threshold. */
const SEVERITY = 'kpi1ThresholdSeverity';

/** The notifications of KPI1-MIB. */
export function notifications(baseOid: string): NmsNotification[] {
  const oids = new Map<string, string>();
  for (const group of BASE_GROUPS) {
    if (group.kind === 'table') continue;
    for (const { name, arc } of group.objects) oids.set(name, `${groupOid(baseOid, group)}.${arc}`);
  }
  return BASE_NOTIFICATIONS.map(({ name, arc, description, objects }) => ({
    name,
    oid: `${baseOid}.${BASE_ARCS.notifications}.${arc}`,
    description,
    objects: objects.map((descriptor) => ({ descriptor, oid: oids.get(descriptor) ?? '' })),
    meanings: meaningsOf(name, objects),
  }));
}

function meaningsOf(name: string, objects: readonly string[]): NmsMeaning[] {
  const message = `{kpi1InstanceId}: ${MESSAGES[name] ?? name}`;
  if (!objects.includes(SEVERITY)) {
    const severity = name === 'kpi1ReportsDropped' ? 'warning' : 'normal';
    return [{ severity, message: partsOf(message) }];
  }
  return THRESHOLD_SEVERITY.map((severity, at) => ({
    severity: name === 'kpi1ThresholdRaised' ? severity : 'normal',
    when: { object: SEVERITY, value: at + 1, name: severity },
    message: partsOf(message.replace(`{${SEVERITY}}`, severity)),
  }));
}

/** The message with the values that `write` gives for objects: a variable, a parameter. */
export function messageOf(
  { message }: NmsMeaning,
  objects: NmsNotification['objects'],
  write: (descriptor: string, position: number) => string,
): string {
  return message
    .map((part) => ('text' in part ? part.text : write(part.object, positionOf(part.object, objects))))
    .join('');
}

/** Where a notification carries an object, from 1. */
export function positionOf(object: string, objects: NmsNotification['objects']): number {
  return 1 + objects.findIndex(({ descriptor }) => descriptor === object);
}

function partsOf(message: string): MessagePart[] {
  return message
    .split(/[{}]/)
    .map((text, at) => (at % 2 === 0 ? { text } : { object: text }))
    .filter((part) => !('text' in part) || part.text !== '');
}
