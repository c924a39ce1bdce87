import { createHash } from 'node:crypto';
import { BASE_MIB_NAME } from '../../model/base-mib.ts';
import { printer } from '../templates.ts';
import { messageOf, positionOf } from './notifications.ts';
import type { NmsFigure, NmsMeaning, NmsModule, NmsNotification, NmsTable, NmsView } from './view.ts';

interface EventsView {
  readonly mark: string;
  readonly events: readonly OpenNmsEvent[];
}

interface OpenNmsEvent {
  readonly uei: string;
  readonly label: string;
  /** The OID above, as the mask of an SMIv2 notification wants it. */
  readonly enterprise: string;
  readonly specific: string;
  /** Position and value of an object that decides; empty where none does. */
  readonly varbinds: readonly { readonly position: number; readonly value: number }[];
  readonly description: string;
  readonly message: string;
  readonly severity: string;
  /** An event that raises an alarm is of type 1, one that clears it of type 2. */
  readonly alarms: readonly { readonly key: string; readonly type: 1 | 2; readonly clears: string }[];
}

interface CollectionView {
  readonly mark: string;
  readonly module: string;
  readonly key: string;
  readonly agentOid: string;
  readonly resources: readonly { readonly name: string; readonly label: string }[];
  readonly groups: readonly {
    readonly name: string;
    readonly ifType: 'ignore' | 'all';
    readonly objects: readonly CollectedObject[];
  }[];
}

interface CollectedObject {
  readonly oid: string;
  readonly instance: string;
  readonly alias: string;
  readonly type: 'gauge' | 'counter' | 'string';
}

/** Data sources of RRDtool have names of at most so many characters. */
const MAX_ALIAS = 19;
const RAISED = 'kpi1ThresholdRaised';
const CLEARED = 'kpi1ThresholdCleared';
const SEVERITY = { normal: 'Normal', warning: 'Warning', critical: 'Critical' } as const;
const TYPE = { gauge: 'gauge', choice: 'gauge', counter: 'counter', text: 'string' } as const;

const printEvents = printer<EventsView>('nms/opennms-events');
const printCollection = printer<CollectionView>('nms/opennms-datacollection');

/** What OpenNMS makes of notifications, and what it collects of each module. */
export function printOpenNms(view: NmsView): [path: string, text: string][] {
  const events = view.notifications.flatMap((each) => each.meanings.map((meaning) => eventOf(each, meaning)));
  return [
    [`opennms/events/${BASE_MIB_NAME}.events.xml`, printEvents({ mark: view.mark, events })],
    ...view.modules.map((module): [string, string] => [
      `opennms/datacollection/${module.name}.xml`,
      printCollection(collectionOf(view, module)),
    ]),
  ];
}

function eventOf({ name, oid, description, objects }: NmsNotification, meaning: NmsMeaning): OpenNmsEvent {
  const { when, severity } = meaning;
  const arcs = oid.split('.');
  return {
    uei: ueiOf(name, meaning),
    label: `${BASE_MIB_NAME}: ${name}${when ? ` (${when.name})` : ''}`,
    // An SMIv2 notification has a zero before its last arc (RFC 3584 section 3.1), which is not of the enterprise.
    enterprise: `.${arcs.slice(0, -2).join('.')}`,
    specific: arcs.at(-1) ?? '',
    varbinds: when ? [{ position: positionOf(when.object, objects), value: when.value }] : [],
    description,
    message: messageOf(meaning, objects, (_, position) => `%parm[#${position}]%`),
    severity: SEVERITY[severity],
    alarms: alarmsOf(name, objects, meaning),
  };
}

function ueiOf(name: string, { when }: NmsMeaning): string {
  return `uei.opennms.org/kpi1/${name}${when ? `/${when.name}` : ''}`;
}

/** One alarm for each threshold of each object instance of each agent. */
function alarmsOf(
  name: string,
  objects: NmsNotification['objects'],
  meaning: NmsMeaning,
): OpenNmsEvent['alarms'] {
  if (name !== RAISED && name !== CLEARED) return [];
  const which = ['kpi1InstanceId', 'kpi1ThresholdObject'].map(
    (object) => `:%parm[#${positionOf(object, objects)}]%`,
  );
  const of = `:%nodeid%${which.join('')}`;
  const key = `%uei%${of}`;
  return name === RAISED
    ? [{ key, type: 1, clears: '' }]
    : [{ key, type: 2, clears: ueiOf(RAISED, meaning) + of }];
}

function collectionOf(
  { mark, agentOid }: NmsView,
  { name, key, scalars, tables }: NmsModule,
): CollectionView {
  const groups = [
    { name: key, ifType: 'ignore' as const, objects: scalars.map((figure) => objectOf(figure, '0')) },
    ...tables.map((table) => ({
      name: table.descriptor,
      ifType: 'all' as const,
      objects: [
        ...table.labels.map(({ oid, descriptor }) => ({
          oid: `.${oid}`,
          instance: table.descriptor,
          alias: descriptor,
          type: 'string' as const,
        })),
        ...table.columns.map((figure) => objectOf(figure, table.descriptor)),
      ],
    })),
  ];
  return {
    mark,
    module: name,
    key,
    agentOid: `.${agentOid}`,
    resources: tables.map((table) => ({ name: table.descriptor, label: labelOf(table) })),
    groups: groups.filter(({ objects }) => objects.length > 0),
  };
}

/**
 * What people read of a row: its labels, or the parts of its index. `subIndex(at, length)` takes a part, where `n`
 * is the length that stands before a text, or, as `at`, the end of the text before. It does not reach beyond a part
 * of a known length behind a text; such an index is shown as it is.
 */
function labelOf({ labels, index }: NmsTable): string {
  if (labels.length > 0) return labels.map(({ descriptor }) => `\${${descriptor}}`).join(' ');
  const parts: string[] = [];
  let at: number | 'n' | undefined = 0;
  for (const { kind, fixedSize, implied } of index) {
    if (at === undefined) return `\${index}`;
    const length: number | 'n' | undefined = kind === 'number' ? 1 : implied ? undefined : (fixedSize ?? 'n');
    const part = length === undefined ? `subIndex(${at})` : `subIndex(${at}, ${length})`;
    parts.push(kind === 'text' ? `\${string(${part})}` : `\${${part}}`);
    if (length === 'n') at = 'n';
    else at = at === 'n' || length === undefined ? undefined : at + length;
  }
  return parts.join(', ');
}

function objectOf({ descriptor, oid, kind }: NmsFigure, instance: string): CollectedObject {
  return {
    oid: `.${oid}`,
    instance,
    alias: kind === 'text' ? descriptor : aliasOf(descriptor),
    type: TYPE[kind],
  };
}

/**
 * A descriptor, or as much of it as there is room for with six letters and digits of its hash: with fewer, two of
 * some hundred columns that begin alike would soon share a data source.
 */
export function aliasOf(descriptor: string): string {
  if (descriptor.length <= MAX_ALIAS) return descriptor;
  const digest = createHash('sha256').update(descriptor).digest().readUIntBE(0, 6);
  const hash = digest.toString(36).padStart(6, '0').slice(-6);
  return descriptor.slice(0, MAX_ALIAS - hash.length) + hash;
}
