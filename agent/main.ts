import type { Model, ModelModule } from '../model/model.ts';
import { baseMib } from './base-mib/base-mib.ts';
import { SourceState } from './base-mib/source-table.ts';
import { type Clock, systemClock } from './collect/clock.ts';
import { createSources } from './collect/create-sources.ts';
import { Scheduler } from './collect/scheduler.ts';
import type { TimedSample } from './collect/source.ts';
import type { BoundConfig } from './config/bind.ts';
import type { AgentConfig } from './config/config.ts';
import { configItems } from './config/items.ts';
import { engineCounts } from './engine-counts.ts';
import { IntervalClock } from './interval-clock.ts';
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

/** How long stopping waits for informs to be acknowledged. */
const STOP_GRACE = 1000;

/**
 * Puts an agent together and starts it. Rejects, with nothing left running, where an address cannot be
 * listened on, a handler cannot be loaded or the data folder cannot be written; the Error names the place and
 * the remedy.
 */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const { config, bound, model, software, log, clock = systemClock } = options;
  const { instanceId } = config;
  const { modules } = bound;
  const startedAt = clock.now();
  const started = performance.now();
  const sysUpTime = () => Math.floor((performance.now() - started) / 10);

  const scheduled = await createSources(bound.sources, (source, methods) =>
    log.warn({ source, methods }, 'the handler has methods that nothing is measured with'),
  );
  const engine = startEngine(config, model.enterprise);
  const { trapAddress } = config.snmp;
  const notifier = new Notifier(config.notify, {
    sysUpTime,
    log,
    engine,
    ...(trapAddress && { trapAddress }),
  });
  const counters = createCounters();
  const calculator = new KpiCalculator(modules, bound.sources.map(bindingOf));
  const index = new ValueIndex();
  const publisher = new Publisher(new Publication(index, modules), calculator, bound.sources);
  const states = bound.sources.map(({ config: { name, type } }) => new SourceState(name, type));
  const history = new IntervalHistory(config.history.intervals);
  const reports = new ReportLog(config.history.reports);
  const base = parseOid(model.baseOid);

  const listeners = await serveSnmp({
    config: config.snmp,
    targets: config.notify,
    engine,
    counters,
    index,
    subtrees: [
      systemGroup(describeSystem(config, model, modules, software), sysUpTime),
      ...baseMib({
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
        now: clock.now,
      }),
    ],
    notifier,
    log,
  }).catch(async (error) => {
    await notifier.close(0);
    throw error;
  });

  const notifications = new NotificationBuilder(base);
  const { publication } = publisher;
  const reporter = new Reporter({
    instanceId,
    modules,
    calculator,
    publication,
    notifications,
    notifier,
    log: reports,
    startedAt,
  });
  const scheduler = new Scheduler({
    clock,
    sources: scheduled,
    onSample(sample) {
      observeSource(states, sample, log);
      calculator.accept(sample);
      publisher.publishSample(sample.source);
    },
  });
  const intervals = new IntervalClock(
    clock,
    scheduler,
    calculator.frequencies,
    async (frequency, end) => {
      const results: KpiResult[] = [];
      await publisher.publishInterval(calculator.closeInterval(frequency, end), (result) => {
        history.add(result);
        results.push(result);
      });
      reporter.report(results, end);
      options.onInterval?.(results, end);
    },
    (error) => log.error({ err: error }, 'an interval could not be calculated'),
  );

  notifier.notify(COLD_START);
  notifier.notify(
    notifications.build('kpi1AgentStart', { kpi1InstanceId: instanceId, kpi1InstanceSoftware: software }),
  );
  if (config.collection.autostart) {
    scheduler.start();
    intervals.start();
  }
  return {
    endpoints: listeners.map(({ endpoint }) => endpoint),
    async stop() {
      await scheduler.stop();
      await intervals.stop();
      await notifier.close(STOP_GRACE);
      await Promise.all(listeners.map((listener) => listener.close()));
      await Promise.all(scheduled.map(({ source }) => source.close()));
    },
  };
}

function bindingOf({ config: { name, every }, wanted }: BoundConfig['sources'][number]) {
  return { source: name, every, measurements: wanted.map(({ measurement }) => measurement) };
}

function describeSystem(
  config: AgentConfig,
  model: Model,
  modules: readonly ModelModule[],
  software: string,
) {
  const { contact, name, location } = config.snmp.system;
  return {
    sysDescr: `${software}, KPIinOMA-enabled Instance ${config.instanceId}`,
    sysObjectID: model.baseOid,
    sysContact: contact,
    sysName: name,
    sysLocation: location,
    resources: [
      {
        sysORID: model.baseOid,
        sysORDescr: 'KPI1-MIB: the KPIs of this instance and what they are made of.',
      },
      ...modules.map((module) => ({
        sysORID: module.oid,
        sysORDescr: `${module.name}: ${module.description}`,
      })),
    ],
  };
}

/** Says so where a source goes up or down. */
function observeSource(states: readonly SourceState[], { source, at, sample }: TimedSample, log: Log): void {
  if (!states.find(({ name }) => name === source)?.observe({ source, at, sample })) return;
  if (sample.ok) log.info({ source }, 'the source answers');
  else log.warn({ source, reason: sample.reason }, 'the source does not answer');
}
