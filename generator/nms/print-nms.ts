import type { Model } from '../../model/model.ts';
import { NMS_FOLDER } from '../folders.ts';
import { printGrafana } from './grafana.ts';
import { printLibreNms } from './librenms.ts';
import { printNagios } from './nagios.ts';
import { printOpenNms } from './opennms.ts';
import { printRules } from './prometheus.ts';
import { resolveView } from './resolve.ts';
import { printSnmpExporter } from './snmp-exporter.ts';
import { printTelegraf } from './telegraf.ts';
import { printTraps } from './traps.ts';
import { printZabbix } from './zabbix.ts';

/** What network management systems read, by path below the output folder. */
export function printNms(model: Model): Map<string, string> {
  const view = resolveView(model);
  const files = [
    ...printZabbix(view),
    ...printSnmpExporter(view),
    printRules(view),
    ...printGrafana(view),
    ...printTelegraf(view),
    ...printLibreNms(view),
    ...printOpenNms(view),
    ...printNagios(view),
    ...printTraps(view),
  ];
  return new Map(files.map(([path, text]) => [`${NMS_FOLDER}/${path}`, text]));
}
