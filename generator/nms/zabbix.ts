import { BASE_MIB_NAME } from '../../model/base-mib.ts';
import { printer } from '../templates.ts';
import { uuidOf } from './names.ts';
import type { NmsFigure, NmsModule, NmsNotification, NmsTable, NmsView } from './view.ts';
import { discoveredRows, indexScript, rowMacros } from './zabbix-discovery.ts';
import { MAX_NAME, READ_VALUE, withoutMacros } from './zabbix-text.ts';
import { limitMacros, triggersOf } from './zabbix-triggers.ts';
import { zabbixUnit } from './zabbix-units.ts';
import type { ZabbixField, ZabbixItem, ZabbixRule, ZabbixStep, ZabbixView } from './zabbix-view.ts';

/** 6.0 asks for each object; 7.0 reads the module in one walk and takes the objects from what that gave. */
export type ZabbixVersion = '6.0' | '7.0';

const PRINT = {
  '6.0': printer<ZabbixView>('nms/zabbix-6.0'),
  '7.0': printer<ZabbixView>('nms/zabbix-7.0'),
};

const GROUP = 'Templates/KPI';

/** Templates for Zabbix, one for each module. */
export function printZabbix(view: NmsView, version: ZabbixVersion): [path: string, text: string][] {
  return view.modules.map((module) => [
    `zabbix-${version}/${module.name}.yaml`,
    PRINT[version](templateOf(view, module, version)),
  ]);
}

function templateOf({ mark, notifications }: NmsView, module: NmsModule, version: ZabbixVersion): ZabbixView {
  const figures = [...module.scalars, ...module.tables.flatMap(({ columns }) => columns)];
  return {
    mark,
    date: `${module.revision}T00:00:00Z`,
    group: { uuid: uuidOf(`zabbix group ${GROUP}`), name: GROUP },
    uuid: uuidOf(`zabbix template ${module.oid}`),
    name: module.name,
    description: module.description,
    items: itemsOf(module, module.name === BASE_MIB_NAME ? notifications : [], version),
    rules: module.tables.map((table) => ruleOf(table, module, version)),
    macros: figures.flatMap(limitMacros),
    maps: figures
      .filter(({ choices }) => choices.length > 0)
      .map(({ descriptor, oid, choices }) => ({
        uuid: uuidOf(`zabbix map ${oid}`),
        name: descriptor,
        mappings: choices.map(({ value, name }) => ({ value: `${value}`, name })),
      })),
  };
}

function* itemsOf(
  module: NmsModule,
  notifications: readonly NmsNotification[],
  version: ZabbixVersion,
): Generator<ZabbixItem> {
  if (version === '7.0') yield walkItem(module);
  for (const figure of module.scalars) yield itemOf(figure, module, undefined, version);
  for (const notification of notifications) yield trapItem(notification);
}

function* prototypesOf(table: NmsTable, module: NmsModule, version: ZabbixVersion): Generator<ZabbixItem> {
  for (const figure of table.columns) yield itemOf(figure, module, table, version);
}

function walkKey({ key }: NmsModule): string {
  return `${key}.walk`;
}

function walkItem(module: NmsModule): ZabbixItem {
  const figures = [...module.scalars, ...module.tables.flatMap(({ columns }) => columns)];
  const seconds = Math.min(...figures.map(({ pollSeconds }) => pollSeconds));
  return {
    uuid: uuidOf(`zabbix walk ${module.oid}`),
    fields: fieldsOf({
      name: `Walk of ${module.name}`,
      type: 'SNMP_AGENT',
      snmp_oid: `walk[${module.subtrees.join(',')}]`,
      key: walkKey(module),
      delay: `${seconds}s`,
      history: '0',
      trends: '0',
      value_type: 'TEXT',
      description: 'What all other items are taken from.',
    }),
    master: '',
    map: '',
    steps: [],
    tags: [{ tag: 'component', value: 'raw' }],
    triggers: [],
  };
}

