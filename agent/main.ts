import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Model } from '../model/model.ts';
import { baseMib } from './base-mib/base-mib.ts';
import { SourceState } from './base-mib/source-table.ts';
import { type Clock, systemClock } from './collect/clock.ts';
import { closeSources } from './collect/close-sources.ts';
import { createSources } from './collect/create-sources.ts';
import type { BoundConfig } from './config/bind.ts';
import type { Address, AgentConfig } from './config/config.ts';
import { engineCounts } from './engine-counts.ts';
import { serveHttpFor } from './http-service.ts';
import { createInstance, criteriaFrom } from './instance.ts';
import { CollectionJobs } from './jobs/collection-jobs.ts';
import { restoreIntervals } from './jobs/history-rows.ts';
import { KpiCalculator, type KpiResult } from './kpi/calculate.ts';
import { IntervalHistory } from './kpi/history.ts';
import type { Log } from './log.ts';
import { parseOid } from './publish/instance-oid.ts';
import { Publication } from './publish/publication.ts';
import { Publisher } from './publish/publisher.ts';
import { NotificationBuilder } from './report/notification.ts';
import { openReportTargets } from './report-targets.ts';
import { Reporter } from './reporter.ts';
import { openReporting, type Reporting } from './reporting.ts';
import type { InstanceService } from './requests/service.ts';
import { openSettings } from './settings/open-settings.ts';
import type { Settings } from './settings/settings.ts';
import { createCounters, type EngineCounters } from './snmp/counters.ts';
import { Notifier } from './snmp/notify/notifier.ts';
import { COLD_START } from './snmp/notify/standard-notifications.ts';
import { systemGroup } from './snmp/system-group.ts';
import type { Endpoint, UdpListener } from './snmp/udp-listener.ts';
import type { AuthoritativeEngine } from './snmp/usm/engine.ts';
import { ValueIndex } from './snmp/value-index.ts';
import { startEngine } from './snmp-engine.ts';
import { serveSnmp } from './snmp-service.ts';
import { openStore } from './store/open-store.ts';
import { keepUpStore } from './store-upkeep.ts';
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
  /** Reads the configuration again: what is wrong with it, or nothing, and then it is taken over. */
  reload?(): readonly string[];
}

