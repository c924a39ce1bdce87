import type { Model } from '../../model/model.ts';
import { NMS_FOLDER } from '../folders.ts';
import { printNagios } from './nagios.ts';
import { printRules } from './prometheus.ts';
import { resolveView } from './resolve.ts';
import { printSnmpExporter } from './snmp-exporter.ts';
import { printTraps } from './traps.ts';

/** What network management systems read, by path below the output folder. */
export function printNms(model: Model): Map<string, string> {
  const view = resolveView(model);
  const files = [...printSnmpExporter(view), printRules(view), ...printNagios(view), ...printTraps(view)];
  return new Map(files.map(([path, text]) => [`${NMS_FOLDER}/${path}`, text]));
}