/** An item, or where there is a table an item prototype. */
function itemOf(
  defined: NmsFigure,
  module: NmsModule,
  table: NmsTable | undefined,
  version: ZabbixVersion,
): ZabbixItem {
  const figure = withoutMacros(defined);
  const { descriptor, kind, decimals } = figure;
  const instance = table === undefined ? '0' : '{#SNMPINDEX}';
  const oid = `${figure.oid}.${instance}`;
  const key = table === undefined ? descriptor : `${descriptor}[{#SNMPINDEX}]`;
  const row = table === undefined ? '' : rowOf(figure, table);
  const isWalked = version === '7.0';
  const steps: ZabbixStep[] = [];
  // A text that is not ASCII is in hexadecimal digits: 7.0 reads them by itself.
  if (isWalked) steps.push({ type: 'SNMP_WALK_VALUE', parameters: [oid, kind === 'text' ? '1' : '0'] });
  else if (kind === 'text') steps.push({ type: 'JAVASCRIPT', parameters: [READ_VALUE] });
  if (decimals > 0) steps.push({ type: 'MULTIPLIER', parameters: [(10 ** -decimals).toFixed(decimals)] });
  if (kind === 'counter') steps.push({ type: 'CHANGE_PER_SECOND', parameters: [''] });
  return {
    uuid: uuidOf(`zabbix item ${figure.oid}`),
    fields: fieldsOf({
      name: `${figure.name}${row}`,
      type: isWalked ? 'DEPENDENT' : 'SNMP_AGENT',
      snmp_oid: isWalked ? '' : oid,
      key,
      delay: isWalked ? '0' : `${figure.pollSeconds}s`,
      trends: kind === 'text' ? '0' : '',
      value_type: VALUE_TYPE[kind],
      units: zabbixUnit(figure),
      description: figure.description,
    }),
    master: isWalked ? walkKey(module) : '',
    map: figure.choices.length > 0 ? descriptor : '',
    steps,
    tags: [
      { tag: 'category', value: figure.category },
      { tag: 'mib', value: module.name },
    ],
    triggers: triggersOf(figure, `/${module.name}/${key}`, row, table),
  };
}

/** Which row it is, by the parts of its index, or by all of it where a name has no room for these. */
function rowOf({ name }: NmsFigure, table: NmsTable): string {
  const row = ` of ${table.row} ${rowMacros(table).join(', ')}`;
  return name.length + row.length > MAX_NAME ? ` of ${table.row} {#SNMPINDEX}` : row;
}

const VALUE_TYPE = { gauge: 'FLOAT', counter: 'FLOAT', choice: 'UNSIGNED', text: 'CHAR' } as const;

function trapItem({ name, oid, description }: NmsNotification): ZabbixItem {
  const pattern = `(\\.${oid.replaceAll('.', '\\.')}|${name})([^.0-9A-Za-z]|$)`;
  return {
    uuid: uuidOf(`zabbix trap ${oid}`),
    fields: fieldsOf({
      name: `Notification ${name}`,
      type: 'SNMP_TRAP',
      key: `snmptrap["${pattern}"]`,
      delay: '0',
      trends: '0',
      value_type: 'LOG',
      description,
    }),
    master: '',
    map: '',
    steps: [],
    tags: [{ tag: 'category', value: 'Notifications' }],
    triggers: [],
  };
}

function ruleOf(table: NmsTable, module: NmsModule, version: ZabbixVersion): ZabbixRule {
  const isWalked = version === '7.0';
  return {
    uuid: uuidOf(`zabbix discovery ${table.entryOid}`),
    fields: fieldsOf({
      name: `Rows of ${table.descriptor}`,
      type: isWalked ? 'DEPENDENT' : 'SNMP_AGENT',
      snmp_oid: isWalked ? '' : `discovery[${discoveredRows(table).flat().join(',')}]`,
      key: `${table.descriptor}.discovery`,
      delay: isWalked ? '0' : '5m',
      description: table.description,
    }),
    master: isWalked ? walkKey(module) : '',
    steps: isWalked
      ? [
          {
            type: 'SNMP_WALK_TO_JSON',
            parameters: discoveredRows(table, Number.POSITIVE_INFINITY).flatMap((pair) => [...pair, '1']),
          },
        ]
      : [],
    script: indexScript(table, !isWalked),
    prototypes: prototypesOf(table, module, version),
  };
}

/** Those that have a value. */
function fieldsOf(fields: Readonly<Record<string, string>>): ZabbixField[] {
  return Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ({ name, value }));
}
