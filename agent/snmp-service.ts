import type { SnmpConfig } from './config/config.ts';
import type { Log } from './log.ts';
import { parseOid } from './publish/instance-oid.ts';
import { createCounters } from './snmp/counters.ts';
import { Dispatcher } from './snmp/dispatch.ts';
import type { ComputedSubtree } from './snmp/mib-view.ts';
import { snmpGroup } from './snmp/snmp-group.ts';
import { UdpListener } from './snmp/udp-listener.ts';
import type { AuthoritativeEngine } from './snmp/usm/engine.ts';
import { securityGroups, snmpEngineGroup } from './snmp/usm/engine-groups.ts';
import { createSecurityStatistics } from './snmp/usm/statistics.ts';
import { V3Processor } from './snmp/usm/v3-processor.ts';
import type { ValueIndex } from './snmp/value-index.ts';
import { View } from './snmp/view.ts';

export interface SnmpServiceOptions {
  readonly config: SnmpConfig;
  readonly engine: AuthoritativeEngine;
  readonly index: ValueIndex;
  /** What is served beside the index and the engine's own groups. */
  readonly subtrees: readonly ComputedSubtree[];
  readonly log: Log;
}

/**
 * Answers SNMP on every configured address. Rejects, with none left open, where one cannot be listened on;
 * the Error names the address and the remedy.
 */
export function serveSnmp({
  config,
  engine,
  index,
  subtrees,
  log,
}: SnmpServiceOptions): Promise<UdpListener[]> {
  const { maxMessageSize } = config;
  const counters = createCounters();
  const statistics = createSecurityStatistics();
  const all = [
    ...subtrees,
    snmpGroup(counters, false),
    snmpEngineGroup(engine, maxMessageSize),
    ...securityGroups(statistics, counters),
  ];
  const views = new Map(
    [...config.views].map(([name, { include, exclude }]) => {
      const definition = { include: include.map(parseSubtree), exclude: exclude.map(parseSubtree) };
      return [name, new View(definition, { index, subtrees: all })] as const;
    }),
  );
  // The configuration was checked: every view named is defined.
  const viewNamed = (name: string) => views.get(name) as View;
  const principals = config.users.map(({ view, ...credentials }) => ({
    credentials,
    access: viewNamed(view),
  }));
  const dispatcher = new Dispatcher({
    communities: config.communities.map(({ name, from, view }) => ({ name, from, view: viewNamed(view) })),
    ...(principals.length > 0 && { v3: new V3Processor(engine, principals, statistics, maxMessageSize) }),
    counters,
    maxMessageSize,
    onHandlerError: ({ root }, error) =>
      log.error({ subtree: root.join('.'), err: error }, 'a value could not be computed'),
    onInternalError: (error) => log.error({ err: error }, 'a request could not be answered'),
  });
  return openListeners(config, dispatcher, log);
}

/** Opens every address, or none: what could be opened is closed again where another could not. */
async function openListeners(config: SnmpConfig, dispatcher: Dispatcher, log: Log): Promise<UdpListener[]> {
  const opened = await Promise.allSettled(
    config.listen.map((endpoint) =>
      UdpListener.open(
        endpoint,
        (datagram, address, writer) => dispatcher.answer(datagram, address, writer),
        (error) => log.error({ err: error }, 'a socket failed'),
      ),
    ),
  );
  const listeners = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = opened.find((each) => each.status === 'rejected');
  if (!failed) return listeners;
  await Promise.all(listeners.map((listener) => listener.close()));
  throw failed.reason;
}

/** An OID of a view, which may be written with a leading dot. */
function parseSubtree(dotted: string): number[] {
  return parseOid(dotted.replace(/^\./, ''));
}
