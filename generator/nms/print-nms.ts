import type { Model } from '../../model/model.ts';
import type { Definitions } from '../definition.ts';
import { NMS_FOLDER } from '../folders.ts';
import type { Lock } from '../lock/lock.ts';
import { printGrafana } from './grafana.ts';
import { printReference } from './html-page.ts';
import { printLibreNms } from './librenms.ts';
import { printNagios } from './nagios.ts';
import { printOpenNms } from './opennms.ts';
import { printRules } from './prometheus.ts';
import { resolveView } from './resolve.ts';
import { printSnmpExporter, printSnmpExporter021 } from './snmp-exporter.ts';
import { NMS_TARGETS, type NmsTarget } from './targets.ts';
import { printTelegraf } from './telegraf.ts';
import { printSnmptrapd, printSnmptt } from './traps.ts';
import type { NmsView } from './view.ts';
import { printZabbix } from './zabbix.ts';

type Files = readonly (readonly [path: string, text: string])[];

/** Files by their paths below NMS_FOLDER, of each target that prints the common view. */
const PRINT: Readonly<Record<Exclude<NmsTarget, 'html'>, (view: NmsView) => Files>> = {
  'zabbix-6.0': (view) => printZabbix(view, '6.0'),
  'zabbix-7.0': (view) => printZabbix(view, '7.0'),
  snmp_exporter: (view) => [printSnmpExporter(view)],
  'snmp_exporter-0.21': (view) => [printSnmpExporter021(view)],
  prometheus: (view) => [printRules(view)],
  grafana: printGrafana,
  telegraf: printTelegraf,
  librenms: printLibreNms,
  opennms: printOpenNms,
  nagios: printNagios,
  snmptrapd: (view) => [printSnmptrapd(view)],
  snmptt: (view) => [printSnmptt(view)],
};

/** What the management systems read that the project chooses, by path below the output folder. */
export function printNms(model: Model, definitions: Definitions, lock: Lock): Map<string, string> {
  const { nms: chosen = NMS_TARGETS } = definitions.project;
  const targets = NMS_TARGETS.filter((target) => chosen.includes(target));
  const view = resolveView(model);
  const files = targets.flatMap((target) =>
    target === 'html' ? [printReference(model, definitions, lock)] : PRINT[target](view),
  );
  return new Map(files.map(([path, text]) => [`${NMS_FOLDER}/${path}`, text]));
}
