import { baseMib } from './base-mib/base-mib.ts';
import { SourceState } from './base-mib/source-table.ts';
import { type Clock, systemClock } from './collect/clock.ts';
import { createSources } from './collect/create-sources.ts';
import { Scheduler } from './collect/scheduler.ts';
import type { TimedSample } from './collect/source.ts';
import type { BoundConfig } from './config/bind.ts';
import type { AgentConfig, SnmpConfig } from './config/config.ts';
import { configItems } from './config/items.ts';
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
import { Dispatcher } from './snmp/dispatch.ts';
import type { ComputedSubtree } from './snmp/mib-view.ts';
import { Notifier } from './snmp/notify/notifier.ts';
import { snmpGroup } from './snmp/snmp-group.ts';
import { systemGroup } from './snmp/system-group.ts';
import { type Endpoint, UdpListener } from './snmp/udp-listener.ts';
import { ValueIndex } from './snmp/value-index.ts';
import { View } from './snmp/view.ts';

export interface AgentOptions {
  readonly config: AgentConfig;
  readonly bound: BoundConfig;
  /** OID of KPI1-MIB, from the model. */
  readonly baseOid: string;
  /** Name and version of this program. */
  readonly software: string;
  readonly log: Log;
  readonly clock?: Clock;
  /** Told the KPIs of each interval once their values are published. */
  onInterval?(results: readonly KpiResult[], end: number): void;
}

/** How long stopping waits for informs to be acknowledged. */
const STOP_GRACE = 1000;

/** A KPIinOMA-enabled Instance that is running: it collects, calculates, answers and reports. */
export interface Agent {
  /** Where it listens for SNMP. */
  readonly endpoints: readonly Endpoint[];
  stop(): Promise<void>;
}

/**
 * Puts an agent together and starts it. Rejects, with nothing left running, where an address cannot be
 * listened on or a handler cannot be loaded; the Error names the place and the remedy.
 */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const { config, bound, software, log, clock = systemClock } = options;
  const { modules } = bound;
  const startedAt = clock.now();
  const sysUpTime = () => Math.floor((clock.now() - startedAt) / 10);

  const scheduled = await createSources(bound.sources, (source, methods) =>
    log.warn({ source, methods }, 'the handler has methods that nothing is measured with'),
  );
  const states = bound.sources.map(({ config: { name, type } }) => new SourceState(name, type));
  const calculator = new KpiCalculator(
    modules,
    bound.sources.map(({ config: { name, every }, wanted }) => ({
      source: name,
      every,
      measurements: wanted.map(({ measurement }) => measurement),
    })),
  );
  const index = new ValueIndex();
  const publisher = new Publisher(new Publication(index, modules), calculator, bound.sources);
  const history = new IntervalHistory(config.history.intervals);
  const reports = new ReportLog(config.history.reports);
  const counters = createCounters();
  const base = parseOid(options.baseOid);

  const subtrees: ComputedSubtree[] = [
    systemGroup(
      {
        sysDescr: `${software}, KPIinOMA-enabled Instance ${config.instanceId}`,
        sysObjectID: options.baseOid,
        sysContact: config.snmp.system.contact,
        sysName: config.snmp.system.name,
        sysLocation: config.snmp.system.location,
        resources: [
          {
            sysORID: options.baseOid,
            sysORDescr: 'KPI1-MIB: the KPIs of this instance and what they are made of.',
          },
          ...modules.map(({ name, oid, description }) => ({
            sysORID: oid,
            sysORDescr: `${name}: ${description}`,
          })),
        ],
      },
      sysUpTime,
    ),
    snmpGroup(counters, false),
    ...baseMib({
      base,
      instanceId: config.instanceId,
      software,
      modules,
      calculator,
      history,
      reports,
      sources: states,
      sourceOf: publisher.sourceOf,
      config: configItems(config),
      now: clock.now,
    }),
  ];
  const dispatcher = new Dispatcher({
    communities: communitiesOf(config.snmp, index, subtrees),
    counters,
    maxMessageSize: config.snmp.maxMessageSize,
    onHandlerError: ({ root }, error) =>
      log.error({ subtree: root.join('.'), err: error }, 'a value could not be computed'),
    onInternalError: (error) => log.error({ err: error }, 'a request could not be answered'),
  });
  const listeners = await openListeners(config.snmp, dispatcher, log);

  const notifier = new Notifier(
    config.notify.map(({ to, ...target }) => ({ ...to, ...target })),
    { sysUpTime, log },
  );
  const notifications = new NotificationBuilder(base);
  const reporter = new Reporter({
    instanceId: config.instanceId,
    modules,
    calculator,
    publication: publisher.publication,
    notifications,
    notifier,
    log: reports,
    startedAt,
  });

  const scheduler = new Scheduler({
    clock,
    sources: scheduled,
    onSample(sample) {
      tellSource(states, sample, log);
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

  notifier.notify(
    notifications.build('kpi1AgentStart', {
      kpi1InstanceId: config.instanceId,
      kpi1InstanceSoftware: software,
    }),
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

function communitiesOf(
  { communities, views }: SnmpConfig,
  index: ValueIndex,
  subtrees: readonly ComputedSubtree[],
) {
  const made = new Map(
    [...views].map(([name, { include, exclude }]) => {
      const definition = { include: include.map(parseView), exclude: exclude.map(parseView) };
      return [name, new View(definition, { index, subtrees })] as const;
    }),
  );
  return communities.map(({ name, from, view }) => ({ name, from, view: made.get(view) as View }));
}

function parseView(dotted: string): number[] {
  return parseOid(dotted.replace(/^\./, ''));
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

function tellSource(states: readonly SourceState[], sample: TimedSample, log: Log): void {
  const state = states.find(({ name }) => name === sample.source);
  if (!state?.observe(sample)) return;
  if (sample.sample.ok) log.info({ source: sample.source }, 'the source answers');
  else log.warn({ source: sample.source, reason: sample.sample.reason }, 'the source does not answer');
}
