import type { Model } from '../model/model.ts';
import { baseMib } from './base-mib/base-mib.ts';
import { SourceState } from './base-mib/source-table.ts';
import { type Clock, systemClock } from './collect/clock.ts';
import { closeSources } from './collect/close-sources.ts';
import { createSources } from './collect/create-sources.ts';
import { Collection } from './collection.ts';
import type { BoundConfig } from './config/bind.ts';
import type { AgentConfig } from './config/config.ts';
import { configItems } from './config/items.ts';
import { engineCounts } from './engine-counts.ts';
import { KpiCalculator, type KpiResult } from './kpi/calculate.ts';
import { IntervalHistory } from './kpi/history.ts';
import type { Log } from './log.ts';
import { parseOid } from './publish/instance-oid.ts';
import { Publication } from './publish/publication.ts';
import { Publisher } from './publish/publisher.ts';
import { NotificationBuilder } from './report/notification.ts';
import { ReportLog } from './report/report-log.ts';
import { Reporter } from './reporter.ts';
import { createCounters } from './snmp/counters.ts';
import { Notifier } from './snmp/notify/notifier.ts';
import { COLD_START } from './snmp/notify/standard-notifications.ts';
import { systemGroup } from './snmp/system-group.ts';
import type { Endpoint } from './snmp/udp-listener.ts';
import { ValueIndex } from './snmp/value-index.ts';
import { startEngine } from './snmp-engine.ts';
import { serveSnmp } from './snmp-service.ts';
import { describeSystem } from './system-description.ts';

export interface AgentOptions {
  readonly config: AgentConfig;
  readonly bound: BoundConfig;
  readonly model: Model;
  /** Name and version of this program. */
  readonly software: string;
  readonly log: Log;
  readonly clock?: Clock;
  /** Told the KPIs of each interval once their values are published. */
  onInterval?(results: readonly KpiResult[], end: number): void;
}

/** A KPIinOMA-enabled Instance that is running: it collects, calculates, answers and reports. */
export interface Agent {
  /** Where it listens for SNMP. */
  readonly endpoints: readonly Endpoint[];
  stop(): Promise<void>;
}

/** What is to be closed when the agent stops, in the order it was opened. */
type Opened = (() => Promise<unknown>)[];

/** How long stopping waits for informs to be acknowledged. */
const STOP_GRACE = 1000;

/**
 * Puts an agent together and starts it. Rejects, with nothing left running, where an address cannot be
 * listened on, a handler cannot be loaded or the data folder cannot be written; the Error names the place and
 * the remedy.
 */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const opened: Opened = [];
  const stop = async () => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    return { endpoints: await assemble(options, opened), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function assemble(options: AgentOptions, opened: Opened): Promise<Endpoint[]> {
  const { config, bound, model, software, log, clock = systemClock } = options;
  const { instanceId } = config;
  const { modules } = bound;
  const startedAt = clock.now();
  const started = performance.now();
  const sysUpTime = () => Math.floor((performance.now() - started) / 10);

  const sources = await createSources(bound.sources, (source, methods) =>
    log.warn({ source, methods }, 'the handler has methods that nothing is measured with'),
  );
  opened.push(() =>
    closeSources(
      sources.map(({ source }) => source),
      clock,
      (source, reason) => log.warn({ source, reason }, 'the source could not be closed'),
    ),
  );
  const engine = startEngine(config, model.enterprise);
  const { trapAddress } = config.snmp;
  const notifier = new Notifier(config.notify, {
    sysUpTime,
    log,
    engine,
    ...(trapAddress && { trapAddress }),
  });
  opened.push(() => notifier.close(STOP_GRACE));

  const calculator = new KpiCalculator(modules, bound.sources.map(bindingOf));
  const index = new ValueIndex();
  const publication = new Publication(index, modules);
  const publisher = new Publisher(publication, calculator, bound.sources);
  const states = bound.sources.map(({ config: { name, type } }) => new SourceState(name, type));
  const history = new IntervalHistory(config.history.intervals);
  const reports = new ReportLog(config.history.reports);
  const base = parseOid(model.baseOid);
  const counters = createCounters();
  const kpi1Mib = baseMib({
    base,
    instanceId,
    software,
    modules,
    calculator,
    history,
    reports,
    sources: states,
    sourceOf: publisher.sourceOf,
    config: configItems(config),
    engineCount: engineCounts(counters, notifier),
    now: () => clock.now(),
  });
  const system = systemGroup(describeSystem(config, model, modules, software), sysUpTime);
  const listeners = await serveSnmp({
    config: config.snmp,
    targets: config.notify,
    engine,
    counters,
    index,
    subtrees: [system, ...kpi1Mib],
    notifier,
    log,
  });
  opened.push(() => Promise.all(listeners.map((listener) => listener.close())));

  const notifications = new NotificationBuilder(base);
  notifier.notify(COLD_START);
  notifier.notify(
    notifications.build('kpi1AgentStart', { kpi1InstanceId: instanceId, kpi1InstanceSoftware: software }),
  );
  const reporting = { instanceId, modules, calculator, publication, notifications, notifier, startedAt };
  const reporter = new Reporter({ ...reporting, log: reports });
  const { onInterval } = options;
  const collection = new Collection({
    ...{ clock, sources, states, calculator, publisher, history, reporter, log },
    ...(onInterval && { onInterval }),
  });
  if (config.collection.autostart) collection.start();
  opened.push(() => collection.stop());
  return listeners.map(({ endpoint }) => endpoint);
}

function bindingOf({ config: { name, every }, wanted }: BoundConfig['sources'][number]) {
  return { source: name, every, measurements: wanted.map(({ measurement }) => measurement) };
}
