import type { SnmpConfig, SnmpTargetConfig } from './config/config.ts';
import type { Log } from './log.ts';
import { parseOid } from './publish/instance-oid.ts';
import type { EngineCounters } from './snmp/counters.ts';
import { Dispatcher } from './snmp/dispatch.ts';
import type { ComputedSubtree } from './snmp/mib-view.ts';
import { AuthenticationFailures } from './snmp/notify/authentication-failures.ts';
import type { Notifier } from './snmp/notify/notifier.ts';
import { AUTHENTICATION_FAILURE } from './snmp/notify/standard-notifications.ts';
import { targetGroups } from './snmp/notify/target-groups.ts';
import { snmpGroup } from './snmp/snmp-group.ts';
import { type Endpoint, UdpListener } from './snmp/udp-listener.ts';
import type { AuthoritativeEngine } from './snmp/usm/engine.ts';
import { securityGroups, snmpEngineGroup } from './snmp/usm/engine-groups.ts';
import { createSecurityStatistics } from './snmp/usm/statistics.ts';
import { V3Processor } from './snmp/usm/v3-processor.ts';
import type { ValueIndex } from './snmp/value-index.ts';
import { View } from './snmp/view.ts';
import { addressesBehind } from './wildcard-address.ts';

export interface SnmpServiceOptions {
  readonly config: SnmpConfig;
  readonly targets: readonly SnmpTargetConfig[];
  readonly engine: AuthoritativeEngine;
  readonly counters: EngineCounters;
  readonly index: ValueIndex;
  /** What is served beside the index and the engine's own groups. */
  readonly subtrees: readonly ComputedSubtree[];
  /** Tells of requests that are not authenticated. */
  readonly notifier: Notifier;
  readonly log: Log;
}

/** How often a failure of authentication is told at most. */
const FAILURES_TOLD_MS = 60_000;

/**
 * Answers SNMP on every configured address. Rejects, with none left open, where one cannot be listened on;
 * the Error names the address and the remedy.
 */
export async function serveSnmp(options: SnmpServiceOptions): Promise<UdpListener[]> {
  const { config, engine, counters, log } = options;
  const { maxMessageSize } = config;
  const statistics = createSecurityStatistics();
  const viewNamed = defineViews(options, [
    ...options.subtrees,
    snmpGroup(counters, config.authenticationTraps),
    snmpEngineGroup(engine, maxMessageSize),
    ...securityGroups(statistics, counters),
    ...targetGroups(options.targets),
  ]);
  const principals = config.users.map(({ view, from, ...credentials }) => ({
    credentials,
    access: viewNamed(view),
    ...(from && { from }),
  }));
  const failures = watchAuthentication(options);
  const dispatcher = new Dispatcher({
    communities: config.communities.map(({ name, from, view }) => ({ name, from, view: viewNamed(view) })),
    ...(principals.length > 0 && { v3: new V3Processor(engine, principals, statistics, maxMessageSize) }),
    counters,
    limits: config.limits,
    maxMessageSize,
    onAuthenticationFailure: (address) => failures.add(address),
    onHandlerError: ({ root }, error) =>
      log.error({ subtree: root.join('.'), err: error }, 'a value could not be computed'),
    onInternalError: (error) => log.error({ err: error }, 'a request could not be answered'),
  });
  return await openListeners(config, dispatcher, log);
}

/** The views by name. The configuration was checked: every one that is named is defined. */
function defineViews(
  { config, index }: SnmpServiceOptions,
  subtrees: readonly ComputedSubtree[],
): (name: string) => View {
  const views = new Map(
    [...config.views].map(([name, { include, exclude }]) => {
      const definition = { include: include.map(parseSubtree), exclude: exclude.map(parseSubtree) };
      return [name, new View(definition, { index, subtrees })] as const;
    }),
  );
  return (name) => views.get(name) as View;
}

function watchAuthentication({ config, notifier, log }: SnmpServiceOptions): AuthenticationFailures {
  return new AuthenticationFailures(FAILURES_TOLD_MS, (address, failures) => {
    log.warn({ address, failures }, 'requests named a wrong community, user or passphrase');
    if (config.authenticationTraps) notifier.notify(AUTHENTICATION_FAILURE);
  });
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
  if (!failed) {
    for (const endpoint of config.listen) warnOfWildcard(endpoint, log);
    return listeners;
  }
  await Promise.all(listeners.map((listener) => listener.close()));
  throw failed.reason;
}

function warnOfWildcard({ host }: Endpoint, log: Log): void {
  const addresses = addressesBehind(host);
  if (addresses.length < 2) return;
  log.warn(
    { listen: host, addresses },
    'answers may leave from another address than was asked: list each under snmp.listen',
  );
}

/** An OID of a view, which may be written with a leading dot. */
function parseSubtree(dotted: string): number[] {
  return parseOid(dotted.replace(/^\./, ''));
}