/** A KPIinOMA-enabled Instance that is running: it collects, calculates, answers and reports. */
export interface Agent {
  /** Where it listens for SNMP. */
  readonly endpoints: readonly Endpoint[];
  /** Where it answers KPI-1 over HTTP. */
  readonly httpEndpoint?: Address;
  /** Answers the Operational Environment. */
  readonly service: InstanceService;
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
    for (const close of opened.splice(0).reverse()) {
      await close().catch((error) => options.log.error({ err: error }, 'a part of the agent did not close'));
    }
  };
  try {
    return { ...(await assemble(options, opened)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function assemble(given: AgentOptions, opened: Opened): Promise<Omit<Agent, 'stop'>> {
  const { bound, model, log, clock = systemClock } = given;
  const started = performance.now();
  const sysUpTime = () => Math.floor((performance.now() - started) / 10);

  const sources = await openSources(given, clock, opened);
  const limits = { ...given.config.store };
  const storeFile = join(given.config.dataDir, 'kpi1.db');
  const store = openStore(storeFile, limits, log);
  opened.push(async () => store.close());
  opened.push(keepUpStore(store, clock, log));
  const calculator = new KpiCalculator(bound.modules, bound.sources.map(bindingOf));
  const { settings, config } = openSettings({ ...given, calculator, store: store.settings, clock });
  Object.assign(limits, config.store);
  const options = { ...given, config };
  const jobs = new CollectionJobs(bound.modules, store.state);

  const engine = startEngine(config, model.enterprise);
  const { trapAddress } = config.snmp;
  const common = { sysUpTime, log, engine, ...(trapAddress && { trapAddress }) };
  const notifier = new Notifier(config.notify, common);
  opened.push(() => notifier.close(STOP_GRACE));
  const notifications = new NotificationBuilder(parseOid(model.baseOid));
  const targets = await openReportTargets({ config, store, software: given.software, log });
  const reporting = openReporting({ config, store, notifier, notifications, targets, clock, log });
  const { delivery, reports } = reporting;
  opened.push(() => delivery.stop(STOP_GRACE));
  const figures = createFigures(options, calculator);
  const counters = createCounters();
  const served = {
    ...{ engine, counters, notifier, figures, reporting, settings, jobs, sysUpTime },
    now: () => clock.now(),
  };
  const listeners = await serve(options, served);
  opened.push(() => Promise.all(listeners.map((listener) => listener.close())));

  const { modules } = bound;
  const { instanceId } = config;
  const reporter = new Reporter({
    ...{ instanceId, modules, notifications, notifier, store, delivery, calculator, reports, log },
    publication: figures.publisher.publication,
    criteriaOf: criteriaFrom(jobs, settings),
  });
  let intervals = 0;
  const instance = createInstance({
    ...{ ...figures, instanceId, modules, clock, sources, bound: bound.sources, jobs, settings, reporter },
    ...{ store, log },
    onInterval(results, end) {
      intervals += results.length;
      options.onInterval?.(results, end);
    },
  });
  opened.push(() => instance.stop());
  const { service } = instance;
  const { reload } = options;
  const http =
    config.http &&
    (await serveHttpFor({
      ...{ config: config.http, namespace: config.xmlNamespace, service, modules },
      ...{ delivery, counters, storeFile, log },
      ...{ states: figures.states, history: figures.history, intervals: () => intervals },
      ...(reload && { reload }),
    }));
  if (http) opened.push(() => http.close());

  // Who asks already has an answer before the rest is done.
  await nextTurn();
  const { history } = figures;
  restoreIntervals(modules, store.history, { history, count: config.history.intervals, now: clock.now() });
  // Only now, as nothing can fail any more: a start that fails leaves no trace in what the next one finds.
  settings.settle();
  announce(options, notifier, notifications);
  delivery.start();
  instance.start();
  const endpoints = listeners.map(({ endpoint }) => endpoint);
  return { endpoints, ...(http && { httpEndpoint: http.endpoint }), service };
}

async function openSources({ bound, log }: AgentOptions, clock: Clock, opened: Opened) {
  const sources = await createSources(bound.sources, (source, methods) =>
    log.warn({ source, methods }, 'the handler has methods that nothing is measured with'),
  );
  const all = sources.map(({ source }) => source);
  opened.push(() =>
    closeSources(all, clock, (source, reason) =>
      log.warn({ source, reason }, 'the source could not be closed'),
    ),
  );
  return sources;
}

type Figures = ReturnType<typeof createFigures>;

/** What is known of measurements and KPIs, and where it is published. */
function createFigures({ config, bound }: AgentOptions, calculator: KpiCalculator) {
  const index = new ValueIndex();
  return {
    calculator,
    index,
    publisher: new Publisher(new Publication(index, bound.modules), calculator, bound.sources),
    states: bound.sources.map(({ config: { name, type } }) => new SourceState(name, type)),
    history: new IntervalHistory(config.history.intervals),
  };
}

function bindingOf({ config: { name, every }, wanted }: BoundConfig['sources'][number]) {
  return { source: name, every, measurements: wanted.map(({ measurement }) => measurement) };
}

interface Served {
  readonly engine: AuthoritativeEngine;
  readonly counters: EngineCounters;
  readonly notifier: Notifier;
  readonly figures: Figures;
  readonly reporting: Reporting;
  readonly settings: Settings;
  readonly jobs: CollectionJobs;
  sysUpTime(): number;
  now(): number;
}

/** Answers SNMP: the figures, KPI1-MIB and the system group. */
function serve(
  { config, bound, model, software, log }: AgentOptions,
  served: Served,
): Promise<UdpListener[]> {
  const { engine, counters, notifier, figures, reporting, settings, jobs, sysUpTime, now } = served;
  const { index, publisher, states, ...known } = figures;
  const { modules } = bound;
  const kpi1Mib = baseMib({
    ...known,
    ...{ instanceId: config.instanceId, software, modules, sources: states, now },
    ...{ reports: reporting.reports, targets: reporting.delivery.targets },
    base: parseOid(model.baseOid),
    sourceOf: publisher.sourceOf,
    ...{ settings, jobs },
    engineCount: engineCounts(counters, notifier),
  });
  const system = systemGroup(describeSystem(config, model, modules, software), sysUpTime);
  return serveSnmp({
    ...{ config: config.snmp, targets: config.notify, engine, counters, index, notifier, log },
    subtrees: [system, ...kpi1Mib],
  });
}

function announce(
  { config, software }: AgentOptions,
  notifier: Notifier,
  notifications: NotificationBuilder,
): void {
  notifier.notify(COLD_START);
  const cells = { kpi1InstanceId: config.instanceId, kpi1InstanceSoftware: software };
  notifier.notify(notifications.build('kpi1AgentStart', cells));
}
