import type { Model, ModelModule } from '../model/model.ts';
import { cutText } from './base-mib/cell.ts';
import type { AgentConfig } from './config/config.ts';
import type { SystemDescription } from './snmp/system-group.ts';

/** Octets that a DisplayString holds (RFC 2579). */
const MAX_DISPLAY_STRING = 255;

/** What the system group says of an agent; its resources are KPI1-MIB and the modules that it serves. */
export function describeSystem(
  { instanceId, snmp }: AgentConfig,
  { baseOid }: Model,
  modules: readonly ModelModule[],
  software: string,
): SystemDescription {
  const { contact, name, location } = snmp.system;
  const resources = [
    { sysORID: baseOid, sysORDescr: 'KPI1-MIB: the KPIs of this instance and what they are made of.' },
    ...modules.map((module) => ({ sysORID: module.oid, sysORDescr: `The MIB module ${module.name}.` })),
  ];
  return {
    sysDescr: cutText(`${software}, KPIinOMA-enabled Instance ${instanceId}`, MAX_DISPLAY_STRING).toString(),
    sysObjectID: baseOid,
    sysContact: contact,
    sysName: name,
    sysLocation: location,
    resources,
  };
}
